//! Names in SQL.

/// A name as a quoted SQL identifier: always in double quotes, inner ones doubled.
pub fn ident(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The table of an app: `bulky-waste` → `app_bulky_waste`.
pub fn table_name(app: &str) -> String {
    format!("app_{}", app.replace('-', "_"))
}

/// The child table of a question; of one in rows by its path, `homes.members`, which no id can be.
pub fn child_name(app: &str, question: &str) -> String {
    format!("{}__{question}", table_name(app))
}
