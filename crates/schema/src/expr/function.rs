//! The functions, each in one place: name, how it is written, its types, its meaning in Rust and in SQL.
//!
//! To add one, add a row. A plain function is never called with a blank argument: the result is then absent.

use super::{Scope, calendar, number, tree::Math};
use crate::value::{Type, Value};
use unicode_segmentation::UnicodeSegmentation;

/// A function.
#[derive(Debug)]
pub(super) struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub usage: &'static str,
    /// How it is checked and evaluated.
    pub form: Form,
}

/// The kinds of functions.
#[derive(Debug)]
pub(super) enum Form {
    /// A value of its arguments.
    Plain(Plain),
    /// Over rows.
    Over(Aggregate),
    /// `if(condition, a, b)`.
    If,
    /// `or_else(a, b)`.
    OrElse,
    /// `today()`.
    Today,
    /// `label(choice)`.
    Label,
    /// `lookup(list, key).column`.
    Lookup,
}

/// A function that gives a value of its arguments.
#[derive(Debug)]
pub(super) struct Plain {
    /// Arguments that must be there.
    pub needs: &'static [Want],
    /// Arguments that may follow.
    pub may: &'static [Want],
    /// The type of the result, from those of the arguments.
    pub gives: fn(&[Type]) -> Type,
    /// The result; no argument is blank.
    pub eval: fn(&[Value], &dyn Scope) -> Value,
    /// SQL with `{0}`, `{1}` for the arguments, where SQL can say the same.
    pub sql: Option<&'static str>,
}

/// What an argument must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// A number or money.
    Number,
    /// A date.
    Date,
    /// A text or a code.
    Text,
    /// An address.
    Address,
    /// An area.
    Area,
    /// A time, or a date with a time.
    Moment,
}

/// The calculations over rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aggregate {
    Sum,
    Count,
    Min,
    Max,
    Any,
    All,
    Join,
    First,
    Last,
}

impl Aggregate {
    /// Its name.
    pub(super) fn name(self) -> &'static str {
        let found = FUNCTIONS.iter().find(|f| matches!(&f.form, Form::Over(how) if *how == self));
        found.map_or("", |f| f.name)
    }
}

/// The function of a name.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|f| f.name == name)
}

/// A list id that stands for the areas of the city.
pub(super) const AREAS: &str = "areas";
/// A list id that stands for `mon` … `sun`.
pub(super) const WEEKDAYS: &str = "weekdays";

const fn over(name: &'static str, usage: &'static str, how: Aggregate) -> Function {
    Function { name, usage, form: Form::Over(how) }
}

const fn plain(name: &'static str, usage: &'static str, plain: Plain) -> Function {
    Function { name, usage, form: Form::Plain(plain) }
}

/// A function of a date that gives a number.
const fn part(
    name: &'static str,
    usage: &'static str,
    eval: fn(&[Value], &dyn Scope) -> Value,
    sql: &'static str,
) -> Function {
    plain(name, usage, Plain { needs: &[Want::Date], may: &[], gives: |_| Type::Number, eval, sql: Some(sql) })
}

/// A rounding; money stays money.
const fn rounding(
    name: &'static str,
    usage: &'static str,
    eval: fn(&[Value], &dyn Scope) -> Value,
    sql: &'static str,
) -> Function {
    let gives = |types: &[Type]| types.first().cloned().unwrap_or(Type::Number);
    plain(name, usage, Plain { needs: &[Want::Number], may: &[Want::Number], gives, eval, sql: Some(sql) })
}

/// Minutes of an hour.
const SIXTY: rust_decimal::Decimal = rust_decimal::Decimal::from_parts(60, 0, 0, false, 0);

/// A question about two texts.
fn texts(args: &[Value], holds: fn(&str, &str) -> bool) -> Value {
    match args {
        [Value::Text(text), Value::Text(part)] => Value::Bool(holds(text, part)),
        _ => Value::Absent,
    }
}

/// All functions, in the order of the reference.
pub(super) static FUNCTIONS: [Function; 34] = [
    over("sum", "sum(goods.fee * goods.qty)", Aggregate::Sum),
    over("count", "count(goods where qty > 2)", Aggregate::Count),
    over("min", "min(goods.qty)", Aggregate::Min),
    over("max", "max(goods.qty)", Aggregate::Max),
    over("any", "any(goods.qty > 2)", Aggregate::Any),
    over("all", "all(goods.qty > 0)", Aggregate::All),
    over("join", "join(goods.label, \"、\")", Aggregate::Join),
    over("first", "first(goods.label)", Aggregate::First),
    over("last", "last(goods.label)", Aggregate::Last),
    rounding("round", "round(number, digits)", |args, _| number::round(args, number::HALF_UP), "exact_round({*})"),
    rounding(
        "rounddown",
        "rounddown(number, digits)",
        |args, _| number::round(args, number::DOWN),
        "exact_rounddown({*})",
    ),
    rounding("roundup", "roundup(number, digits)", |args, _| number::round(args, number::UP), "exact_roundup({*})"),
    plain(
        "days_after",
        "days_after(date, 3)",
        Plain {
            needs: &[Want::Date, Want::Number],
            may: &[],
            gives: |_| Type::Date,
            eval: |args, _| calendar::days_after(args),
            sql: Some("date({0}, {1} || ' days')"),
        },
    ),
    plain(
        "months_after",
        "months_after(date, 3)",
        Plain {
            needs: &[Want::Date, Want::Number],
            may: &[],
            gives: |_| Type::Date,
            eval: |args, _| calendar::months_after(args),
            sql: Some("date({0}, {1} || ' months', 'floor')"),
        },
    ),
    plain(
        "days_between",
        "days_between(from, to)",
        Plain {
            needs: &[Want::Date, Want::Date],
            may: &[],
            gives: |_| Type::Number,
            eval: |args, _| calendar::days_between(args),
            sql: Some("CAST(julianday({1}) - julianday({0}) AS INTEGER)"),
        },
    ),
    plain(
        "business_days_after",
        "business_days_after(date, 3)",
        Plain {
            needs: &[Want::Date, Want::Number],
            may: &[],
            gives: |_| Type::Date,
            eval: calendar::business_days_after,
            sql: None,
        },
    ),
    part("year", "year(date)", |args, _| calendar::year(args), "CAST(strftime('%Y', {0}) AS INTEGER)"),
    part("day", "day(date)", |args, _| calendar::day(args), "CAST(strftime('%d', {0}) AS INTEGER)"),
    part("month", "month(date)", |args, _| calendar::month(args), "CAST(strftime('%m', {0}) AS INTEGER)"),
    plain(
        "weekday",
        "weekday(date)",
        Plain {
            needs: &[Want::Date],
            may: &[],
            gives: |_| Type::Code(WEEKDAYS.to_owned()),
            eval: |args, _| calendar::weekday(args),
            sql: Some("substr('sunmontuewedthufrisat', 3 * CAST(strftime('%w', {0}) AS INTEGER) + 1, 3)"),
        },
    ),
    part(
        "fiscal_year",
        "fiscal_year(date)",
        |args, _| calendar::fiscal_year(args),
        "CAST(strftime('%Y', date({0}, '-3 months', 'floor')) AS INTEGER)",
    ),
    plain(
        "age_on",
        "age_on(birth, date)",
        Plain {
            needs: &[Want::Date, Want::Date],
            may: &[],
            gives: |_| Type::Number,
            eval: |args, _| calendar::age_on(args),
            sql: Some(
                "CASE WHEN {0} <= {1} THEN (CAST(strftime('%Y%m%d', {1}) AS INTEGER) \
                 - CAST(strftime('%Y%m%d', {0}) AS INTEGER)) / 10000 END",
            ),
        },
    ),
    plain(
        "area_of",
        "area_of(address)",
        Plain {
            needs: &[Want::Address],
            may: &[],
            gives: |_| Type::Code(AREAS.to_owned()),
            eval: |args, scope| args.first().map_or(Value::Absent, |a| scope.area_of(a)),
            sql: None,
        },
    ),
    plain(
        "weekdays_of",
        "weekdays_of(area)",
        Plain {
            needs: &[Want::Area],
            may: &[],
            gives: |_| Type::List(Box::new(Type::Code(WEEKDAYS.to_owned()))),
            eval: |args, scope| args.first().map_or(Value::Absent, |a| scope.weekdays_of(a)),
            sql: None,
        },
    ),
    plain(
        "length",
        "length(text)",
        Plain {
            needs: &[Want::Text],
            may: &[],
            gives: |_| Type::Number,
            eval: |args, _| match args {
                [Value::Text(text)] => Value::Number(text.graphemes(true).count().into()),
                _ => Value::Absent,
            },
            sql: Some("text_length({0})"),
        },
    ),
    plain(
        "contains",
        "contains(memo, \"犬\")",
        Plain {
            needs: &[Want::Text, Want::Text],
            may: &[],
            gives: |_| Type::Bool,
            eval: |args, _| texts(args, |text, part| text.contains(part)),
            sql: Some("instr({0}, {1}) > 0"),
        },
    ),
    plain(
        "starts_with",
        "starts_with(phone, \"070\")",
        Plain {
            needs: &[Want::Text, Want::Text],
            may: &[],
            gives: |_| Type::Bool,
            eval: |args, _| texts(args, |text, part| text.starts_with(part)),
            sql: Some("instr({0}, {1}) = 1"),
        },
    ),
    plain(
        "minutes_between",
        "minutes_between(from, to)",
        Plain {
            needs: &[Want::Moment, Want::Moment],
            may: &[],
            gives: |_| Type::Number,
            eval: |args, _| calendar::minutes_between(args).map_or(Value::Absent, |n| Value::Number(n.into())),
            sql: Some("(CAST(strftime('%s', {1}) AS INTEGER) - CAST(strftime('%s', {0}) AS INTEGER)) / 60"),
        },
    ),
    plain(
        "hours_between",
        "hours_between(from, to)",
        Plain {
            needs: &[Want::Moment, Want::Moment],
            may: &[],
            gives: |_| Type::Number,
            eval: |args, _| {
                let minutes = calendar::minutes_between(args);
                minutes.map_or(Value::Absent, |n| number::math(Math::Divide, n.into(), SIXTY))
            },
            sql: None,
        },
    ),
    Function { name: "label", usage: "label(choice)", form: Form::Label },
    Function { name: "or_else", usage: "or_else(fee, 0)", form: Form::OrElse },
    Function { name: "if", usage: "if(housing == \"flat\", 1, 2)", form: Form::If },
    Function { name: "today", usage: "today()", form: Form::Today },
    Function { name: "lookup", usage: "lookup(items, \"sofa\").fee", form: Form::Lookup },
];
