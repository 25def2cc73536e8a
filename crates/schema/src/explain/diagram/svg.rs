//! A picture as SVG: no script, no font and no file from outside, and the same in words inside it.

use super::{
    Card, Chart, Mark,
    layout::{HEAD, INSET, Line, Place, ROW, cut, plan},
};
use crate::explain::print::escaped;

/// Height of the heading of a picture.
const TITLE: usize = 40;

/// Pictures, one below the other.
pub fn svg(charts: &[Chart]) -> String {
    let plans: Vec<_> = charts.iter().map(|chart| (chart, plan(chart))).collect();
    let width = plans.iter().map(|(_, plan)| plan.width).max().unwrap_or(0).max(400);
    let height: usize = plans.iter().map(|(_, plan)| plan.height + TITLE).sum();
    let titles: Vec<&str> = charts.iter().map(|chart| chart.title.as_str()).collect();
    let abouts: Vec<&str> = charts.iter().map(|chart| chart.about.as_str()).collect();
    let lang = charts.first().map_or("ja", |chart| chart.lang.code());
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" lang=\"{lang}\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"14\">\n\
         <title>{}</title>\n<desc>{}</desc>\n\
         <defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" markerHeight=\"8\" \
         orient=\"auto-start-reverse\"><path d=\"M0 0 10 5 0 10z\" fill=\"#333\"/></marker></defs>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n",
        escaped(&titles.join(" / ")),
        escaped(&abouts.join(" "))
    );
    let mut top = 0;
    for (chart, plan) in &plans {
        out += &format!(
            "<text x=\"24\" y=\"{}\" font-size=\"18\" font-weight=\"bold\">{}</text>\n",
            top + 28,
            escaped(&chart.title)
        );
        out += &format!("<g transform=\"translate(0 {})\">\n", top + TITLE);
        plan.lines.iter().for_each(|l| out += &line(l, &plan.boxes));
        chart.cards.iter().zip(&plan.boxes).for_each(|(card, place)| out += &drawn(card, *place));
        out += "</g>\n";
        top += plan.height + TITLE;
    }
    out + "</svg>\n"
}

/// A line: out of its row, over its lanes, into the side of its box.
fn line(line: &Line, boxes: &[Place]) -> String {
    let (from, to) = (boxes[line.from], boxes[line.to]);
    let y = from.y + HEAD + line.row * ROW + ROW / 2;
    let head = to.y + HEAD / 2;
    let same = from.x == to.x;
    let (start, end) = match line.back {
        false => ((from.x + from.width, y), (to.x, head)),
        true if same => ((from.x + from.width, y), (to.x + to.width, head)),
        true => ((from.x, y), (to.x + to.width, head)),
    };
    let mut path = format!("M{} {}", start.0, start.1);
    let mut at = start;
    let mut points = line.lanes.clone();
    points.push(end);
    for (number, point) in points.iter().enumerate() {
        let along_lane = number % 2 == 1 && number + 1 < points.len();
        let reach = if along_lane { 0 } else { at.0.abs_diff(point.0) / 2 };
        let (a, b) = match (line.back, same) {
            (_, true) => (at.0 + 40, point.0 + 40),
            (false, _) => (at.0 + reach, point.0.saturating_sub(reach)),
            (true, _) => (at.0.saturating_sub(reach), point.0 + reach),
        };
        path += &format!(" C{a} {} {b} {} {} {}", at.1, point.1, point.0, point.1);
        at = *point;
    }
    let dashes = if line.back { " stroke-dasharray=\"6 4\"" } else { "" };
    format!(
        "<path d=\"{path}\" fill=\"none\" stroke=\"#333\" stroke-width=\"1.3\" marker-end=\"url(#tip)\"{dashes}/>\n"
    )
}

fn drawn(card: &Card, place: Place) -> String {
    let Place { x, y, width, height } = place;
    let (fill, stroke) = match card.mark {
        Mark::Start => ("#e8f1fe", 3),
        Mark::Plain => ("#ffffff", 1),
        Mark::Pause => ("#fff7e0", 1),
        Mark::End => ("#f0f0f0", 1),
    };
    let dashes = if card.mark == Mark::Pause { " stroke-dasharray=\"4 3\"" } else { "" };
    let mut out = format!(
        "<g><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{fill}\" stroke=\"#1a1a1a\" stroke-width=\"{stroke}\"{dashes}/>\n"
    );
    if card.mark == Mark::End {
        let (w, h) = (width.saturating_sub(6), height.saturating_sub(6));
        out += &format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{w}\" height=\"{h}\" rx=\"4\" fill=\"none\" stroke=\"#1a1a1a\"/>\n",
            x + 3,
            y + 3
        );
    }
    let title = escaped(&cut(&format!("{}{}", card.mark.sign(), card.title)));
    out += &format!("<text x=\"{}\" y=\"{}\" font-weight=\"bold\">{title}</text>\n", x + INSET, y + 21);
    for (number, row) in card.rows.iter().enumerate() {
        let y = y + HEAD + number * ROW;
        let (cut, whole) = (escaped(&cut(&row.text)), escaped(&row.text));
        let hint = if cut == whole { String::new() } else { format!("<title>{whole}</title>") };
        out += &format!("<path d=\"M{x} {y}h{width}\" stroke=\"#999\" stroke-width=\"0.5\"/>\n");
        out += &format!("<text x=\"{}\" y=\"{}\">{hint}{cut}</text>\n", x + INSET, y + 16);
    }
    out + "</g>\n"
}
