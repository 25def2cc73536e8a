//! The record: append-only, hash-chained events.
