//! The city of `office.yaml`.

use super::Code;

pub(super) const CODES: &[Code] = &[];
