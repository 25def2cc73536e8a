-- Documents that a press issued, with their sheets as they were: never changed, never deleted. The event names their hash.
CREATE TABLE document (
    id        INTEGER PRIMARY KEY,
    case_id   INTEGER NOT NULL REFERENCES "case" (id),
    event_id  INTEGER NOT NULL REFERENCES event (id),
    document  TEXT NOT NULL,      -- id in the app's documents
    label     TEXT NOT NULL,
    lang      TEXT NOT NULL,
    sensitive INTEGER NOT NULL,   -- holds answers that only some may see
    resident  INTEGER NOT NULL,   -- its resident may have it
    hash      TEXT NOT NULL,      -- SHA-256 in hex of the sheets
    body      TEXT NOT NULL       -- the sheets, HTML
) STRICT;
CREATE INDEX document_case ON document (case_id);
CREATE TRIGGER document_is_never_changed BEFORE UPDATE ON document
BEGIN
    SELECT raise(ABORT, 'issued documents are never changed');
END;
CREATE TRIGGER document_is_never_deleted BEFORE DELETE ON document
BEGIN
    SELECT raise(ABORT, 'issued documents are never deleted');
END;
