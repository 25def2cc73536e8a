//! Lines: two blanks for each level, none at line ends, one line break at the end. A list under a key stands two blanks
//! further in. What goes on over lines (texts, brackets) moves as a whole with its first line.

use crate::syntax::{Data, Node};

/// The text with its lines moved.
pub(super) fn lines(text: &str, root: &Node) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut kinds = vec![Kind::Own; lines.len()];
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    mark(text, &starts, root, &mut kinds);
    let mut mover = Mover { levels: Vec::new(), moved: Vec::new(), out: vec![String::new(); lines.len()] };
    for (number, line) in lines.iter().enumerate() {
        match kinds[number] {
            Kind::Own => mover.own(number, line),
            Kind::Flow(owner) => mover.flow(number, line, owner),
            Kind::Block(owner, content) => mover.block(number, line, owner, content),
        }
    }
    mover.comments(&lines, &kinds);
    let text = mover.out.join("\n");
    let text = text.trim_end_matches('\n').trim_start_matches('\n');
    format!("{text}\n")
}

/// What a line is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// It begins something, or is blank, or a comment.
    Own,
    /// It goes on with a text or brackets that began on this line.
    Flow(usize),
    /// It is part of a `|` or `>` text that began on this line, with its indentation.
    Block(usize, usize),
}

/// Marks the lines that go on with what began before.
fn mark(text: &str, starts: &[usize], node: &Node, kinds: &mut [Kind]) {
    let line_of = |at: usize| starts.partition_point(|start| *start <= at).saturating_sub(1);
    let begins = text[node.span.start..].chars().next();
    let flow = matches!(node.data, Data::Scalar { .. }) || matches!(begins, Some('{' | '['));
    if flow {
        let is_block = matches!(node.data, Data::Scalar { quoted: true, .. }) && !matches!(begins, Some('"' | '\''));
        let start = match text[..node.span.start].rfind(['|', '>']) {
            Some(header) if is_block && !matches!(begins, Some('|' | '>')) => header,
            _ => node.span.start,
        };
        let (first, last) = (line_of(start), line_of(node.span.end));
        let written = starts[first..=last].iter().skip(1).filter_map(|start| text[*start..].split('\n').next());
        let indents = written.filter(|line| !line.trim_start_matches(' ').is_empty()).map(indent_of);
        let content = indents.min().unwrap_or(0);
        for kind in kinds.iter_mut().take(last + 1).skip(first + 1) {
            *kind = if is_block { Kind::Block(first, content) } else { Kind::Flow(first) };
        }
        return;
    }
    match &node.data {
        Data::Map(entries) => entries.iter().for_each(|(_, node)| mark(text, starts, node, kinds)),
        Data::List(items) => items.iter().for_each(|node| mark(text, starts, node, kinds)),
        _ => {}
    }
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A level of nesting.
struct Level {
    old: usize,
    new: usize,
    list: bool,
}

/// A line that begins something.
struct Moved {
    line: usize,
    old: usize,
    new: usize,
    /// New column of the innermost thing that begins on it.
    inner: usize,
}

struct Mover {
    levels: Vec<Level>,
    moved: Vec<Moved>,
    out: Vec<String>,
}

impl Mover {
    fn own(&mut self, number: usize, line: &str) {
        let line = line.trim_end_matches(' ');
        let body = line.trim_start_matches(' ');
        if body.is_empty() || body.starts_with('#') {
            return;
        }
        let old = indent_of(line);
        if old == 0 && (body.starts_with("---") || body.starts_with("...") || body.starts_with('%')) {
            self.out[number] = body.to_owned();
            return;
        }
        let new = self.enter(old, is_dash(body));
        let (mut rest, mut column, mut inner) = (body, old, new);
        let mut written = " ".repeat(new);
        while is_dash(rest) {
            let after = rest[1..].trim_start_matches(' ');
            column += rest.len() - after.len();
            if after.is_empty() || after.starts_with('#') {
                break;
            }
            rest = after;
            inner += 2;
            written.push_str("- ");
            self.levels.push(Level { old: column, new: inner, list: is_dash(rest) });
        }
        self.moved.push(Moved { line: number, old, new, inner });
        self.out[number] = written + rest;
    }

    /// The new column of what begins a line.
    fn enter(&mut self, old: usize, list: bool) -> usize {
        while self.levels.last().is_some_and(|top| top.old > old || (top.old == old && top.list && !list)) {
            self.levels.pop();
        }
        let top = self.levels.last().map(|top| (top.old, top.new, top.list));
        let new = match top {
            Some((at, new, is_list)) if at == old && is_list == list => return new,
            Some((_, new, _)) => new + 2,
            None => 0,
        };
        self.levels.push(Level { old, new, list });
        new
    }

    fn flow(&mut self, number: usize, line: &str, owner: usize) {
        let line = line.trim_end_matches(' ');
        if line.is_empty() {
            return;
        }
        let Some(first) = self.moved.iter().rfind(|moved| moved.line == owner) else {
            line.clone_into(&mut self.out[number]);
            return;
        };
        let indent = (indent_of(line) + first.new).saturating_sub(first.old);
        self.out[number] = format!("{}{}", " ".repeat(indent), line.trim_start_matches(' '));
    }

    fn block(&mut self, number: usize, line: &str, owner: usize, content: usize) {
        let inner = self.moved.iter().rfind(|moved| moved.line == owner).map_or(0, |first| first.inner + 2);
        if line.len() > content {
            self.out[number] = format!("{}{}", " ".repeat(inner), &line[content..]);
        }
    }

    /// A comment stands as what follows it, or else as what stood at its column before.
    fn comments(&mut self, lines: &[&str], kinds: &[Kind]) {
        for (number, line) in lines.iter().enumerate() {
            let body = line.trim_matches(' ');
            if kinds[number] != Kind::Own || !body.starts_with('#') {
                continue;
            }
            let old = indent_of(line);
            let next = self.moved.iter().find(|moved| moved.line > number);
            let before = self.moved.iter().rfind(|moved| moved.line < number && moved.old == old);
            let new = match (next, before) {
                (Some(next), _) if next.old == old => next.new,
                (_, Some(before)) => before.new,
                (Some(next), None) => next.new,
                (None, None) => old,
            };
            self.out[number] = format!("{}{body}", " ".repeat(new));
        }
    }
}

fn is_dash(text: &str) -> bool {
    text == "-" || text.starts_with("- ")
}
