-- System tables. The tables of each app are made from its definition when it is published.

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Published versions; immutable.
CREATE TABLE definition (
    app          TEXT NOT NULL,
    version      INTEGER NOT NULL,
    hash         TEXT NOT NULL,
    sources      TEXT NOT NULL,  -- JSON: [{path, text}]
    tables       TEXT NOT NULL,  -- JSON: every table and column that the app ever had
    search       TEXT NOT NULL,  -- JSON: which columns the search index reads
    published_at TEXT NOT NULL,
    UNIQUE (app, version)
) STRICT;

-- Which case is where; what can change lies in the app's own table.
CREATE TABLE "case" (
    id      INTEGER PRIMARY KEY,
    app     TEXT NOT NULL,
    receipt TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL
) STRICT;

-- The record: append-only, each row with the hash of the one before.
CREATE TABLE event (
    id         INTEGER PRIMARY KEY,
    case_id    INTEGER NOT NULL REFERENCES "case" (id),
    at         TEXT NOT NULL,
    actor      TEXT NOT NULL,     -- JSON
    action     TEXT NOT NULL,
    from_state TEXT,
    to_state   TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    answers    TEXT,              -- JSON: canonical answers, when they changed
    note       TEXT,
    prev_hash  BLOB NOT NULL,
    hash       BLOB NOT NULL
) STRICT;
CREATE INDEX event_case ON event (case_id);
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT raise(ABORT, 'events are never changed');
END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
    SELECT raise(ABORT, 'events are never deleted');
END;

-- The ledger: a claim of a case, or held for a draft until expires_at.
CREATE TABLE booking (
    id          INTEGER PRIMARY KEY,
    app         TEXT NOT NULL,
    book        TEXT NOT NULL,
    area        TEXT NOT NULL,    -- '' when the booking has no areas
    date        TEXT NOT NULL,
    case_id     INTEGER REFERENCES "case" (id),
    draft_id    TEXT,
    question    TEXT NOT NULL,
    expires_at  TEXT,             -- of a hold; NULL for a case
    overbook    TEXT,             -- reason for booking over capacity
    released_at TEXT,             -- given back
    CHECK ((case_id IS NULL) <> (draft_id IS NULL)),
    CHECK ((draft_id IS NULL) = (expires_at IS NULL))
) STRICT;
CREATE INDEX booking_slot ON booking (app, book, area, date) WHERE released_at IS NULL;
CREATE INDEX booking_case ON booking (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX booking_draft ON booking (draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX booking_expires ON booking (expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE booking_unit (
    booking_id INTEGER NOT NULL REFERENCES booking (id) ON DELETE CASCADE,
    unit       TEXT NOT NULL,
    amount     INTEGER NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (booking_id, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency (
    key        TEXT PRIMARY KEY,
    body       BLOB NOT NULL,
    case_id    INTEGER NOT NULL REFERENCES "case" (id),
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_age ON idempotency (created_at);

CREATE TABLE draft (
    id         TEXT PRIMARY KEY,
    app        TEXT NOT NULL,
    version    INTEGER NOT NULL,
    lang       TEXT NOT NULL,
    channel    TEXT NOT NULL,
    staff_id   INTEGER,
    raw        TEXT NOT NULL,     -- JSON: as typed
    done       TEXT NOT NULL,     -- JSON: pages posted without a mistake
    case_id    INTEGER REFERENCES "case" (id),
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX draft_expires ON draft (expires_at);

CREATE TABLE file (
    id         TEXT PRIMARY KEY,
    draft_id   TEXT,
    case_id    INTEGER REFERENCES "case" (id),
    question   TEXT NOT NULL,
    name       TEXT NOT NULL,
    size       INTEGER NOT NULL,
    media      TEXT NOT NULL,
    hash       TEXT NOT NULL,     -- SHA-256 in hex: the name on disk
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX file_draft ON file (draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX file_case ON file (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX file_hash ON file (hash);

CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY,
    case_id    INTEGER NOT NULL REFERENCES "case" (id),
    event_id   INTEGER NOT NULL REFERENCES event (id),
    mail       TEXT NOT NULL,
    to_address TEXT NOT NULL,
    status     TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'failed')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    next_at    TEXT NOT NULL,
    last_error TEXT,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_next ON outbox (next_at) WHERE status = 'waiting';
CREATE INDEX outbox_case ON outbox (case_id);

CREATE TABLE staff (
    id         INTEGER PRIMARY KEY,
    login      TEXT NOT NULL UNIQUE,  -- folded: lower case, half width
    name       TEXT NOT NULL,
    password   TEXT,                  -- argon2 hash; NULL cannot sign in
    admin      INTEGER NOT NULL,
    disabled   INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
) STRICT;
CREATE TABLE staff_post (
    staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    place    INTEGER NOT NULL,        -- order as given
    unit     TEXT NOT NULL,
    post     TEXT,
    PRIMARY KEY (staff_id, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE token (
    hash       BLOB PRIMARY KEY,      -- SHA-256
    staff_id   INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    apps       TEXT NOT NULL,         -- JSON; [] = all that the account may
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX token_staff ON token (staff_id);
CREATE TABLE session (
    id_hash    BLOB PRIMARY KEY,      -- SHA-256
    data       TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_expires ON session (expires_at);
CREATE TABLE sign_in_failure (
    login_hash BLOB PRIMARY KEY,      -- known and unknown logins alike
    count      INTEGER NOT NULL,
    until      TEXT NOT NULL          -- forgotten, and locked when count is reached, until then
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_failure_until ON sign_in_failure (until);
CREATE TABLE audit (
    id       INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    what     TEXT NOT NULL,
    subject  TEXT NOT NULL
) STRICT;
CREATE INDEX audit_subject ON audit (subject);

-- Bigrams of what clerks search for, by case number; kept up to the event in setting 'search.event'.
CREATE VIRTUAL TABLE search USING fts5(
    grams, content = '', contentless_delete = 1, tokenize = 'ascii', detail = 'full'
);
