//! Compiled app + data → structs that templates draw. No SQL, no HTML.

pub mod approval;
pub mod called;
pub mod case;
pub mod cell;
pub mod chosen;
pub mod control;
pub mod date;
pub mod day;
pub mod due;
pub mod frame;
pub mod home;
pub mod linked;
pub mod live;
pub mod natural;
pub mod offer;
pub mod option;
pub mod phone;
pub mod question;
pub mod queue;
pub mod receipt;
pub mod rows;
pub mod slot;
pub mod summary;
pub mod terms;
pub mod wait;
pub mod when;
