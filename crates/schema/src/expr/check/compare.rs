//! Comparisons, `in`, and codes that a list must have.

use super::{Checker, constant::never_changes, type_word};
use crate::{
    app::List,
    diagnostic::nearest,
    expr::{
        eval as evaluate,
        node::{Node, Op},
        problem::Problem,
        token::Comparison,
        tree::{Data, Tree},
    },
    value::{Type, Value},
};
use std::{ops::Range, sync::Arc};

/// A tree with its node.
type Side<'t> = (&'t Tree, Node);

impl Checker<'_> {
    pub(super) fn compare(&mut self, how: Comparison, left: &Tree, right: &Tree, range: &Range<usize>) -> Node {
        let before = self.problems.len();
        let (mut a, mut b) = ((left, self.node(left)), (right, self.node(right)));
        self.chosen(&mut a, &b.1.ty);
        self.chosen(&mut b, &a.1.ty);
        self.unquoted(&a, &b);
        self.unquoted(&b, &a);
        self.sides(how, &a, &b, range);
        let clean = before == self.problems.len() && a.1.ty != Type::Unknown && b.1.ty != Type::Unknown;
        let fixed = a.1.is_fixed() && b.1.is_fixed();
        if clean && (fixed || self.text(&left.range) == self.text(&right.range)) {
            let value = match (&a.1.op, &b.1.op) {
                (Op::Literal(x), Op::Literal(y)) => evaluate::compare(how, x, y),
                _ => (!fixed).then(|| how.holds(std::cmp::Ordering::Equal)),
            };
            self.report(never_changes(range.clone(), value));
        }
        Node::new(Op::Compare(how, Box::new(a.1), Box::new(b.1)), Type::Bool)
    }

    /// `housing == if(agree, "flat", "house")`: each branch is a code of the other side's list.
    fn chosen(&mut self, side: &mut Side<'_>, other: &Type) {
        if let (Op::If(_) | Op::OrElse(_), Type::Text, Type::Code(list)) = (&side.1.op, &side.1.ty, other) {
            self.branches(&mut side.1, list, side.0);
        }
    }

    /// `housing == flat`: an unknown name that is a code of the other side's list only lacks its quotes.
    fn unquoted(&mut self, name: &Side<'_>, other: &Side<'_>) {
        let (Data::Path(words), Type::Code(list)) = (&name.0.data, &other.1.ty) else { return };
        let [word] = words.as_slice() else { return };
        let known = self.vocabulary(list).is_some_and(|l| l.rows.contains_key(&word.text));
        let unknown = |p: &&mut Problem| p.code == "expr.unknown-name" && p.range == word.range;
        if let Some(problem) = self.problems.iter_mut().find(unknown).filter(|_| known) {
            problem.suggestions = vec![format!("\"{}\"", word.text)];
        }
    }

    /// Whether both sides are of one kind, and a kind that this comparison knows.
    fn sides(&mut self, how: Comparison, a: &Side<'_>, b: &Side<'_>, range: &Range<usize>) {
        let equality = matches!(how, Comparison::Equal | Comparison::Differs);
        for (text, other) in [(a, b), (b, a)] {
            if matches!(&text.1.op, Op::Literal(Value::Text(t)) if t.is_empty()) {
                let is = if how == Comparison::Differs { "is not empty" } else { "is empty" };
                let clear = format!("{} {is}", self.text(&other.0.range));
                self.report(Problem::new("expr.empty-text", text.0.range.clone()).suggest(clear));
                return;
            }
            if let (Type::Code(list), Op::Literal(Value::Text(code)), true) = (&other.1.ty, &text.1.op, equality) {
                self.code(list, code, &text.0.range);
                return;
            }
        }
        let fits = match (&a.1.ty, &b.1.ty) {
            (Type::Unknown, _) | (_, Type::Unknown) => true,
            (Type::Number | Type::Money, Type::Number | Type::Money) => true,
            (Type::Date, Type::Date) | (Type::Time, Type::Time) | (Type::DateTime, Type::DateTime) => true,
            (Type::Bool, Type::Bool) | (Type::Text, Type::Text) => equality,
            (Type::Code(one), Type::Code(other)) if one == other => equality,
            (Type::Text | Type::Code(_), Type::Text | Type::Code(_)) => {
                equality && (self.is_cell(&a.1) || self.is_cell(&b.1))
            }
            _ => false,
        };
        if !fits {
            let problem = Problem::new("expr.type", range.clone())
                .arg("sign", how.sign())
                .arg("left", type_word(&a.1.ty))
                .arg("right", type_word(&b.1.ty));
            let suggestions = [(a, b, how), (b, a, how.turned())].iter().find_map(|(x, y, how)| self.meant(*how, x, y));
            self.report(Problem { suggestions: suggestions.into_iter().collect(), ..problem });
        }
    }

    /// What was probably meant by comparing `a` with `b`.
    fn meant(&self, how: Comparison, a: &Side<'_>, b: &Side<'_>) -> Option<String> {
        let (one, other, sign) = (self.text(&a.0.range), self.text(&b.0.range), how.sign());
        let literal = match &b.1.op {
            Op::Literal(value) => Some(value),
            _ => None,
        };
        match (&a.1.ty, &b.1.ty, literal) {
            (Type::Number | Type::Money, _, Some(Value::Text(text))) => {
                text.parse::<rust_decimal::Decimal>().ok().map(|n| format!("{one} {sign} {n}"))
            }
            (Type::Date, _, Some(Value::Text(text))) => {
                text.parse::<jiff::civil::Date>().ok().map(|d| format!("{one} {sign} {d}"))
            }
            (Type::Text, _, Some(Value::Number(_))) => Some(match how {
                Comparison::Equal | Comparison::Differs => format!("{one} {sign} \"{other}\""),
                _ => format!("length({one}) {sign} {other}"),
            }),
            (Type::Bool, _, Some(Value::Text(text))) => {
                let yes = ["yes", "true", "1", "はい"].contains(&text.as_str());
                Some(format!("{one} == {}", if yes { "yes" } else { "no" }))
            }
            (Type::Bool, _, Some(Value::Number(n))) => {
                Some(format!("{one} == {}", if n.is_zero() { "no" } else { "yes" }))
            }
            (Type::List(_), Type::Text | Type::Code(_), _) if how == Comparison::Equal => {
                Some(format!("{other} in {one}"))
            }
            (Type::List(_), Type::Text | Type::Code(_), _) => Some(format!("not ({other} in {one})")),
            (Type::Rows(_), _, _) => Some(format!("count({one}) {sign} {other}")),
            (Type::Record(parts), _, _) => parts.keys().next().map(|part| format!("{one}.{part} {sign} {other}")),
            _ => None,
        }
    }

    /// A code must be in its list; the label of an option is met with its code.
    pub(super) fn code(&mut self, list: &str, code: &str, range: &Range<usize>) {
        let Some(known) = self.vocabulary(list) else { return };
        if known.rows.contains_key(code) {
            return;
        }
        let by_label = known.rows.values().find(|r| r.label.langs().any(|l| r.label.get(l) == code));
        let suggestions = match by_label {
            Some(row) => vec![row.code.clone()],
            None => nearest(code, known.rows.keys().map(String::as_str)),
        };
        let codes: Vec<&str> = known.rows.keys().map(String::as_str).take(12).collect();
        let problem = Problem::new("expr.unknown-code", range.clone()).arg("code", code).arg("list", list);
        let suggestions = suggestions.into_iter().map(|c| format!("\"{c}\"")).collect();
        self.report(Problem { suggestions, ..problem.arg("known", codes.join(" ")) });
    }

    /// Whether a value is a cell of a list row, whose text may hold codes of another list.
    fn is_cell(&self, node: &Node) -> bool {
        matches!(&node.op, Op::Name(name, _) if self.names.is_cell(name))
    }

    /// The list of a code type.
    pub(super) fn vocabulary(&self, list: &str) -> Option<Arc<List>> {
        self.names.list(list)
    }

    pub(super) fn is_in(&mut self, item: &Tree, list: &Tree, range: &Range<usize>) -> Node {
        let (a, b) = (self.node(item), self.node(list));
        match (&a.ty, &b.ty) {
            (_, Type::Unknown) => {}
            (one, Type::List(inner)) => self.member(&a, (one, inner), (item, list), &b),
            (one, found) => {
                let (x, y) = (self.text(&item.range), self.text(&list.range));
                let problem = Problem::new("expr.in", list.range.clone()).arg("text", y).arg("found", type_word(found));
                self.report(match (&list.data, found) {
                    (Data::Text(_), _) => problem.suggest(format!("{x} == {y}")),
                    (_, Type::Rows(columns)) if *one == Type::Text || matches!(one, Type::Code(_)) => {
                        let column = columns.keys().next().cloned().unwrap_or_default();
                        problem.suggest(format!("any({y}.{column} == {x})"))
                    }
                    (_, Type::Text | Type::Code(_)) => problem.suggest(format!("{x} == {y}")),
                    _ => problem,
                });
            }
        }
        let empty = matches!(&b.op, Op::List(items) if items.is_empty());
        if empty || (a.ty != Type::Unknown && a.is_fixed() && b.is_fixed()) {
            self.report(never_changes(range.clone(), Some(false)));
        }
        Node::new(Op::In(Box::new(a), Box::new(b)), Type::Bool)
    }

    /// Whether a value can be an entry of a list.
    fn member(&mut self, item: &Node, types: (&Type, &Type), trees: (&Tree, &Tree), list: &Node) {
        match types {
            (Type::Unknown, _) | (_, Type::Unknown) => {}
            (Type::Code(id), _) if matches!(list.op, Op::List(_)) => self.codes(id, trees.1, list),
            (_, Type::Code(id)) if matches!(item.op, Op::Literal(Value::Text(_))) => {
                if let Op::Literal(Value::Text(code)) = &item.op {
                    self.code(id, code, &trees.0.range);
                }
            }
            (Type::Number | Type::Money, Type::Number | Type::Money) => {}
            (Type::Text | Type::Code(_), Type::Text | Type::Code(_)) if self.is_cell(item) || self.is_cell(list) => {}
            (one, inner) if one == inner && !matches!(one, Type::List(_) | Type::Record(_) | Type::Rows(_)) => {}
            (one, inner) => {
                let range = trees.0.range.start..trees.1.range.end;
                let problem = Problem::new("expr.type", range).arg("sign", "in").arg("left", type_word(one));
                self.report(problem.arg("right", type_word(inner)));
            }
        }
    }

    /// Each literal of a list is a code of `id`.
    fn codes(&mut self, id: &str, tree: &Tree, list: &Node) {
        let (Op::List(nodes), Data::List(trees)) = (&list.op, &tree.data) else { return };
        for (node, tree) in nodes.iter().zip(trees) {
            match (&node.op, &node.ty) {
                (Op::Literal(Value::Text(code)), _) => self.code(id, code, &tree.range),
                (_, Type::Unknown) => {}
                (_, Type::Code(other)) if other == id => {}
                (_, found) => {
                    let problem =
                        Problem::new("expr.type", tree.range.clone()).arg("sign", "in").arg("left", "@type-code");
                    self.report(problem.arg("right", type_word(found)));
                }
            }
        }
    }
}
