//! `/status`: a case looked up by receipt number and secret; change, answer a correction request, withdraw.
//!
//! Every request carries both numbers in its body: no session, nothing in an address.

pub mod act;
pub mod ask;
pub mod case_page;
pub mod document;
pub mod look_up;
pub mod moved;
pub mod waited;
