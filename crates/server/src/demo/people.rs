//! Invented residents of 旭野市.

use super::dice::Dice;
use serde_json::{Value as Json, json};

const FAMILIES: [(&str, &str); 16] = [
    ("山田", "ヤマダ"),
    ("田中", "タナカ"),
    ("中村", "ナカムラ"),
    ("小林", "コバヤシ"),
    ("加藤", "カトウ"),
    ("吉田", "ヨシダ"),
    ("山本", "ヤマモト"),
    ("工藤", "クドウ"),
    ("三浦", "ミウラ"),
    ("阿部", "アベ"),
    ("木村", "キムラ"),
    ("菊地", "キクチ"),
    ("坂本", "サカモト"),
    ("西村", "ニシムラ"),
    ("大西", "オオニシ"),
    ("長谷川", "ハセガワ"),
];

const GIVENS: [(&str, &str); 14] = [
    ("陽子", "ヨウコ"),
    ("誠", "マコト"),
    ("和子", "カズコ"),
    ("大輔", "ダイスケ"),
    ("結衣", "ユイ"),
    ("翔太", "ショウタ"),
    ("千尋", "チヒロ"),
    ("恵", "メグミ"),
    ("修", "オサム"),
    ("彩", "アヤ"),
    ("幸雄", "ユキオ"),
    ("美和", "ミワ"),
    ("航", "ワタル"),
    ("京子", "キョウコ"),
];

/// Towns with a postal code; the areas are in `office.yaml`.
const TOWNS: [(&str, &str); 14] = [
    ("070-0031", "1条通3丁目"),
    ("070-0031", "1条通12丁目"),
    ("070-0032", "2条通8丁目"),
    ("078-8211", "1条通20丁目"),
    ("078-8212", "2条通23丁目"),
    ("070-0033", "3条通5丁目"),
    ("070-0034", "4条通15丁目"),
    ("070-8041", "緑が丘"),
    ("070-8042", "永楽町"),
    ("070-8043", "南星町"),
    ("070-8044", "白樺台"),
    ("071-8121", "東雲"),
    ("071-8122", "北雪町6丁目"),
    ("071-8123", "豊栄"),
];

/// A name with its reading.
pub fn name(dice: &mut Dice) -> Json {
    let (family, family_kana) = dice.pick(&FAMILIES);
    let (given, given_kana) = dice.pick(&GIVENS);
    json!({"family": family, "given": given, "family_kana": family_kana, "given_kana": given_kana})
}

/// The name of a member of staff.
pub fn staff(dice: &mut Dice) -> String {
    let ((family, _), (given, _)) = (dice.pick(&FAMILIES), dice.pick(&GIVENS));
    format!("{family} {given}")
}

/// A telephone number of its own for each resident.
pub fn phone(number: usize) -> String {
    format!("0166-01-{number:04}")
}

/// An address in one of the areas.
pub fn address(dice: &mut Dice) -> Json {
    let (postal_code, town) = dice.pick(&TOWNS);
    let building = if dice.chance(30) { format!("コーポ旭野{}号室", 101 + dice.roll(9)) } else { String::new() };
    let street = format!("{}番{}号", 1 + dice.roll(30), 1 + dice.roll(20));
    json!({
        "postal_code": postal_code, "prefecture": "北海道", "city": "旭野市",
        "town": town, "street": street, "building": building
    })
}
