//! The clerks' list.

use super::Code;

pub(super) const CODES: &[Code] = &[];
