-- Applications for a draw stand in line without a rank until it is made.
ALTER TABLE wait ADD COLUMN draws INTEGER NOT NULL DEFAULT 0;
ALTER TABLE wait ADD COLUMN rank INTEGER;
CREATE INDEX wait_undrawn ON wait (app, book) WHERE draws = 1 AND rank IS NULL AND end IS NULL;
-- A draw: its seed is fixed when applications open, its hash is public from then on, the log is written once.
CREATE TABLE draw (
    id         INTEGER PRIMARY KEY,
    app        TEXT NOT NULL,
    book       TEXT NOT NULL,
    day        TEXT NOT NULL,   -- of the draw, as defined
    seed       TEXT NOT NULL,
    commitment TEXT NOT NULL,   -- SHA-256 of the seed
    opened_at  TEXT NOT NULL,
    drawn_at   TEXT,
    log        TEXT,            -- JSON: seed, commitment, order
    UNIQUE (app, book, day),
    CHECK ((drawn_at IS NULL) = (log IS NULL))
) STRICT;
CREATE TRIGGER draw_is_made_once BEFORE UPDATE ON draw
WHEN OLD.drawn_at IS NOT NULL OR NEW.seed <> OLD.seed OR NEW.commitment <> OLD.commitment
BEGIN
    SELECT raise(ABORT, 'a draw is made once, from the seed that was promised');
END;
CREATE TRIGGER draw_is_never_deleted BEFORE DELETE ON draw
BEGIN
    SELECT raise(ABORT, 'draws are never deleted');
END;
