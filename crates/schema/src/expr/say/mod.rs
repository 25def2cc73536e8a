//! A checked expression in words, for people who do not read formulas.

mod call;
mod extreme;

use super::{
    Expr,
    node::{Find, Node, Op, Over},
    token::Comparison,
    tree::Math,
};
use crate::{
    field::grouped,
    text::Lang,
    value::{Type, Value},
};
use jiff::civil::Date;

/// What the names of an expression are called.
pub trait Labels {
    /// What people read for a name in dots: `housing`, `goods.qty`, `_state`.
    fn name(&self, path: &str) -> String;
    /// What people read for a code of a list; `None` when it is not known.
    fn code(&self, list: &str, code: &str) -> Option<String>;
}

impl Expr {
    /// The expression in words: a condition as `「お住まい」が「集合住宅」`, a value as a phrase.
    pub fn say(&self, labels: &dyn Labels, lang: Lang) -> String {
        Speaker { labels, english: lang == Lang::En, rows: Vec::new() }.say(&self.root)
    }

    /// The expression as the time at which something happens: `「お住まい」が「集合住宅」のとき`, `when …`.
    pub fn when(&self, labels: &dyn Labels, lang: Lang) -> String {
        let said = self.say(labels, lang);
        if lang == Lang::En { format!("when {said}") } else { toki(&said) }
    }
}

/// Whether a part is the code of the current row: a column of its list is then said as one of the row.
fn is_code(node: &Node) -> bool {
    matches!(&node.op, Op::Column(_, parts) if parts.last().is_some_and(|part| part == "code"))
}

/// 「…とき」: verbs and adjectives take it as they are, everything else with の.
fn toki(said: &str) -> String {
    let inflected = said.trim_end_matches('）').ends_with(['い', 'る', 'む']);
    format!("{said}{}", if inflected { "とき" } else { "のとき" })
}

/// What speaks, with the rows that are gone through, the innermost last.
struct Speaker<'a> {
    labels: &'a dyn Labels,
    english: bool,
    rows: Vec<String>,
}

impl Speaker<'_> {
    /// Chooses the language; `{0}`, `{1}` stand for the parts.
    fn fill(&self, ja: &str, en: &str, parts: &[&str]) -> String {
        let pattern = if self.english { en } else { ja };
        let mut filled = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            filled += before;
            let (number, behind) = after.split_once('}').unwrap_or((after, ""));
            filled += number.parse::<usize>().ok().and_then(|number| parts.get(number)).copied().unwrap_or_default();
            rest = behind;
        }
        filled + rest
    }

    fn quoted(&self, text: &str) -> String {
        self.fill("「{0}」", "“{0}”", &[text])
    }

    fn say(&mut self, node: &Node) -> String {
        match &node.op {
            Op::Literal(value) => self.value(value, &node.ty),
            Op::Name(..) | Op::Column(..) => self.named(node),
            Op::List(items) => self.listed(items, None),
            Op::Not(inner) => self.negated(inner),
            Op::And(items) => self.joined(items, "、かつ", " and "),
            Op::Or(items) => self.joined(items, "、または", " or "),
            Op::Compare(how, a, b) => self.compared(*how, a, b),
            Op::In(item, list) => self.one_of(item, list),
            Op::Empty(item) => {
                let item = self.bare(item);
                self.fill("{0}が空", "{0} is left blank", &[&item])
            }
            Op::Math(how, a, b) => self.calculated(*how, a, b),
            Op::Negative(a) => format!("−{}", self.bracketed(a)),
            Op::Concat(a, b) => format!("{} + {}", self.say(a), self.say(b)),
            Op::Text(a) => self.say(a),
            Op::Label(_, code) => self.say(code),
            Op::If(parts) => {
                if let Some(said) = self.extreme(parts) {
                    return said;
                }
                let [when, then, other] = parts.each_ref().map(|part| self.say(part));
                let when = if self.english { when } else { toki(&when) };
                self.fill("（{0}は{1}、ほかは{2}）", "({1} if {0}, else {2})", &[&when, &then, &other])
            }
            Op::OrElse(parts) => {
                let [first, other] = parts.each_ref().map(|part| self.say(part));
                self.fill("{0}（空のときは{1}）", "{0} (or {1} when blank)", &[&first, &other])
            }
            Op::Today => self.fill("今日", "today", &[]),
            Op::Lookup(_, code, _) if is_code(code) => self.bare(node),
            Op::Lookup(list, code, column) => {
                let code = self.say(code);
                self.fill("一覧 {1} の{0}の {2}", "{2} of {0} in the list {1}", &[&code, &list.id, column])
            }
            Op::Find(find) => self.found(find),
            Op::Call(plain, args) => self.call(plain, args),
            Op::Aggregate(over) => self.aggregate(over),
        }
    }

    /// A name, which as a condition alone means yes.
    fn named(&mut self, node: &Node) -> String {
        let name = self.bare(node);
        if node.ty == Type::Bool { self.fill("{0}が「はい」", "{0} is “yes”", &[&name]) } else { name }
    }

    /// A part as a thing, not as a condition.
    fn bare(&mut self, node: &Node) -> String {
        let path = match &node.op {
            Op::Name(..) => node.name().unwrap_or_default(),
            Op::Column(..) => self.path(node),
            Op::Lookup(_, code, column) if is_code(code) => {
                let path = self.path(code);
                path.rsplit_once('.').map_or(column.clone(), |(rows, _)| format!("{rows}.{column}"))
            }
            _ => return self.bracketed(node),
        };
        let label = self.labels.name(&path);
        self.quoted(&label)
    }

    fn negated(&mut self, inner: &Node) -> String {
        match &inner.op {
            Op::Empty(item) => {
                let item = self.bare(item);
                self.fill("{0}が書かれている", "{0} is filled in", &[&item])
            }
            Op::Name(..) | Op::Column(..) => {
                let name = self.bare(inner);
                self.fill("{0}が「はい」でない", "{0} is not “yes”", &[&name])
            }
            _ => {
                let inner = self.say(inner);
                self.fill("（{0}）でない", "not ({0})", &[&inner])
            }
        }
    }

    fn joined(&mut self, items: &[Node], ja: &str, en: &str) -> String {
        let said: Vec<String> = items
            .iter()
            .map(|item| {
                let said = self.say(item);
                let mixed = matches!(item.op, Op::And(_) | Op::Or(_));
                if mixed { self.fill("（{0}）", "({0})", &[&said]) } else { said }
            })
            .collect();
        said.join(if self.english { en } else { ja })
    }

    fn compared(&mut self, how: Comparison, a: &Node, b: &Node) -> String {
        let (left, right) = (self.side(a, b), self.side(b, a));
        let dates = matches!(a.ty, Type::Date | Type::DateTime | Type::Time);
        let (ja, en) = match how {
            Comparison::Equal => ("{0}が{1}", "{0} is {1}"),
            Comparison::Differs => ("{0}が{1}でない", "{0} is not {1}"),
            Comparison::Less if dates => ("{0}が{1}より前", "{0} is before {1}"),
            Comparison::AtMost if dates => ("{0}が{1}以前", "{0} is on or before {1}"),
            Comparison::More if dates => ("{0}が{1}より後", "{0} is after {1}"),
            Comparison::AtLeast if dates => ("{0}が{1}以後", "{0} is on or after {1}"),
            Comparison::Less => ("{0}が{1}未満", "{0} is less than {1}"),
            Comparison::AtMost => ("{0}が{1}以下", "{0} is at most {1}"),
            Comparison::More => ("{0}が{1}より大きい", "{0} is more than {1}"),
            Comparison::AtLeast => ("{0}が{1}以上", "{0} is at least {1}"),
        };
        self.fill(ja, en, &[&left, &right])
    }

    /// One side of a comparison; a literal is read as the other side's type has it.
    fn side(&mut self, node: &Node, other: &Node) -> String {
        match &node.op {
            Op::Literal(value) => self.value(value, &other.ty),
            Op::List(items) => self.listed(items, Some(&other.ty)),
            _ => self.bare(node),
        }
    }

    fn one_of(&mut self, item: &Node, list: &Node) -> String {
        let ty = match &list.ty {
            Type::List(inner) => inner,
            other => other,
        };
        let item = match &item.op {
            Op::Literal(value) => self.value(value, ty),
            _ => return self.one_of_several(item, list),
        };
        let list = self.bare(list);
        self.fill("{1}に{0}が含まれている", "{1} includes {0}", &[&item, &list])
    }

    fn one_of_several(&mut self, item: &Node, list: &Node) -> String {
        let (name, list) = (self.bare(item), self.side(list, item));
        self.fill("{0}が{1}のどれか", "{0} is one of {1}", &[&name, &list])
    }

    fn listed(&mut self, items: &[Node], ty: Option<&Type>) -> String {
        let said: Vec<String> = items
            .iter()
            .map(|item| match (&item.op, ty) {
                (Op::Literal(value), Some(ty)) => self.value(value, ty),
                _ => self.say(item),
            })
            .collect();
        said.join(if self.english { ", " } else { "・" })
    }

    fn calculated(&mut self, how: Math, a: &Node, b: &Node) -> String {
        let sign = match how {
            Math::Add => "+",
            Math::Subtract => "−",
            Math::Multiply => "×",
            Math::Divide => "÷",
        };
        // `a + b + c` is read from the left; only what would be read otherwise needs brackets.
        let left = match (&a.op, how) {
            (Op::Math(Math::Add | Math::Subtract, ..), Math::Add | Math::Subtract)
            | (Op::Math(Math::Multiply | Math::Divide, ..), _) => self.say(a),
            _ => self.bracketed(a),
        };
        let right = match (&b.op, how) {
            (Op::Math(Math::Multiply | Math::Divide, ..), Math::Add | Math::Subtract) => self.say(b),
            _ => self.bracketed(b),
        };
        format!("{left} {sign} {right}")
    }

    /// In brackets where it is not simple.
    fn bracketed(&mut self, node: &Node) -> String {
        let said = match &node.op {
            Op::Name(..) | Op::Column(..) => self.bare(node),
            _ => self.say(node),
        };
        let simple = !matches!(node.op, Op::Math(..) | Op::Concat(..) | Op::And(_) | Op::Or(_) | Op::Compare(..));
        if simple { said } else { self.fill("（{0}）", "({0})", &[&said]) }
    }

    fn found(&mut self, find: &Find) -> String {
        let mut keys: Vec<String> = find.keys.iter().chain(&find.amount).map(|key| self.bare(key)).collect();
        keys.extend(find.on.iter().map(|on| {
            let on = self.bare(on);
            self.fill("{0}現在", "as of {0}", &[&on])
        }));
        if keys.is_empty() {
            return self.fill(
                "表 {0} のその日の {1}",
                "{1} of the table {0} on that day",
                &[&find.list.id, &find.column],
            );
        }
        let keys = keys.join(if self.english { ", " } else { "、" });
        self.fill("表 {0}（{1}）の {2}", "{2} of the table {0} ({1})", &[&find.list.id, &keys, &find.column])
    }

    fn aggregate(&mut self, over: &Over) -> String {
        let rows = over.rows.as_ref().map(|rows| self.path(rows));
        self.rows.extend(rows.clone());
        let body = over.body.as_ref().map(|body| self.say(body)).unwrap_or_default();
        let filter = over.filter.as_ref().map(|filter| self.say(filter));
        let between = over.between.as_ref().map(|between| self.say(between)).unwrap_or_default();
        if rows.is_some() {
            self.rows.pop();
        }
        let rows = rows.map(|rows| self.labels.name(&rows)).map(|rows| self.quoted(&rows));
        let mut whole = rows.unwrap_or_default();
        if let Some(filter) = filter {
            let filter = if self.english { filter } else { toki(&filter) };
            whole = self.fill("{0}（{1}だけ）", "{0} (only where {1})", &[&whole, &filter]);
        }
        let (ja, en) = call::aggregate(over.how, whole.is_empty());
        self.fill(ja, en, &[&whole, &body, &between])
    }

    /// The rows of an aggregate, in dots.
    fn path(&self, node: &Node) -> String {
        match &node.op {
            Op::Column(up, parts) => {
                let around = self.rows.len().checked_sub(up + 1).and_then(|at| self.rows.get(at));
                around.map_or(parts.join("."), |around| format!("{around}.{}", parts.join(".")))
            }
            _ => node.name().unwrap_or_default(),
        }
    }

    fn value(&self, value: &Value, ty: &Type) -> String {
        match (value, ty) {
            (Value::Bool(yes), _) => {
                let (ja, en) = if *yes { ("「はい」", "“yes”") } else { ("「いいえ」", "“no”") };
                self.fill(ja, en, &[])
            }
            (Value::Number(yen), Type::Money) => self.fill("{0}円", "{0} yen", &[&grouped(*yen)]),
            (Value::Number(number), _) => grouped(*number),
            (Value::Text(code), Type::Code(list)) => {
                let label = self.labels.code(list, code).unwrap_or_else(|| code.clone());
                self.quoted(&label)
            }
            (Value::Text(code), Type::List(inner)) => self.value(&Value::Text(code.clone()), inner),
            (Value::Text(text), _) => self.quoted(text),
            (Value::Date(date), _) => self.date(*date),
            (Value::List(values), ty) => {
                let said: Vec<String> = values.iter().map(|value| self.value(value, ty)).collect();
                said.join(if self.english { ", " } else { "・" })
            }
            (other, _) => other.to_text(),
        }
    }

    fn date(&self, date: Date) -> String {
        if self.english { date.to_string() } else { format!("{}年{}月{}日", date.year(), date.month(), date.day()) }
    }
}
