//! The definitions that the product ships, through the engine's public functions.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod city;
mod correction;
mod definitions;
mod routing;
