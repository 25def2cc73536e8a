//! Bars → places on a drawing: lying bars for words, standing ones along time and numbers.

use super::chart::Bar;
use rust_decimal::{Decimal, prelude::ToPrimitive as _};
use serde::Serialize;

/// So many bars are drawn; the table has all of them.
const MOST: usize = 62;
/// Width of a drawing of lying bars, which fits a phone.
const WIDTH: f64 = 400.0;
/// Room for the longest lying bar; its figure stands behind it.
const LONGEST: f64 = 280.0;
/// Height of a lying bar with its words above.
const LINE: f64 = 46.0;
/// Width of a standing bar with its room.
const STEP: f64 = 52.0;
/// Height of the highest standing bar.
const HIGHEST: f64 = 160.0;
/// Characters of a label that fit above a lying bar, and under a standing one.
const LETTERS: (usize, usize) = (26, 7);

/// A drawing of one chart.
#[derive(Debug, Serialize)]
pub struct Drawing {
    /// Standing bars.
    along: bool,
    width: String,
    height: String,
    bars: Vec<Shape>,
    /// Where nothing is: a line.
    zero: String,
    /// In words what it shows.
    said: String,
    /// How many bars are only in the table.
    left_out: usize,
}

#[derive(Debug, Serialize)]
struct Shape {
    x: String,
    y: String,
    width: String,
    height: String,
    label: String,
    label_x: String,
    label_y: String,
    figure: String,
    figure_x: String,
    figure_y: String,
}

/// Draws bars; `along` time or numbers they stand, and the last ones are drawn when there are too many.
pub fn of(rows: &[Bar], along: bool) -> Drawing {
    let left_out = rows.len().saturating_sub(MOST);
    let drawn = if along { &rows[left_out..] } else { &rows[..rows.len() - left_out] };
    let numbers = || drawn.iter().map(|row| size(row.number));
    let (least, most) = (numbers().fold(0.0, f64::min), numbers().fold(0.0, f64::max));
    let span = if most > least { most - least } else { 1.0 };
    let at = |number: f64| (number - least) / span;
    let bars = drawn.iter().enumerate().map(|(i, row)| if along { standing(i, row, at) } else { lying(i, row, at) });
    let count = f64::from(u32::try_from(drawn.len()).unwrap_or(u32::MAX));
    Drawing {
        along,
        width: place(if along { count * STEP } else { WIDTH }),
        height: place(if along { HIGHEST + 52.0 } else { count * LINE }),
        bars: bars.collect(),
        zero: place(if along { 24.0 + HIGHEST * (1.0 - at(0.0)) } else { LONGEST * at(0.0) }),
        said: said(rows),
        left_out,
    }
}

fn size(number: Option<Decimal>) -> f64 {
    number.and_then(|number| number.to_f64()).unwrap_or_default()
}

fn lying(i: usize, row: &Bar, at: impl Fn(f64) -> f64) -> Shape {
    let top = LINE * f64::from(u32::try_from(i).unwrap_or_default());
    let (zero, end) = (LONGEST * at(0.0), LONGEST * at(size(row.number)));
    Shape {
        x: place(zero.min(end)),
        y: place(top + 22.0),
        width: place((end - zero).abs()),
        height: place(16.0),
        label: cut(&row.label, LETTERS.0),
        label_x: place(4.0),
        label_y: place(top + 16.0),
        figure: row.figure.clone(),
        figure_x: place(zero.max(end) + 6.0),
        figure_y: place(top + 35.0),
    }
}

fn standing(i: usize, row: &Bar, at: impl Fn(f64) -> f64) -> Shape {
    let left = STEP * f64::from(u32::try_from(i).unwrap_or_default());
    let height = |number: f64| 24.0 + HIGHEST * (1.0 - at(number));
    let (zero, end) = (height(0.0), height(size(row.number)));
    Shape {
        x: place(left + 12.0),
        y: place(zero.min(end)),
        width: place(STEP - 24.0),
        height: place((end - zero).abs()),
        label: cut(&row.short, LETTERS.1),
        label_x: place(left + STEP / 2.0),
        label_y: place(HIGHEST + 44.0),
        figure: row.number.map_or_else(|| row.figure.clone(), madoguchi_schema::field::grouped),
        figure_x: place(left + STEP / 2.0),
        figure_y: place(zero.min(end) - 5.0),
    }
}

/// A place with one digit behind the point.
fn place(number: f64) -> String {
    format!("{number:.1}")
}

fn cut(label: &str, letters: usize) -> String {
    match label.char_indices().nth(letters) {
        Some((end, _)) => format!("{}…", &label[..end]),
        None => label.to_owned(),
    }
}

/// The longest bar, in words.
fn said(rows: &[Bar]) -> String {
    let longest = rows.iter().max_by_key(|row| row.number);
    let longest = longest.map(|row| format!("最も長い棒は{}で、{}です。", row.label, row.figure)).unwrap_or_default();
    format!("棒は{}本です。{longest}同じ数字が、続く表にあります。", rows.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, number: i64) -> Bar {
        let (short, figure) = (label.to_owned(), number.to_string());
        Bar { label: label.to_owned(), short, figure, number: Some(Decimal::from(number)), cases: 1, href: None }
    }

    #[test]
    fn the_longest_bar_fills_the_room_and_the_others_are_in_proportion() {
        let drawing = of(&[bar("A", 120), bar("B", 30), bar("C", 0)], false);
        let widths: Vec<&str> = drawing.bars.iter().map(|bar| bar.width.as_str()).collect();
        assert_eq!(widths, ["280.0", "70.0", "0.0"]);
        assert!(drawing.said.contains("最も長い棒はAで、120です"));
    }

    #[test]
    fn a_bar_below_nothing_goes_the_other_way() {
        let drawing = of(&[bar("A", 50), bar("B", -50)], true);
        assert_eq!((drawing.zero.as_str(), drawing.bars[0].y.as_str()), ("104.0", "24.0"));
        assert_eq!((drawing.bars[1].y.as_str(), drawing.bars[1].height.as_str()), ("104.0", "80.0"));
        assert_eq!(of(&[bar("A", 0)], true).bars[0].height, "0.0");
    }

    #[test]
    fn of_too_many_bars_the_latest_are_drawn_along_time() {
        let rows: Vec<Bar> = (0..100).map(|n| bar(&n.to_string(), n)).collect();
        let drawing = of(&rows, true);
        assert_eq!((drawing.left_out, drawing.bars.len(), drawing.bars[0].label.as_str()), (38, 62, "38"));
        assert_eq!(of(&rows, false).bars[0].label, "0");
        assert_eq!(cut("とても長い名前の選択肢", 4), "とても長…");
    }
}
