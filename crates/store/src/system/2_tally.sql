-- How many cases of an app are in a state, so that the list need not count them for each page.
CREATE TABLE tally (
    app   TEXT NOT NULL,
    state TEXT NOT NULL,
    cases INTEGER NOT NULL,
    PRIMARY KEY (app, state)
) STRICT, WITHOUT ROWID;
INSERT INTO tally
    SELECT c.app, e.to_state, count(*)
    FROM "case" c JOIN event e ON e.id = (SELECT max(l.id) FROM event l WHERE l.case_id = c.id)
    GROUP BY c.app, e.to_state;
