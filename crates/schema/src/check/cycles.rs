//! Which questions depend on which, and references forward: a plain one is a mistake of order, one that comes back
//! to where it began is a cycle.

use crate::{diagnostic::Diagnostic, syntax::read::Diagnostics};
use std::collections::{HashMap, HashSet};

/// A reference to a later question (or to the question itself), not reported yet.
#[derive(Debug)]
pub(crate) struct Forward {
    /// The question whose expression it is; `None` for a page or an exit.
    pub(crate) from: Option<String>,
    /// The question it names.
    pub(crate) to: String,
    /// The report, complete but for its code and the path.
    pub(crate) report: Diagnostic,
}

/// The questions that each question's expressions name.
pub(crate) type Reads = HashMap<String, Vec<String>>;

/// Reports the references forward; those that close the same cycle once.
pub(crate) fn report(forwards: Vec<Forward>, reads: &Reads, d: &mut Diagnostics) {
    let mut known_cycles: HashSet<Vec<String>> = HashSet::new();
    for Forward { from, to, report } in forwards {
        let Some(mut path) = from.as_deref().and_then(|from| path(&to, from, reads)) else {
            d.push(report);
            continue;
        };
        let mut members = path.clone();
        members.sort_unstable();
        if known_cycles.insert(members) {
            path.insert(0, from.unwrap_or_default());
            d.push(Diagnostic { code: "expr.cycle", ..report }.arg("path", path.join(" → ")));
        }
    }
}

/// The shortest way from one question to another along what they read, both included.
fn path(from: &str, to: &str, reads: &Reads) -> Option<Vec<String>> {
    let mut came_from: HashMap<&str, &str> = HashMap::new();
    let mut seen = HashSet::from([from]);
    let mut layer = vec![from];
    while !seen.contains(to) && !layer.is_empty() {
        let mut next = Vec::new();
        for question in layer {
            for read in reads.get(question).into_iter().flatten() {
                if seen.insert(read) {
                    came_from.insert(read, question);
                    next.push(read.as_str());
                }
            }
        }
        layer = next;
    }
    if !seen.contains(to) {
        return None;
    }
    let mut path = vec![to.to_owned()];
    let mut at = to;
    while let Some(before) = came_from.get(at).filter(|_| at != from) {
        path.push((*before).to_owned());
        at = before;
    }
    path.reverse();
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(edges: &[(&str, &str)]) -> Reads {
        let mut reads = Reads::new();
        for (from, to) in edges {
            reads.entry((*from).to_owned()).or_default().push((*to).to_owned());
        }
        reads
    }

    #[test]
    fn a_path_is_found_and_is_the_shortest() {
        let reads = reads(&[("a", "b"), ("b", "c"), ("c", "d"), ("a", "c")]);
        assert_eq!(path("a", "d", &reads).unwrap(), ["a", "c", "d"]);
        assert_eq!(path("d", "a", &reads), None);
    }

    #[test]
    fn a_question_that_reads_itself_is_a_path_of_one() {
        assert_eq!(path("a", "a", &reads(&[("a", "a")])).unwrap(), ["a"]);
    }
}
