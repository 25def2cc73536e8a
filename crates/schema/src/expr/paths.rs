//! What an expression reads, through rows too: `report.place`, and `works.report.fee` of `sum(works.report.fee)`.

use super::{
    Expr,
    node::{Node, Op},
};

impl Expr {
    /// Every name with its parts and every column of rows with the name of its rows, each once.
    pub fn paths(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.root, &mut Vec::new(), &mut found);
        found
    }
}

/// `rows` are those that are being gone through, outermost first.
fn collect(node: &Node, rows: &mut Vec<String>, found: &mut Vec<String>) {
    match &node.op {
        Op::Name(..) | Op::Column(..) => {
            let path = path(node, rows).filter(|path| !found.contains(path));
            found.extend(path);
        }
        Op::Aggregate(over) => {
            let around = rows.len();
            let inside = over.rows.as_ref().and_then(|rows_node| path(rows_node, rows));
            for part in over.rows.iter().chain(&over.between) {
                collect(part, rows, found);
            }
            if let Some(outer) = inside {
                let levels =
                    (0..=over.within.len()).map(|level| [std::slice::from_ref(&outer), &over.within[..level]].concat());
                rows.extend(levels.map(|level| level.join(".")));
            }
            for part in over.body.iter().chain(&over.filter) {
                collect(part, rows, found);
            }
            rows.truncate(around);
        }
        _ => node.parts().into_iter().for_each(|part| collect(part, rows, found)),
    }
}

fn path(node: &Node, rows: &[String]) -> Option<String> {
    match &node.op {
        Op::Column(up, parts) => {
            let rows = rows.get(rows.len().checked_sub(up + 1)?)?;
            Some(format!("{rows}.{}", parts.join(".")))
        }
        _ => node.name(),
    }
}
