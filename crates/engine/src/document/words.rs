//! The words of a printed document, without its markup: what examples compare and machines read.

/// The text that stands on the sheets: elements become a space, runs of blanks one.
pub fn words(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        words.push_str(&rest[..open]);
        let from = &rest[open..];
        let end = if from.starts_with("<!--") {
            from.find("-->").map(|end| end + 3)
        } else {
            from.find('>').map(|end| end + 1)
        };
        words.push(' ');
        rest = end.map_or("", |end| &from[end..]);
    }
    words.push_str(rest);
    let plain = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&#x2f;", "/"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    let words = plain.into_iter().fold(words, |words, (written, read)| words.replace(written, read));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn only_what_is_read_on_the_sheet_remains() {
        let html = "<section class=\"sheet\">\n<h1>受付票</h1><!-- > --><p>A&amp;B  &lt;x&gt;</p></section>";
        assert_eq!(words(html), "受付票 A&B <x>");
    }
}
