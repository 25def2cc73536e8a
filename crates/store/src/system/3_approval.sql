-- What a decision records beside who, when and what: of a route, its stamps and how far it is.
ALTER TABLE event ADD COLUMN detail TEXT;  -- JSON

-- How far the approval route of a case is: what the last event that changed it says.
CREATE TABLE approval (
    case_id  INTEGER PRIMARY KEY REFERENCES "case" (id),
    progress TEXT NOT NULL     -- JSON
) STRICT;

-- For whom routes wait: a seat's holders, one row each, and readers afterwards (後閲).
CREATE TABLE approval_wait (
    case_id INTEGER NOT NULL REFERENCES "case" (id),
    place   INTEGER NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('seat', 'review')),
    label   TEXT NOT NULL,
    holder  TEXT NOT NULL,     -- unit:cleaning, post:cleaning/chief, staff:3, login:sato, anyone; '' for nobody
    since   TEXT NOT NULL,
    PRIMARY KEY (case_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_wait_holder ON approval_wait (holder, since);

-- 不在: who is away, and who acts instead; recorded by the person.
CREATE TABLE absence (
    id         INTEGER PRIMARY KEY,
    staff_id   INTEGER NOT NULL REFERENCES staff (id),
    from_day   TEXT NOT NULL,
    until_day  TEXT NOT NULL,
    substitute INTEGER REFERENCES staff (id),
    created_at TEXT NOT NULL,
    ended_at   TEXT,           -- taken back
    CHECK (from_day <= until_day)
) STRICT;
CREATE INDEX absence_staff ON absence (staff_id, until_day) WHERE ended_at IS NULL;
CREATE INDEX absence_substitute ON absence (substitute, until_day) WHERE ended_at IS NULL;

-- 職務代理: who acts in the right of a post while it is vacant; recorded by an administrator.
CREATE TABLE deputy (
    id         INTEGER PRIMARY KEY,
    unit       TEXT NOT NULL,
    post       TEXT NOT NULL,
    staff_id   INTEGER NOT NULL REFERENCES staff (id),
    from_day   TEXT NOT NULL,
    until_day  TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES staff (id),
    created_at TEXT NOT NULL,
    ended_at   TEXT,
    CHECK (from_day <= until_day)
) STRICT;
CREATE INDEX deputy_post ON deputy (unit, post) WHERE ended_at IS NULL;
