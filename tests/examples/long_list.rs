//! How long it takes to compile and to search a long list: `long_list [ROWS]`, 200,000 unless said.

use madoguchi_schema::{compile, source::SourceSet};
use std::{fmt::Write, time::Instant};

fn main() {
    let rows: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(200_000);
    let sources = city(rows);
    for _ in 0..3 {
        let start = Instant::now();
        let compiled = compile::compile(&sources);
        println!("compile of {rows} rows: {:?}, {} mistakes", start.elapsed(), compiled.diagnostics.len());
        let Some(list) = compiled.apps.first().and_then(|app| app.lists.get("towns")) else { return };
        for typed in ["あ", "旭野町123", "ばんち 99", "t199999", "ない町"] {
            let start = Instant::now();
            let found = list.find(typed, 20, |_| true).len();
            println!("  search for {typed}: {:?}, {found} shown", start.elapsed());
        }
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
}

/// A city with one app that chooses from a list of so many rows.
fn city(rows: usize) -> SourceSet {
    let mut csv = String::from("code,label,kana,pref,fee:money,retired:yes_no\n");
    for n in 0..rows {
        let _ = writeln!(csv, "t{n},旭野町{n}番地,アサヒノチョウ{n}バンチ,p{},{},no", n % 47, n % 5000);
    }
    let app = "schema: 1\napp: towns\ntitle: 町\nowner: desk\nlists: {towns: {file: towns.csv, key: code}}\n\
               questions:\n  - {id: town, type: choice, from: towns, label: 町}\n";
    let mut sources = SourceSet::default();
    sources.add("office.yaml", "schema: 1\ncity: 旭野市\nunits: {desk: {label: 受付係}}\n");
    sources.add("towns/app.yaml", app);
    sources.add("towns/towns.csv", csv);
    sources
}
