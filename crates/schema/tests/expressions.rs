//! Runs the expression vectors: what an expression gives for given answers, and what is said about a wrong one.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "expressions/world.rs"]
mod world;

use madoguchi_schema::{
    expr::{
        self, Expr, Problem, Scope,
        json::{Browser, Known, MOST_ROWS},
    },
    syntax::Node,
    value::{Type, Value},
};
use proptest::prelude::*;
use std::{fs, path::Path, sync::LazyLock};
use world::{Given, World, text, value, yaml};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expressions")
}

fn world() -> World {
    World::read(&fs::read_to_string(folder().join("names.yaml")).unwrap())
}

/// The entries of all vector files below a folder, with their file.
fn vectors(below: &str) -> Vec<(String, Node)> {
    let mut files: Vec<_> = fs::read_dir(folder().join(below)).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let read = |path: &Path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let node = yaml(&name, &fs::read_to_string(path).unwrap());
        node.as_list().unwrap_or_default().iter().map(|n| (name.clone(), n.clone())).collect::<Vec<_>>()
    };
    files.iter().flat_map(|p| read(p)).collect()
}

fn compile(world: &World, source: &str, want: &str) -> Result<Expr, Vec<Problem>> {
    match want {
        "" => expr::compile(source, world, None),
        "condition" => expr::condition(source, world),
        "number" => expr::compile(source, world, Some(&Type::Number)),
        "money" => expr::compile(source, world, Some(&Type::Money)),
        "text" => expr::compile(source, world, Some(&Type::Text)),
        "date" => expr::compile(source, world, Some(&Type::Date)),
        "bool" => expr::compile(source, world, Some(&Type::Bool)),
        code => expr::compile(source, world, Some(&Type::Code(code.to_owned()))),
    }
}

/// The value that a vector expects; `None` when it expects nothing.
fn expected(vector: &Node, ty: &Type) -> Option<Value> {
    let gives = vector.get("gives")?;
    if gives.as_text() == Some("absent") { None } else { Some(value(gives, ty)) }
}

fn run(world: &World, vector: &Node) -> Result<(), String> {
    let source = text(vector, "expr");
    let expr = compile(world, source, text(vector, "want")).map_err(|p| format!("{p:#?}"))?;
    let given = Given::read(world, vector);
    let found = Some(expr.eval(&given)).filter(|v| !v.is_blank());
    if vector.get("gives").is_some() && found != expected(vector, &expr.ty) {
        return Err(format!("gives {found:?}"));
    }
    let holds = if expr.holds(&given) { "yes" } else { "no" };
    match vector.get("holds").and_then(Node::as_text) {
        Some(wanted) if wanted != holds => Err(format!("as a rule: {holds}")),
        _ => Ok(()),
    }
}

fn fail_with(mistakes: &[String]) {
    assert!(mistakes.is_empty(), "\n{}", mistakes.join("\n"));
}

#[test]
fn every_vector_gives_the_value_it_expects() {
    let world = world();
    let all = vectors("values");
    let failed = all.iter().filter_map(|(file, vector)| {
        let place = format!("{file}: {}: {}", text(vector, "name"), text(vector, "expr"));
        run(&world, vector).err().map(|e| format!("{place}: {e}"))
    });
    fail_with(&failed.collect::<Vec<_>>());
    assert!(all.len() >= 100, "only {} vectors", all.len());
}

/// `code "marked text" -> suggestion` for each problem.
fn said(source: &str, problems: &[Problem]) -> Vec<String> {
    let line = |p: &Problem| {
        let marked = source.get(p.range.clone()).unwrap_or("?");
        let suggestion = p.suggestions.first().map_or_else(String::new, |s| format!(" -> {s}"));
        format!("{} {marked}{suggestion}", p.code)
    };
    problems.iter().map(line).collect()
}

#[test]
fn every_wrong_expression_has_the_problems_it_expects() {
    let world = world();
    let failed = vectors("problems").into_iter().filter_map(|(file, vector)| {
        let source = text(&vector, "expr");
        let found = match compile(&world, source, text(&vector, "want")) {
            Ok(_) => Vec::new(),
            Err(problems) => said(source, &problems),
        };
        let finds: Vec<&str> =
            vector.get("finds").and_then(Node::as_list).unwrap_or_default().iter().filter_map(Node::as_text).collect();
        let suggestions = found.iter().map(|f| format!("        - '{}'\n", f.replace('\'', "''"))).collect::<String>();
        (found != finds).then(|| format!("{file}: {}: {source}\n    finds:\n{suggestions}", text(&vector, "name")))
    });
    fail_with(&failed.collect::<Vec<_>>());
}

/// A scope in which every name has a value of its type, or nothing.
fn anything(world: &World, blank: bool) -> Given {
    let values = world.types.iter().map(|(name, ty)| (name.clone(), if blank { Value::Empty } else { sample(ty) }));
    Given { values: values.collect(), today: jiff::civil::date(2028, 2, 29), received: jiff::civil::date(2028, 2, 29) }
}

fn sample(ty: &Type) -> Value {
    match ty {
        Type::Bool => Value::Bool(true),
        Type::Number | Type::Money => Value::Number(7.into()),
        Type::Date => Value::Date(jiff::civil::date(9999, 12, 31)),
        Type::List(inner) => Value::List(vec![sample(inner), Value::Empty]),
        Type::Record(parts) => Value::Record(parts.iter().map(|(k, t)| (k.clone(), sample(t))).collect()),
        Type::Rows(columns) => Value::List(vec![sample(&Type::Record(columns.clone())); 3]),
        Type::Files => Value::List(Vec::new()),
        _ => Value::Text("flat".to_owned()),
    }
}

/// Reads, checks and evaluates whatever it is; problems stand inside the source.
fn survives(world: &World, source: &str) {
    for want in ["", "condition", "money", "housing"] {
        match compile(world, source, want) {
            Ok(expr) => {
                for given in [anything(world, false), anything(world, true)] {
                    expr.eval(&given);
                    expr.holds(&given);
                }
                expr.sql(world);
                expr.filter(world);
            }
            Err(problems) => {
                assert!(!problems.is_empty());
                for problem in problems {
                    let within = problem.within.as_ref().and_then(|within| world.definitions.get(&within.name));
                    let source = within.map_or(source, |definition| &definition.source);
                    assert!(source.get(problem.range.clone()).is_some(), "{problem:?} is outside {source:?}");
                }
            }
        }
    }
}

/// Words, signs and literals in any order, right more often than by chance.
fn soup() -> impl Strategy<Value = String> {
    let words = [
        "points",
        "fee",
        "memo",
        "agree",
        "housing",
        "refused",
        "goods",
        "goods.qty",
        "goods.fee",
        "qty",
        "from",
        "visit.date",
        "photo",
        "later",
        "and",
        "or",
        "not",
        "in",
        "is",
        "empty",
        "where",
        "yes",
        "no",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        "+",
        "-",
        "*",
        "/",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        "=",
        "<>",
        "=>",
        "&&",
        "12",
        "3.5",
        "0",
        "2026-04-01",
        "2026/4/1",
        "\"flat\"",
        "\"\"",
        "\"",
        "“",
        "”",
        "「",
        "＝",
        "８",
        "　",
        "\\",
        "sum(",
        "count(",
        "any(",
        "if(",
        "round(",
        "days_after(",
        "lookup(items,",
        ").fee",
        "today()",
        "label(",
        "join(",
        "max(",
        "age_on(",
        "months_after(",
        "9999999999999999",
        "-",
        "葛󠄀",
        "\u{0}",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..14).prop_map(|w| w.join(" "))
}

static WORLD: LazyLock<World> = LazyLock::new(world);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn any_soup_of_words_is_read_without_panic(source in soup()) {
        survives(&WORLD, &source);
    }

    #[test]
    fn any_text_is_read_without_panic(source in "\\PC{0,60}") {
        survives(&WORLD, &source);
    }

    #[test]
    fn any_bytes_of_text_are_read_without_panic(source in any::<String>()) {
        survives(&WORLD, &source);
    }
}

/// A scope that counts how often a name is asked for.
struct Counting<'a> {
    given: &'a Given,
    asked: std::cell::Cell<usize>,
}

impl Scope for Counting<'_> {
    fn lookup(&self, name: &str) -> Value {
        self.asked.set(self.asked.get() + 1);
        self.given.lookup(name)
    }

    fn today(&self) -> jiff::civil::Date {
        self.given.today()
    }

    fn area_of(&self, address: &Value) -> Value {
        self.given.area_of(address)
    }

    fn weekdays_of(&self, area: &Value) -> Value {
        self.given.weekdays_of(area)
    }

    fn business_days_after(&self, date: jiff::civil::Date, days: i64) -> Value {
        self.given.business_days_after(date, days)
    }
}

#[test]
fn rows_inside_rows_are_asked_for_once() {
    let world = world();
    let part = "count(goods where qty == max(goods.qty where fee > 0))";
    let source = vec![part; 1000 / (part.len() + 3)].join(" + ");
    let expr = compile(&world, &source, "").unwrap();
    let mut given = anything(&world, false);
    let Some(Type::Rows(columns)) = world.types.get("goods") else { panic!("goods are rows") };
    let rows = vec![sample(&Type::Record(columns.clone())); 200];
    given.values.insert("goods".to_owned(), Value::List(rows));
    let scope = Counting { given: &given, asked: 0.into() };
    assert_eq!(expr.eval(&scope), Value::Number((200 * source.split(" + ").count()).into()));
    assert_eq!(scope.asked.get(), 1);
}

#[test]
fn the_deepest_and_the_longest_expressions_are_bounded() {
    let world = world();
    for (open, close) in [("(", ")"), ("[", "]"), ("not ", ""), ("-", ""), ("round(", ")"), ("if(agree, 1, ", ")")] {
        let source = format!("{}1{}", open.repeat(330), close.repeat(330)).chars().take(1000).collect::<String>();
        survives(&world, &source);
    }
    for chain in ["1+", "1-", "2*", "1/", "points <", "agree and ", "agree or ", "\"a\"+"] {
        survives(&world, &(chain.repeat(1000 / chain.len() - 2) + "1"));
    }
    let long = "x".repeat(1001);
    let problems = compile(&world, &long, "").unwrap_err();
    assert_eq!(problems[0].code, "expr.too-long");
    let deep = format!("{}1{}", "(".repeat(65), ")".repeat(65));
    assert_eq!(compile(&world, &deep, "").unwrap_err()[0].code, "expr.too-deep");
    let fits = format!("{}1{}", "(".repeat(64), ")".repeat(64));
    assert!(compile(&world, &fits, "").is_ok());
}

/// A browser that knows values, knows of some only whether they are there, and knows nothing of others.
struct Window;

impl Browser for Window {
    fn knows(&self, path: &str) -> Known {
        match path {
            "phone" | "applicant" => Known::Presence,
            "fee" | "goods.fee" | "_state" => Known::Nothing,
            _ => Known::Value,
        }
    }
}

#[test]
fn an_expression_of_what_the_browser_may_not_know_is_left_to_the_server() {
    let world = world();
    for (source, known) in [
        ("phone is empty and applicant is not empty", true),
        ("phone == memo", false),
        ("applicant.family == memo", true),
        ("memo + applicant", false),
        ("fee is empty", false),
        ("sum(goods.qty where code == \"bike\")", true),
        ("sum(goods.fee * goods.qty)", false),
        ("count(goods where fee > 1)", false),
        ("any(goods.code == \"bike\" and _state == \"received\")", false),
        ("label(housing)", true),
        ("area_of(address) == area", false),
        ("business_days_after(from, 2)", false),
    ] {
        let expr = compile(&world, source, "").unwrap();
        assert_eq!(expr.browser(&Window).is_some(), known, "{source}");
    }
}

#[test]
fn the_browser_gets_the_columns_of_short_lists_only() {
    let mut world = world();
    let source = "lookup(items, \"bike\").fee > points and label(housing) == memo";
    let tree = compile(&world, source, "").unwrap().browser(&Window).unwrap();
    let columns: Vec<(&str, &str)> = tree.lists.iter().map(|(list, c)| (list.id.as_str(), c.as_str())).collect();
    assert_eq!(columns, [("items", "fee"), ("housing", "label")]);
    assert_eq!(tree.reads, ["points", "housing", "memo"]);
    let items = std::sync::Arc::make_mut(&mut world.lists["items"]);
    let row = items.rows[0].clone();
    items.rows.extend((0..MOST_ROWS).map(|n| (n.to_string(), row.clone())));
    assert_eq!(compile(&world, source, "").unwrap().browser(&Window), None);
}
