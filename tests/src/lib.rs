//! Harness for the tests over the whole system.
