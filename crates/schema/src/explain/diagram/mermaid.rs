//! A picture as Mermaid text, for documents that draw it themselves.

use super::{Chart, Mark};

/// Pictures as parts of one flow chart.
pub fn mermaid(charts: &[Chart]) -> String {
    let mut out = "flowchart LR\n".to_owned();
    for (number, chart) in charts.iter().enumerate() {
        out += &format!("  subgraph c{number}[\"{}\"]\n", plain(&chart.title));
        for (at, card) in chart.cards.iter().enumerate() {
            let title = format!("{}{}", card.mark.sign(), plain(&card.title));
            let notes = card.rows.iter().filter(|row| row.to.is_none()).map(|row| format!("<br/>{}", plain(&row.text)));
            let text = format!("{title}{}", notes.collect::<String>());
            out += &match card.mark {
                Mark::Start => format!("    c{number}n{at}([\"{text}\"])\n"),
                Mark::End => format!("    c{number}n{at}[[\"{text}\"]]\n"),
                _ => format!("    c{number}n{at}[\"{text}\"]\n"),
            };
        }
        for (at, card) in chart.cards.iter().enumerate() {
            for (row, to) in card.rows.iter().filter_map(|row| Some((row, row.to?))) {
                out += &format!("    c{number}n{at} -->|\"{}\"| c{number}n{to}\n", plain(&row.text));
            }
        }
        out += "  end\n";
    }
    out
}

/// A text without the signs that Mermaid reads.
fn plain(text: &str) -> String {
    text.replace('&', "#amp;").replace('"', "#quot;").replace('<', "#lt;").replace('>', "#gt;").replace('\n', " ")
}
