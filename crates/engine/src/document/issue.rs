//! A document as it is issued.

use madoguchi_schema::text::Lang;

/// A document that a press issues: what stands on its sheets is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Id in the app's `documents`.
    pub document: String,
    /// Its name.
    pub label: String,
    /// It holds answers that only some may see.
    pub sensitive: bool,
    /// The language it is written in.
    pub lang: Lang,
    /// Its resident may have it.
    pub resident: bool,
    /// SHA-256 (hex) of the sheets.
    pub hash: String,
    /// The sheets.
    pub body: String,
}
