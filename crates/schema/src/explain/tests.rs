//! Sentences for every kind of rule.

use super::*;
use crate::{compile::compile, source::SourceSet};

const OFFICE: &str = "schema: 1\ncity: 旭野市\nunits: {cleaning: {label: クリーンセンター, posts: {chief: 係長}}}\n";
const APP: &str = r#"
schema: 1
app: sample
title: {ja: 例の申込み, en: Example}
owner: cleaning
lists:
  housing: {house: 戸建て, flat: {ja: 集合住宅, en: Apartment}}
pages:
  - title: 内容
    questions:
      - {id: people, type: integer, label: 人数, min: 1, max: 9}
      - {id: birth, type: birthdate}
      - {id: pet, type: yes_no, label: ペット}
      - {id: home, type: choice, from: housing, label: お住まい}
      - {id: floor, type: text, label: 階, show_if: home == "flat" and (people > 2 or pet), required_if: people >= 4}
      - {id: memo, type: long_text, label: メモ, required: false, show_if: floor is not empty, sensitive: true}
      - {id: born, type: text, label: 世代, show_if: birth < 1950-01-01 or not pet}
      - id: children
        type: repeat
        label: お子さん
        required: false
        questions:
          - {id: age, type: integer, label: 歳, check: {rule: age < 20, message: 20歳未満の人だけです}}
      - {id: fee, type: calc, label: 手数料, value: "people * 100 + if(pet, 500, 0) - count(children where age < 6)"}
      - {id: rank, type: calc, label: 区分, internal: true, value: 'age_on(birth, today())'}
    stop:
      - {if: people > 8, title: 窓口へ, text: 大人数のため}
workflow:
  states:
    received: {label: 受付, due: 2 business days, expires: 7 days, then: done}
    done: {label: 完了, end: true}
  actions:
    - {id: finish, label: 完了にする, from: received, to: done, by: cleaning/chief, note: required, if: people < 9 }
"#;

fn sheets() -> [String; 2] {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("sample.yaml", APP);
    let compilation = compile(&sources);
    let app = compilation.apps.first().unwrap_or_else(|| panic!("{:?}", compilation.diagnostics));
    [Lang::Ja, Lang::En].map(|lang| sheet(app, &compilation.office, lang).text())
}

#[test]
fn what_is_read_of_another_apps_case_has_its_names() {
    let report = "schema: 1\napp: report\ntitle: 通報\nowner: cleaning\nquestions:\n  \
        - {id: kind, type: choice, from: {hole: 穴, light: 街灯}, label: 何が}\n";
    let work = "schema: 1\napp: work\ntitle: 工事\nowner: cleaning\naudience: staff\nquestions:\n  \
        - {id: from, type: case, app: report, label: もと, where: 'kind == \"hole\"'}\n  \
        - {id: hard, type: calc, label: 難しい, value: 'from.kind == \"hole\"'}\n";
    let mut sources = SourceSet::default();
    for (name, text) in [("office.yaml", OFFICE), ("report.yaml", report), ("work.yaml", work)] {
        sources.add(name, text);
    }
    let compilation = compile(&sources);
    let work = compilation.apps.iter().find(|app| app.id == "work");
    let told = work.map(|app| sheet(app, &compilation.office, Lang::Ja).text()).unwrap_or_default();
    for sentence in [
        "「もと」では、「通報」の申込みを、その申込みを見られる職員が選びます。読んだ値は、選んだときのまま保ちます。",
        "「もと」で選べるのは、「何が」が「穴」ものだけです。",
        "「難しい」は、「もとの何が」が「穴」です。",
    ] {
        assert!(told.contains(sentence), "{sentence} is not in\n{told}\n{:?}", compilation.diagnostics);
    }
}

#[test]
fn every_rule_is_a_sentence_in_japanese() {
    let [ja, _] = sheets();
    for sentence in [
        "「階」は、「お住まい」が「集合住宅」、かつ（「人数」が2より大きい、または「ペット」が「はい」）のときだけ聞きます。",
        "「階」は、「人数」が4以上のとき必ず答えてもらいます。",
        "「メモ」は、「階」が書かれているときだけ聞きます。",
        "「世代」は、「生年月日」が1950年1月1日より前、または「ペット」が「はい」でないときだけ聞きます。",
        "「お子さん › 歳」では、「歳」が20未満であることを確かめ、ちがうときは「20歳未満の人だけです」と伝えます。",
        "「お子さん」（「お子さんの歳」が6未満のときだけ）の行数",
        "「区分」は、「生年月日」に生まれた人の、今日の年齢です。",
        "「人数」が8より大きいとき、「窓口へ」と案内して申込みを終わります。",
        "クリーンセンターの係長",
        "申込者と、機微情報を見られる職員",
        "見えない質問（職員だけ）: 「区分」",
    ] {
        assert!(ja.contains(sentence), "{sentence}\nis not in\n{ja}");
    }
}

#[test]
fn every_rule_is_a_sentence_in_english() {
    let [_, en] = sheets();
    for sentence in [
        "“階” is asked only when “お住まい” is “Apartment” and (“人数” is more than 2 or “ペット” is “yes”).",
        "“階” must be answered when “人数” is at least 4.",
        "The form ends with “窓口へ” when “人数” is more than 8.",
        "“区分” is age on today of a person born on",
    ] {
        assert!(en.contains(sentence), "{sentence}\nis not in\n{en}");
    }
}

#[test]
fn a_page_in_html_is_escaped() {
    let sections = vec![Section { title: "A & B".to_owned(), blocks: vec![Block::Line("<b>".to_owned())] }];
    let html = Sheet { title: "例".to_owned(), sections, lang: Lang::Ja }.html();
    assert!(html.contains("<h2>A &amp; B</h2>\n<p>&lt;b&gt;</p>"), "{html}");
}

const RULES: &str = r#"
schema: 1
app: rules
title: 会議室
owner: cleaning
number: "{fiscal_year}-{seq:4}"
lists:
  rooms: {a: 第1, b: 第2}
  extras: {none: なし, mic: マイク}
pages:
  - title: 使う日
    questions:
      - {id: room, type: choice, from: rooms, label: 部屋}
      - {id: begins, type: date, label: はじめの日}
      - {id: ends, type: date, label: 終わりの日}
      - {id: extras, type: choices, from: extras, label: 備品, exclusive: none, max: 2}
      - {id: people, type: integer, label: 人数, min: 0, max: 9}
      - id: guests
        type: repeat
        label: 来る人
        rows: people
        unique: [called]
        questions:
          - {id: called, type: text, label: 呼び名}
      - {id: cost, type: money, label: 費用}
      - {id: total, type: calc, label: 合計, value: "cost + people * 100 + 5 - 2"}
unique: {of: [room, begins], message: その日はもう使われています}
no_overlap: {of: [begins, ends], per: room}
limit:
  - {per: room, count: 4, in: fiscal_year}
  - {sum: cost, at_most: 5000, in: month, on: begins}
"#;

#[test]
fn rules_over_rows_and_cases_are_sentences() {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("rules.yaml", RULES);
    let compilation = compile(&sources);
    let app = compilation.apps.first().unwrap_or_else(|| panic!("{:?}", compilation.diagnostics));
    let [ja, en] = [Lang::Ja, Lang::En].map(|lang| sheet(app, &compilation.office, lang).text());
    for sentence in [
        "「備品」で「なし」を選ぶと、ほかのものは選べません。",
        "「備品」では、2個まで選べます。",
        "「来る人」は、「人数」と同じ数の行です。",
        "「来る人」では、「呼び名」が同じ行は2つ書けません。",
        "「合計」は、「費用」 + 「人数」 × 100 + 5 − 2です。",
        "「部屋」、「はじめの日」が同じものは、1件だけ受け付けます。空の答えがあるものは比べません。断るときは「その日はもう使われています」と伝えます。",
        "「部屋」が同じものは、「はじめの日」から「終わりの日」までが重ならないように受け付けます。",
        "「部屋」が同じものは、「受付日」の年度ごとに、4件まで受け付けます。",
        "「はじめの日」の月ごとに、「費用」の合計を5,000までとします。",
        "受付番号は 2026-0001 の形で、順に付けます。",
    ] {
        assert!(ja.contains(sentence), "{sentence}\nis not in\n{ja}");
    }
    for sentence in [
        "“来る人” has exactly as many rows as “人数”.",
        "At most 4 cases with the same “部屋” in a fiscal year",
        "Receipt numbers are counted like 2026-0001.",
    ] {
        assert!(en.contains(sentence), "{sentence}\nis not in\n{en}");
    }
}
