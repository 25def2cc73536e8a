-- Lines for full slots, in order of arrival. What is kept for the first is a booking with answer_by.
CREATE TABLE wait (
    id       INTEGER PRIMARY KEY,
    app      TEXT NOT NULL,
    book     TEXT NOT NULL,
    area     TEXT NOT NULL,
    date     TEXT NOT NULL,
    time     TEXT NOT NULL,     -- '' when the booking has no times
    case_id  INTEGER NOT NULL REFERENCES "case" (id),
    question TEXT NOT NULL,
    since    TEXT NOT NULL,
    end      TEXT,              -- taken, declined, lapsed, over, left
    ended_at TEXT,
    CHECK ((end IS NULL) = (ended_at IS NULL))
) STRICT;
CREATE INDEX wait_line ON wait (app, book, area, date, id) WHERE end IS NULL;
CREATE UNIQUE INDEX wait_case ON wait (case_id, book) WHERE end IS NULL;
-- Until when it is kept for a case that waited; NULL once it is booked.
ALTER TABLE booking ADD COLUMN answer_by TEXT;
CREATE INDEX booking_answer ON booking (answer_by) WHERE answer_by IS NOT NULL AND released_at IS NULL;
