//! Speaks HTTP: parses requests, renders pages, runs background jobs.
