//! A page in plain text for a terminal, and in HTML for a file.

use super::{Block, Sheet};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

impl Sheet {
    /// Plain text, tables with aligned columns.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n{}\n", self.title, "=".repeat(self.title.width()));
        for section in &self.sections {
            let _ = write!(text, "\n{}\n{}\n", section.title, "-".repeat(section.title.width()));
            for block in &section.blocks {
                match block {
                    Block::Line(line) => text += &format!("{line}\n"),
                    Block::Table { head, rows } => text += &aligned(head, rows),
                }
            }
        }
        text
    }

    /// A whole HTML document.
    pub fn html(&self) -> String {
        let (lang, title) = (self.lang.code(), escaped(&self.title));
        let mut html = format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
             <h1>{title}</h1>\n"
        );
        for section in &self.sections {
            let _ = writeln!(html, "<h2>{}</h2>", escaped(&section.title));
            for block in &section.blocks {
                html += &match block {
                    Block::Line(line) => format!("<p>{}</p>\n", escaped(line)),
                    Block::Table { head, rows } => table(head, rows),
                };
            }
        }
        html + "</html>\n"
    }
}

/// What makes a printed page readable.
const STYLE: &str = "body{font:1rem/1.7 sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;\
vertical-align:top}th{background:#f1f1f4}h2{margin-top:2rem}";

fn table(head: &[String], rows: &[Vec<String>]) -> String {
    let head: String = head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", escaped(cell))).collect();
    let row = |cells: &Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    format!(
        "<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
        rows.iter().map(row).collect::<String>()
    )
}

fn aligned(head: &[String], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..head.len())
        .map(|at| {
            rows.iter().chain([&head.to_vec()]).filter_map(|row| row.get(at)).map(|c| c.width()).max().unwrap_or(0)
        })
        .collect();
    let line = |cells: &[String]| {
        let padded = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width()))));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    line(head) + &rows.iter().map(|row| line(row)).collect::<String>()
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
