-- Files that a presser attached to a step: JSON [{id, name, size, media}].
ALTER TABLE event ADD COLUMN files TEXT;

-- The account that started a case; NULL when the resident did.
ALTER TABLE "case" ADD COLUMN starter INTEGER;
UPDATE "case" SET starter = (
    SELECT json_extract(e.actor, '$.id') FROM event e
    WHERE e.case_id = "case".id AND e.action = 'submit' AND json_extract(e.actor, '$.kind') = 'staff'
);
CREATE INDEX case_starter ON "case" (starter) WHERE starter IS NOT NULL;

-- Who takes care of a case: a sign to colleagues, no right.
CREATE TABLE assignment (
    case_id  INTEGER PRIMARY KEY REFERENCES "case" (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    at       TEXT NOT NULL
) STRICT;
CREATE INDEX assignment_staff ON assignment (staff_id);

-- Cases that were shown to those whom their state names, because nobody acted in time; gone when the state is left.
CREATE TABLE escalation (
    case_id INTEGER PRIMARY KEY REFERENCES "case" (id),
    app     TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;
CREATE INDEX escalation_app ON escalation (app);
