-- Mails that will go by themselves; a row leaves when its moment has come.
CREATE TABLE reminder (
    case_id INTEGER NOT NULL REFERENCES "case" (id),
    mail    TEXT NOT NULL,     -- id in the app's mail
    at      TEXT NOT NULL,
    PRIMARY KEY (case_id, mail)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminder_at ON reminder (at);

-- The moment for which a mail went by itself: it is ordered once for each.
ALTER TABLE outbox ADD COLUMN due_at TEXT;
CREATE UNIQUE INDEX outbox_due ON outbox (case_id, mail, due_at) WHERE due_at IS NOT NULL;
