//! `madoguchi new`: the folder of an app that checks clean and can be changed from there.

use crate::{
    args::New,
    report::{say, stop_at},
};
use anyhow::{Context, Result, bail, ensure};
use madoguchi_schema::{compile::compile, diagnostic, text::Lang};
use madoguchi_server::sources::Selection;
use std::{fs, process::ExitCode};

/// Writes `DEFINITIONS/ID/app.yaml` and `tests.yaml`, unless something is there already.
pub fn run(args: &New, quiet: bool) -> Result<ExitCode> {
    let lang = Lang::from(args.speech.lang);
    let folder = args.definitions.join(&args.id);
    let path = folder.join("app.yaml");
    ensure!(!folder.exists(), "{} is already there", folder.display());
    let mut sources = Selection { folder: args.definitions.clone(), app: Some("office.yaml".to_owned()) }.read()?;
    let office = compile(&sources).office;
    let owner = match &args.owner {
        Some(owner) => owner.clone(),
        None => office.units.keys().next().context("office.yaml names no unit; give one with --owner")?.clone(),
    };
    let app = app(&args.id, args.title.as_deref().unwrap_or(&args.id), &owner);
    sources.add(format!("{}/app.yaml", args.id), app.as_str());
    let compilation = compile(&sources);
    if !diagnostic::is_clean(&compilation.diagnostics) {
        stop_at(&sources, &compilation.diagnostics, &format!("{}/", args.definitions.display()), lang);
        bail!("nothing was written");
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, text) in [("app.yaml", app.as_str()), ("tests.yaml", TESTS)] {
        let file = folder.join(name);
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    if !quiet {
        println!("{}", path.display());
        println!(
            "{}",
            say(lang, "書き換えたら madoguchi check で確かめてください", "edit it, then run madoguchi check")
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// The text of a small app. Texts are written as JSON strings, which are YAML too.
fn app(id: &str, title: &str, owner: &str) -> String {
    let title = serde_json::Value::from(title);
    format!(
        "# 質問を足すときは questions に1行ずつ書きます。書き方の間違いは madoguchi check が教えます。\n\
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
