//! States and actions.

use super::Code;

pub(super) const CODES: &[Code] = &[];
