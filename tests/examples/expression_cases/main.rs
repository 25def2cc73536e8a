//! Expressions with answers and with what they come to, for the browser's evaluator: `expression_cases [COUNT [SEED]]`.
//!
//! Prints one JSON object a line: first the lists and the functions, then each vector of the schema crate, then COUNT
//! random expressions. The same SEED gives the same ones; without it, one is chosen and printed.
#![expect(clippy::unwrap_used, reason = "a program of the tests may panic")]

#[path = "../../../crates/schema/tests/expressions/random.rs"]
mod random;
mod wide;
#[path = "../../../crates/schema/tests/expressions/world.rs"]
mod world;

use madoguchi_schema::{
    expr::{
        self, Expr,
        json::{Browser, Known, SERVER_ONLY, column, value},
    },
    syntax::Node,
    value::Type,
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::{Map, Value as Json, json};
use std::{fs, path::Path};
use world::{Given, World, text, yaml};

/// A browser that knows all names.
struct All;

impl Browser for All {
    fn knows(&self, _path: &str) -> Known {
        Known::Value
    }
}

fn main() {
    let mut args = std::env::args().skip(1);
    let count: usize = args.next().map_or(0, |count| count.parse().unwrap());
    let now = || jiff::Timestamp::now().as_nanosecond().unsigned_abs() as u64;
    let seed: u64 = args.next().map_or_else(now, |seed| seed.parse().unwrap());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/schema/tests/expressions");
    let world = World::read(&fs::read_to_string(folder.join("names.yaml")).unwrap());
    let functions: Vec<&str> = expr::functions().map(|(name, _)| name).collect();
    let head = json!({"seed": seed, "functions": functions, "server_only": SERVER_ONLY, "lists": lists(&world)});
    println!("{head}");
    vectors(&world, &folder.join("values"));
    random(&world, count, seed);
}

/// All columns of all lists.
fn lists(world: &World) -> Json {
    let columns = |list: &madoguchi_schema::app::List| -> Map<String, Json> {
        let names = ["code", "label", "kana"].into_iter().chain(list.columns.iter().map(|c| c.name.as_str()));
        names.map(|name| (name.to_owned(), column(list, name))).collect()
    };
    world.lists.iter().map(|(id, list)| (id.clone(), Json::Object(columns(list)))).collect::<Map<_, _>>().into()
}

fn vectors(world: &World, folder: &Path) {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let node = yaml(&name, &fs::read_to_string(&file).unwrap());
        for vector in node.as_list().unwrap_or_default() {
            let want = Some(Type::Text).filter(|_| text(vector, "want") == "text");
            let expr = expr::compile(text(vector, "expr"), world, want.as_ref()).unwrap();
            print(&format!("{name}: {}", text(vector, "name")), &expr, world, vector);
        }
    }
}

fn random(world: &World, count: usize, seed: u64) {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let cases = (wide::expression(), wide::answers());
    let mut printed = 0;
    while printed < count {
        let (source, row) = cases.new_tree(&mut runner).unwrap().current();
        if let Ok(expr) = expr::compile(&source, world, None) {
            printed += 1;
            print(&format!("random {printed}"), &expr, world, &yaml("row", &row));
        }
    }
}

fn print(name: &str, expr: &Expr, world: &World, answers: &Node) {
    let given = Given::read(world, answers);
    let values: Map<String, Json> = given.values.iter().map(|(name, v)| (name.clone(), value(v))).collect();
    let tree = expr.browser(&All);
    let case = json!({
        "name": name,
        "source": expr.source,
        "tree": tree.as_ref().map(|t| &t.json),
        "server_only": tree.is_none(),
        "given": values,
        "today": given.today.to_string(),
        "value": value(&expr.eval(&given)),
        "holds": expr.holds(&given),
    });
    println!("{case}");
}
