//! The HTML of a document: a fragment of the elements and classes of the print page, and nothing that loads or runs.

use super::check::Mistake;
use std::ops::Range;

/// Elements that a letter is made of.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "b",
    "blockquote",
    "br",
    "caption",
    "col",
    "colgroup",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "rp",
    "rt",
    "ruby",
    "s",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
];

/// Attributes that they may have.
const ATTRIBUTES: &[&str] = &["class", "lang", "colspan", "rowspan", "scope", "datetime", "start", "href", "title"];

/// The classes of the print page, each with what it does.
pub const CLASSES: &[(&str, &str)] = &[
    ("doc-number", "文書番号。右上に置く"),
    ("doc-date", "日付。右に寄せる"),
    ("address-window", "宛先。長形3号の窓あき封筒の窓に合う"),
    ("sender", "発信者。右に寄せる"),
    ("seal", "公印を押す場所"),
    ("doc-title", "表題。中央に大きく"),
    ("body", "本文。字下げと行間"),
    ("lead", "「記」などの中央の1行"),
    ("table", "けい線のある表"),
    ("plain-table", "けい線のない、項目と内容の表"),
    ("number", "数や金額の欄。右に寄せる"),
    ("total", "合計の行"),
    ("box", "わくで囲む"),
    ("note", "小さな注意書き"),
    ("notice", "教示などの段落。囲みと小さめの字"),
    ("huge", "遠くから読める大きな字"),
    ("big", "大きな字"),
    ("center", "中央に寄せる"),
    ("nowrap", "途中で折り返さない"),
    ("written", "書かれたとおりに行を変える"),
    ("right", "右に寄せる"),
    ("columns", "横に2つ並べる"),
    ("sticker", "貼り紙。切り取り線のある大きな枠"),
    ("tick", "手で印を付ける四角"),
    ("blank", "手で書き込む下線"),
    ("page-break", "ここから次の用紙"),
    ("keep", "途中で用紙を分けない"),
    ("cut", "切り取り線"),
];

/// What is wrong in the HTML of a letter.
pub(crate) fn check(text: &str) -> Vec<Mistake> {
    let mut reader = Reader { text, masked: masked(text), mistakes: Vec::new() };
    reader.read();
    reader.mistakes
}

/// The text with what MiniJinja reads replaced byte by byte: HTML is around it.
fn masked(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        let closing = match bytes.get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let end = text[start + 2..].find(closing).map_or(text.len(), |length| start + 2 + length + 2);
        bytes[start..end].fill(VALUE);
        at = end;
    }
    bytes
}

/// Stands for a value in the masked text; no byte of UTF-8 text looks like it.
const VALUE: u8 = 0xff;

struct Reader<'t> {
    text: &'t str,
    masked: Vec<u8>,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut at = 0;
        while let Some(found) = self.find(at, b'<') {
            if self.masked[found..].starts_with(b"<!--") {
                at = self.comment(found);
                continue;
            }
            let name = found + 1 + usize::from(self.masked.get(found + 1) == Some(&b'/'));
            at = match self.masked.get(name) {
                Some(first) if first.is_ascii_alphabetic() => self.tag(found, name),
                Some(b'!' | b'?') => {
                    self.wrong(found..name + 1, "letter.markup", &self.text[found..name]);
                    name
                }
                _ => name,
            };
        }
    }

    /// Past a comment; one that never ends would swallow the page.
    fn comment(&mut self, start: usize) -> usize {
        let end = self.masked[start..].windows(3).position(|end| end == b"-->");
        match end {
            Some(length) => start + length + 3,
            None => {
                self.wrong(start..start + 4, "letter.markup", "<!--");
                self.masked.len()
            }
        }
    }

    /// One tag, up to its `>`.
    fn tag(&mut self, start: usize, name: usize) -> usize {
        let mut at = self.word_end(name);
        let element = self.lower(name..at);
        if !ELEMENTS.contains(&element.as_str()) {
            self.wrong(start..at, "letter.markup", &format!("<{element}>"));
        }
        loop {
            at = self.skip(at, |b| b.is_ascii_whitespace() || b == b'/');
            match self.masked.get(at) {
                None => {
                    self.wrong(start..start + 1, "letter.markup", "<");
                    return at;
                }
                Some(b'>') => return at + 1,
                Some(&VALUE) => {
                    let end = self.skip(at, |b| b == VALUE);
                    self.wrong(at..end, "letter.markup", &self.text[at..end]);
                    at = end;
                }
                Some(_) => at = self.attribute(at),
            }
        }
    }

    fn attribute(&mut self, start: usize) -> usize {
        let end =
            self.skip(start, |b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'>' | b'/' | VALUE)).max(start + 1);
        let name = self.lower(start..end);
        if !ATTRIBUTES.contains(&name.as_str()) {
            self.wrong(start..end, "letter.markup", &format!("{name}="));
        }
        let equals = self.skip(end, |b| b.is_ascii_whitespace());
        if self.masked.get(equals) != Some(&b'=') {
            return end;
        }
        let value = self.skip(equals + 1, |b| b.is_ascii_whitespace());
        match self.masked.get(value) {
            Some(quote @ (b'"' | b'\'')) => {
                let quote = *quote;
                let close = self.find(value + 1, quote).unwrap_or(self.masked.len());
                self.value(&name, value + 1..close);
                (close + 1).min(self.masked.len())
            }
            _ => {
                let end = self.skip(value, |b| !b.is_ascii_whitespace() && b != b'>');
                if self.masked[value..end].contains(&VALUE) {
                    self.wrong(value..end, "letter.markup", &self.text[value..end]);
                }
                self.value(&name, value..end);
                end
            }
        }
    }

    fn value(&mut self, name: &str, range: Range<usize>) {
        let Some(value) = self.text.get(range.clone()) else { return };
        let holds_value = self.masked[range.clone()].contains(&VALUE);
        if name == "href" {
            let leads = ["https://", "http://", "tel:", "mailto:"].iter().any(|start| value.starts_with(start));
            if holds_value || !leads {
                self.wrong(range, "letter.markup", &format!("href=\"{value}\""));
            }
            return;
        }
        if name != "class" || holds_value {
            return;
        }
        let mut at = range.start;
        for word in value.split(' ') {
            if !word.trim().is_empty() && !CLASSES.iter().any(|(class, _)| *class == word) {
                let mistake = Mistake::new("letter.class", at..at + word.len()).arg("name", word);
                self.mistakes.push(mistake.known(CLASSES.iter().map(|(class, _)| *class)));
            }
            at += word.len() + 1;
        }
    }

    fn wrong(&mut self, range: Range<usize>, code: &'static str, what: &str) {
        let end = self.text.ceil_char_boundary(range.end);
        self.mistakes.push(Mistake::new(code, self.text.floor_char_boundary(range.start)..end).arg("what", what));
    }

    fn find(&self, from: usize, byte: u8) -> Option<usize> {
        self.masked.get(from..)?.iter().position(|b| *b == byte).map(|at| from + at)
    }

    fn skip(&self, from: usize, while_it: impl Fn(u8) -> bool) -> usize {
        let rest = self.masked.get(from..).unwrap_or_default();
        from + rest.iter().position(|b| !while_it(*b)).unwrap_or(rest.len())
    }

    fn word_end(&self, from: usize) -> usize {
        self.skip(from, |b| b.is_ascii_alphanumeric() || b == b'-')
    }

    fn lower(&self, range: Range<usize>) -> String {
        String::from_utf8_lossy(&self.masked[range]).to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<(&'static str, &str)> {
        check(text).into_iter().map(|mistake| (mistake.code, &text[mistake.range])).collect()
    }

    #[test]
    fn a_letter_of_headings_tables_and_known_classes_is_right() {
        let letter = "<h1 class=\"doc-title\">受付票</h1>\n<!-- <script> -->\n<table class='table'><tr><th scope=\"row\">\
                      金額</th><td class=\"number {{ x }}\">{% if a < b %}{{ \"<b>\" }}{% endif %} 1 < 2</td></tr></table>\
                      <a href=\"https://example.jp/\">x</a><br/>";
        assert_eq!(wrong(letter), []);
    }

    #[test]
    fn what_runs_loads_or_styles_is_refused_where_it_stands() {
        assert_eq!(wrong("<script>x</script>")[0], ("letter.markup", "<script"));
        assert_eq!(wrong("<p style=\"color:red\">")[0], ("letter.markup", "style"));
        assert_eq!(wrong("<P ONCLICK=x>")[0], ("letter.markup", "ONCLICK"));
        assert_eq!(wrong("<img src=\"https://example.com/x.png\">")[0], ("letter.markup", "<img"));
        assert_eq!(wrong("<link rel=stylesheet>")[0], ("letter.markup", "<link"));
        assert_eq!(wrong("<a href=\"javascript:x\">")[0], ("letter.markup", "javascript:x"));
        assert_eq!(wrong("<a href=\"{{ url }}\">")[0], ("letter.markup", "{{ url }}"));
        assert_eq!(wrong("<p {{ a }}>")[0], ("letter.markup", "{{ a }}"));
        assert_eq!(wrong("<p class={{ a }}>")[0], ("letter.markup", "{{ a }}"));
        assert_eq!(wrong("<!doctype html>")[0].0, "letter.markup");
        assert_eq!(wrong("a <!-- b")[0], ("letter.markup", "<!--"));
    }

    #[test]
    fn an_unknown_class_is_found_in_the_list_it_stands_in() {
        assert_eq!(wrong("<p class=\"right kep\">"), [("letter.class", "kep")]);
    }
}
