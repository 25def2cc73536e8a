-- The last count of each series of receipt numbers; a case that is not stored leaves no gap.
CREATE TABLE sequence (
    series TEXT PRIMARY KEY,     -- the number with its count left out: 'LIB-2026-*'
    last   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
