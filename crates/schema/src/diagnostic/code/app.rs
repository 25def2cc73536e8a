//! The app as a whole.

use super::Code;

pub(super) const CODES: &[Code] = &[];
