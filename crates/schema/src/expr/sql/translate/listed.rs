//! A column of a list by the code in a column of rows, as `CASE` over the list's codes.

use super::{Form, Param, Piece, Translator, literal};
use crate::{
    app::List,
    expr::{
        eval,
        node::{Node, listed},
    },
    value::Value,
};

impl Translator<'_> {
    /// The column as the list has it now; a code that the list does not know has nothing, but its label is itself.
    pub(super) fn listed(&self, list: &List, key: &Node, column: &str) -> Option<Piece> {
        if !listed(list, key) {
            return None;
        }
        let code = self.value(key)?;
        let cells: Vec<(&String, Value)> =
            list.rows.keys().map(|code| (code, eval::lookup(list, &Value::Text(code.clone()), column))).collect();
        let cells: Vec<(&String, Piece)> = cells
            .into_iter()
            .filter(|(_, cell)| !cell.is_blank())
            .map(|(code, cell)| Some((code, literal(&cell)?)))
            .collect::<Option<_>>()?;
        let decimal = cells.iter().any(|(_, cell)| cell.form == Form::Decimal);
        let form = if decimal { Form::Decimal } else { cells.first().map_or(Form::Text, |(_, cell)| cell.form) };
        let (mut text, mut params) = (format!("(CASE {}", code.text), code.params.clone());
        for (code, cell) in cells {
            text.push_str(" WHEN ? THEN ?");
            params.push(Param::Text(code.clone()));
            params.extend(cell.params);
        }
        if column == "label" {
            text = format!("{text} ELSE {}", code.text);
            params.extend(code.params);
        }
        Some(Piece { text: text + " END)", params, form })
    }
}
