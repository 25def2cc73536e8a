//! `docs/diagnostics.md`: each code with its meaning, and its fixture as the checker tells it.

use crate::root;
use madoguchi_schema::{
    compile::compile,
    diagnostic::{
        Severity,
        code::{self, Code, general},
        render::{self, Style},
    },
    source::SourceSet,
};
use std::{fmt::Write as _, fs, path::Path};

const INTRODUCTION: &str = "# 誤りと注意の一覧

<!-- このページはプログラムが作ります。直すときは crates/schema/src/diagnostic/code/ の文を直してください。 -->

`madoguchi check` が教える誤りと注意のすべてです。「誤り」があるアプリは公開できません。「注意」は公開できますが、
たいてい書きまちがいです。それぞれの例は、下の書きまちがいを実際に確かめたときの画面です。「直し方」に正しい書き方があります。
";

/// What the areas of the codes are.
const AREAS: &[(&str, &str)] = &[
    ("source", "ファイルの名前と保存"),
    ("yaml", "ファイルの書き方"),
    ("form", "項目、ページ、質問"),
    ("list", "一覧"),
    ("table", "料金表などの表"),
    ("define", "名前を付けた式（define）"),
    ("expr", "式"),
    ("booking", "予約"),
    ("rule", "ほかの申込みとの決まり"),
    ("case", "ほかのアプリの申込み（type: case）"),
    ("workflow", "状態、操作、決裁"),
    ("queue", "職員の一覧"),
    ("receipt", "受付番号"),
    ("records", "保存と効果"),
    ("office", "役所（office.yaml）"),
    ("app", "アプリ全体"),
    ("document", "書類"),
    ("letter", "手紙"),
];

/// The whole page.
pub fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    let area = |code: &Code| code.code.split('.').next().unwrap_or_default().to_owned();
    for row in code::all() {
        assert!(AREAS.iter().any(|(known, _)| *known == area(row)), "name the area of {} in AREAS", row.code);
    }
    for (name, title) in AREAS {
        let mut codes: Vec<&Code> = code::all().filter(|row| area(row) == *name).collect();
        codes.sort_by_key(|row| row.code);
        if !codes.is_empty() {
            let _ = write!(page, "\n## {title}\n");
        }
        codes.into_iter().for_each(|row| entry(row, &mut page));
    }
    page
}

fn entry(row: &Code, page: &mut String) {
    let told = example(row.code);
    let severity = match told {
        Some((Severity::Warning, _)) => "注意",
        _ => "誤り",
    };
    let _ = write!(page, "\n### `{}`\n\n{severity}。{}。{}。\n\n", row.code, general(row.ja.what), general(row.ja.why));
    let _ = writeln!(page, "直し方: {}。", general(row.ja.fix));
    match told {
        Some((_, told)) => {
            let _ = write!(page, "\n```text\n{told}\n```\n");
        }
        None => *page += "\n（例は大きすぎるので省きます。）\n",
    }
}

/// How bad the mistake of a code's fixture is, and how it is told.
fn example(code: &str) -> Option<(Severity, String)> {
    let folder = root().join("crates/schema/tests/definitions/invalid").join(code);
    let mut paths: Vec<_> = fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut sources = SourceSet::default();
    let first = paths.first()?;
    if first.is_dir() {
        add_folder(&mut sources, first, "");
    } else {
        let name = first.file_name()?.to_str()?;
        if name != "office.yaml" {
            let office = root().join("crates/schema/tests/definitions/office.yaml");
            sources.add("office.yaml", fs::read_to_string(office).unwrap());
        }
        sources.add(name, fs::read_to_string(first).unwrap());
    }
    let found = compile(&sources).diagnostics.into_iter().find(|diagnostic| diagnostic.code == code)?;
    let told = render::text(&sources, std::slice::from_ref(&found), Style::default());
    Some((found.severity, told.trim_end().to_owned()))
}

fn add_folder(sources: &mut SourceSet, folder: &Path, prefix: &str) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let below = format!("{prefix}{}", path.file_name().and_then(|name| name.to_str()).unwrap());
        if path.is_dir() {
            add_folder(sources, &path, &format!("{below}/"));
        } else {
            sources.add(below, fs::read_to_string(&path).unwrap());
        }
    }
}
