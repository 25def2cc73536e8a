//! `madoguchi new`: the folder of an app that checks clean and can be changed from there.

use crate::{
    args::New,
    report::{say, stop_at},
};
use anyhow::{Context, Result, bail, ensure};
use madoguchi_schema::{
    compile::compile,
    diagnostic,
    format::{Formatted, format},
    source::{FileId, SourceFile, SourceSet},
    syntax,
    text::Lang,
};
use madoguchi_server::sources::Selection;
use std::{fs, process::ExitCode};

/// Writes `DEFINITIONS/ID/app.yaml` and `tests.yaml`, or a copy of another app, unless something is there already.
pub fn run(args: &New, quiet: bool) -> Result<ExitCode> {
    let lang = Lang::from(args.speech.lang);
    let folder = args.definitions.join(&args.id);
    ensure!(!folder.exists(), "{} is already there", folder.display());
    let files = match &args.from {
        Some(from) => copied(args, from)?,
        None => vec![
            ("app.yaml".to_owned(), canonical(&app(args, &owner(args)?))),
            ("tests.yaml".to_owned(), TESTS.to_owned()),
        ],
    };
    let mut sources = city(args)?;
    for (name, text) in &files {
        sources.add(format!("{}/{name}", args.id), text.as_str());
    }
    let compilation = compile(&sources);
    if !diagnostic::is_clean(&compilation.diagnostics) {
        stop_at(&sources, &compilation.diagnostics, &format!("{}/", args.definitions.display()), lang);
        bail!("nothing was written");
    }
    for (name, text) in &files {
        let file = folder.join(name);
        let parent = file.parent().unwrap_or(&folder);
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    if !quiet {
        let name = files.first().map_or("app.yaml", |(name, _)| name);
        println!("{}", folder.join(name).display());
        println!(
            "{}",
            say(lang, "書き換えたら madoguchi check で確かめてください", "edit it, then run madoguchi check")
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// `office.yaml` and the shared lists.
fn city(args: &New) -> Result<SourceSet> {
    Ok(Selection { folder: args.definitions.clone(), app: Some("office.yaml".to_owned()) }.read()?)
}

/// The unit that was named, or the first of the city.
fn owner(args: &New) -> Result<String> {
    let office = compile(&city(args)?).office;
    match &args.owner {
        Some(owner) => Ok(owner.clone()),
        None => Ok(office.units.keys().next().context("office.yaml names no unit; give one with --owner")?.clone()),
    }
}

/// The files of another app, the definition first, with the id, and the title and owner that were given.
fn copied(args: &New, from: &str) -> Result<Vec<(String, String)>> {
    let all = Selection { folder: args.definitions.clone(), app: None }.read()?;
    let is_it = |file: &SourceFile| {
        let mut names = [format!("{from}/app.yaml"), format!("{from}/app.json"), format!("{from}.yaml")].into_iter();
        names.any(|name| name == file.path)
    };
    let (_, definition) = all
        .iter()
        .find(|(_, file)| is_it(file))
        .with_context(|| format!("{} holds no app {from}", args.definitions.display()))?;
    let name = definition.path.strip_prefix(&format!("{from}/")).unwrap_or("app.yaml");
    let mut files = vec![(name.to_owned(), renamed(args, &definition.text)?)];
    let others = all.iter().filter(|(_, file)| file.path != definition.path);
    files
        .extend(others.filter_map(|(_, file)| {
            Some((file.path.strip_prefix(&format!("{from}/"))?.to_owned(), file.text.clone()))
        }));
    Ok(files)
}

/// A definition under another id.
fn renamed(args: &New, text: &str) -> Result<String> {
    let node = syntax::parse(FileId(0), text, &mut Vec::new()).context("the app to copy has mistakes")?;
    let title = args.title.as_deref().map(quoted);
    let values = [("app", Some(quoted(&args.id))), ("title", title), ("owner", args.owner.as_deref().map(quoted))];
    let mut edits: Vec<_> = values.into_iter().filter_map(|(key, value)| Some((node.get(key)?.span, value?))).collect();
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = text.to_owned();
    for (span, value) in edits {
        text.replace_range(span.start..span.end, &value);
    }
    Ok(if text.trim_start().starts_with('{') { text } else { canonical(&text) })
}

/// A text as a JSON string, which is YAML too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The canonical form of a definition.
fn canonical(text: &str) -> String {
    match format("app.yaml", text) {
        Formatted::Text(text) => text,
        Formatted::Wrong(_) => text.to_owned(),
    }
}

/// The line with which editors find the schema, when it stands where the app will see it.
fn editor_line(args: &New) -> String {
    let places = ["app.schema.json", "../docs/schema/app.schema.json"];
    let found = places.into_iter().find(|place| args.definitions.join(place).is_file());
    found.map(|place| format!("# yaml-language-server: $schema=../{place}\n")).unwrap_or_default()
}

/// The text of a small app.
fn app(args: &New, owner: &str) -> String {
    let id = &args.id;
    let title = quoted(args.title.as_deref().unwrap_or(id));
    let editor_line = editor_line(args);
    format!(
        "{editor_line}# 質問を足すときは questions に1行ずつ書きます。書き方の間違いは madoguchi check が教えます。\n\
         schema: 1\n\
         app: {id}\n\
         title: {title}\n\
         owner: {owner}\n\
         questions:\n\
         \x20 - {{id: applicant, type: name}}\n\
         \x20 - {{id: phone, type: phone, label: 日中連絡がつく電話番号}}\n\
         \x20 - {{id: mail, type: email, required: false}}\n\
         \x20 - {{id: wish, type: long_text, label: ご用件}}\n"
    )
}

/// Its first example.
const TESTS: &str = "\
- name: 必要なことを書けば受け付ける
  answers:
    applicant: {family: 旭野, given: 花子, family_kana: アサヒノ, given_kana: ハナコ}
    phone: 0166-00-0099
    wish: 窓口の時間を教えてください
  expect: {errors: none, state: received}
";
