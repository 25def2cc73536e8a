//! Decides: what an answer means, what it costs, where a case goes, what an actor may do.
//!
//! Pure: facts and `now` are arguments, decisions are values ([`records`]); the store commits them.

pub mod answer;
pub mod approval;
pub mod area;
pub mod booking;
pub mod calendar;
pub mod document;
pub mod intake;
pub mod journey;
pub mod link;
pub mod lottery;
pub mod projection;
pub mod records;
pub mod retention;
pub mod routing;
pub mod rules;
pub mod scenario;
mod scope;
pub mod title;
pub mod waiting;
pub mod workflow;

#[cfg(test)]
mod testing;
