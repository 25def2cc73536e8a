//! Aggregates over child tables, as subqueries that belong to the row of the app's table.

use super::{Form, Piece, Translator};
use crate::{
    expr::{
        function::Aggregate,
        node::{Node, Over},
        tree::Math,
    },
    table::{ChildTable, ident},
    value::{Type, Value},
};

/// What `join` puts between texts when nothing is written.
const BETWEEN: &str = "、";

impl Translator<'_> {
    /// An aggregate.
    pub(super) fn over(&self, over: &Over) -> Option<Piece> {
        // Rows inside rows lie in tables of their own, which SQL does not join.
        if !over.within.is_empty() {
            return None;
        }
        match (&over.rows, &over.body) {
            (Some(rows), body) => self.over_rows(over, rows, body.as_ref()),
            (None, Some(list)) if over.how == Aggregate::Count && matches!(list.ty, Type::List(_)) => {
                let from = self.from(list)?;
                self.frames.borrow_mut().pop();
                Some(select("COUNT(*)", from, "").with(Form::Integer))
            }
            _ => None,
        }
    }

    /// Whether rows or choices are there.
    pub(super) fn exists(&self, rows: &Node, negated: bool) -> Option<Piece> {
        let from = self.from(rows)?;
        self.frames.borrow_mut().pop();
        Some(exists(from, negated))
    }

    /// The codes of `choices`, for `IN`.
    pub(super) fn codes(&self, list: &Node) -> Option<Piece> {
        let from = self.from(list)?;
        self.frames.borrow_mut().pop();
        Some(select("\"code\"", from, ""))
    }

    /// ` FROM child AS r WHERE …` of the rows that a name of the app means; the rows are then the innermost.
    fn from(&self, rows: &Node) -> Option<Piece> {
        let table: ChildTable = self.columns.rows(&rows.name()?)?;
        let alias = ident(&format!("r{}", self.frames.borrow().len()));
        let main = ident(&self.columns.table());
        let text = format!(" FROM {} AS {alias} WHERE {alias}.\"_case\" = {main}.\"_case\"", ident(&table.name));
        self.frames.borrow_mut().push((alias, table.columns));
        Some(Piece { text, params: Vec::new(), form: Form::Bool })
    }

    fn over_rows(&self, over: &Over, rows: &Node, body: Option<&Node>) -> Option<Piece> {
        let from = self.from(rows)?;
        let found = self.over_frame(over, body, from);
        self.frames.borrow_mut().pop();
        found
    }

    fn over_frame(&self, over: &Over, body: Option<&Node>, mut from: Piece) -> Option<Piece> {
        let filter = match &over.filter {
            Some(filter) => Some(self.condition(filter)?),
            None => None,
        };
        let mut and = |condition: Piece| {
            from.text = format!("{} AND {}", from.text, condition.text);
            from.params.extend(condition.params);
        };
        filter.into_iter().for_each(&mut and);
        match (over.how, body) {
            (Aggregate::Any, Some(body)) => and(self.condition(body)?),
            (Aggregate::All, Some(body)) => and(self.condition(body)?.wrap("(NOT COALESCE(", ", 0))")),
            _ => {}
        }
        let order = format!(" ORDER BY {}.\"_row\"", self.frames.borrow().last()?.0);
        match (over.how, body) {
            (Aggregate::Any, _) => Some(exists(from, false)),
            (Aggregate::All, _) => Some(exists(from, true)),
            (Aggregate::Count, None) => Some(select("COUNT(*)", from, "").with(Form::Integer)),
            (how, Some(body)) => self.of_values(how, self.value(body)?, from, &order, over.between.as_ref()),
            _ => None,
        }
    }

    /// Something of the values of the rows.
    fn of_values(
        &self,
        how: Aggregate,
        value: Piece,
        from: Piece,
        order: &str,
        between: Option<&Node>,
    ) -> Option<Piece> {
        let form = value.form;
        let numeric = matches!(form, Form::Integer | Form::Decimal);
        let exact = |name: &str| (value.clone().wrap(&format!("{name}(json_group_array("), "))"), "", Form::Decimal);
        let (what, end, form) = match how {
            Aggregate::Count => (value.wrap("COUNT(", ")"), "", Form::Integer),
            Aggregate::Sum if numeric => {
                let (sum, end, form) = exact("exact_sum");
                (sum.wrap("COALESCE(", ", '0')"), end, form)
            }
            Aggregate::Min if form == Form::Decimal => exact("exact_min"),
            Aggregate::Max if form == Form::Decimal => exact("exact_max"),
            Aggregate::Min if form != Form::Bool => (value.wrap("MIN(", ")"), "", form),
            Aggregate::Max if form != Form::Bool => (value.wrap("MAX(", ")"), "", form),
            Aggregate::First => (value, " LIMIT 1", form),
            Aggregate::Last => (value, " DESC LIMIT 1", form),
            Aggregate::Join => {
                let between = match between {
                    Some(between) => self.value(between)?,
                    None => Piece::param(super::super::Param::Text(BETWEEN.to_owned()), Form::Text),
                };
                let joined = Piece::join(vec![value, between], ", ", Form::Text);
                let text = format!("group_concat{}{order})", joined.text.trim_end_matches(')'));
                (Piece { text, ..joined }, "", Form::Text)
            }
            _ => return None,
        };
        let order = if end.is_empty() { String::new() } else { format!("{order}{end}") };
        let selected = Piece { text: format!("(SELECT {}{}{order})", what.text, from.text), ..what };
        Some(Piece { params: selected.params.into_iter().chain(from.params).collect(), form, text: selected.text })
    }
}

fn exists(from: Piece, negated: bool) -> Piece {
    from.wrap(if negated { "(NOT EXISTS (SELECT 1" } else { "(EXISTS (SELECT 1" }, "))").with(Form::Bool)
}

fn select(what: &str, from: Piece, end: &str) -> Piece {
    from.wrap(&format!("(SELECT {what}"), &format!("{end})")).with(Form::Text)
}

/// Exact arithmetic; whole numbers are added as they are.
pub(super) fn arithmetic(how: Math, a: Piece, b: Piece) -> Option<Piece> {
    let numbers = [&a, &b].iter().all(|p| matches!(p.form, Form::Integer | Form::Decimal));
    let whole = a.form == Form::Integer && b.form == Form::Integer;
    let exact = |name: &str| Piece::join(vec![a.clone(), b.clone()], ", ", Form::Decimal).wrap(name, "");
    let plain = |sign: &str| Piece::join(vec![a.clone(), b.clone()], sign, Form::Integer);
    numbers.then(|| match how {
        Math::Add if whole => plain(" + "),
        Math::Subtract if whole => plain(" - "),
        Math::Add => exact("exact_add"),
        Math::Subtract => exact("exact_subtract"),
        Math::Multiply => exact("exact_multiply"),
        Math::Divide => exact("exact_divide"),
    })
}

/// A literal in SQL.
pub(super) fn literal(value: &Value) -> Option<Piece> {
    use super::super::Param;
    match value {
        Value::Bool(yes) => Some(Piece::param(Param::Integer(i64::from(*yes)), Form::Bool)),
        Value::Number(number) => match crate::expr::number::whole(*number) {
            Some(n) => Some(Piece::param(Param::Integer(n), Form::Integer)),
            None => Some(Piece::param(Param::Text(number.normalize().to_string()), Form::Decimal)),
        },
        Value::DateTime(at) => Some(Piece::param(Param::Text(at.strftime("%Y-%m-%dT%H:%M").to_string()), Form::Text)),
        Value::Text(_) | Value::Date(_) | Value::Time(_) => {
            Some(Piece::param(Param::Text(value.to_text()), Form::Text))
        }
        _ => None,
    }
}
