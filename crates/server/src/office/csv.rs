//! Rows → CSV that Excel opens: BOM or CP932, CRLF, no cell that a spreadsheet would run as a formula.

use encoding_rs::SHIFT_JIS;

/// How the file is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// UTF-8 with a byte order mark.
    #[default]
    Utf8Bom,
    /// CP932 for old programs; what it lacks becomes 〓.
    Cp932,
}

impl Encoding {
    /// Reads the word of the address.
    pub fn from_code(code: &str) -> Option<Encoding> {
        match code {
            "" | "utf-8-bom" => Some(Encoding::Utf8Bom),
            "cp932" => Some(Encoding::Cp932),
            _ => None,
        }
    }

    /// For the media type.
    pub fn charset(self) -> &'static str {
        match self {
            Encoding::Utf8Bom => "utf-8",
            Encoding::Cp932 => "shift_jis",
        }
    }
}

/// Writes one file, piece by piece.
#[derive(Debug)]
pub struct Writer {
    encoding: Encoding,
    line: u64,
    missing: Vec<String>,
    started: bool,
}

impl Writer {
    /// A writer for one file.
    pub fn new(encoding: Encoding) -> Writer {
        Writer { encoding, line: 0, missing: Vec::new(), started: false }
    }

    /// The bytes of one row.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
        self.line += 1;
        let mut text = String::new();
        for (column, cell) in cells.into_iter().enumerate() {
            if column > 0 {
                text.push(',');
            }
            quote(&mut text, cell);
        }
        text.push_str("\r\n");
        self.encode(&text)
    }

    /// What follows the last row: under CP932, where characters were replaced.
    pub fn end(&mut self) -> Vec<u8> {
        if self.missing.is_empty() {
            return Vec::new();
        }
        let notice = format!("※CP932にない文字を〓にしました：{}", self.missing.join("、"));
        self.row([notice.as_str()])
    }

    fn encode(&mut self, text: &str) -> Vec<u8> {
        match self.encoding {
            Encoding::Utf8Bom if self.started => text.as_bytes().to_vec(),
            Encoding::Utf8Bom => {
                self.started = true;
                [b"\xEF\xBB\xBF", text.as_bytes()].concat()
            }
            Encoding::Cp932 => self.cp932(text),
        }
    }

    fn cp932(&mut self, text: &str) -> Vec<u8> {
        let (bytes, _, replaced) = SHIFT_JIS.encode(text);
        if !replaced {
            return bytes.into_owned();
        }
        let mut out = Vec::with_capacity(text.len());
        let mut missing = false;
        let mut buffer = [0u8; 4];
        for c in text.chars() {
            let (bytes, _, replaced) = SHIFT_JIS.encode(c.encode_utf8(&mut buffer));
            match replaced {
                false => out.extend_from_slice(&bytes),
                true => {
                    out.extend_from_slice(b"\x81\xAC");
                    missing = true;
                }
            }
        }
        if missing && self.missing.len() < 100 {
            self.missing.push(format!("{}行目", self.line));
        }
        out
    }
}

/// What begins a formula; a Japanese Excel takes the full-width signs for it too.
const SIGNS: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '−', '＠'];

/// One cell: guarded against formulas, quoted where needed.
fn quote(out: &mut String, cell: &str) {
    let guard = cell.starts_with(SIGNS) && !is_number(cell);
    let quoted = cell.contains([',', '"', '\n', '\r']);
    if quoted {
        out.push('"');
    }
    if guard {
        out.push('\'');
    }
    for c in cell.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    if quoted {
        out.push('"');
    }
}

/// `-120` is a number, not a formula.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_begins_with_a_mark_and_rows_end_with_crlf() {
        let mut csv = Writer::new(Encoding::Utf8Bom);
        assert_eq!(csv.row(["受付番号", "品目"]), "\u{FEFF}受付番号,品目\r\n".as_bytes());
        assert_eq!(csv.row(["A", "b\"c,d\ne"]), b"A,\"b\"\"c,d\ne\"\r\n");
        assert_eq!(csv.end(), b"");
    }

    #[test]
    fn a_cell_that_looks_like_a_formula_is_text() {
        let mut csv = Writer::new(Encoding::Cp932);
        let cells = ["=1+1", "+81", "-x", "@a", "\tb", "-120", "-1,2"];
        assert_eq!(csv.row(cells), b"'=1+1,'+81,'-x,'@a,'\tb,-120,\"'-1,2\"\r\n");
        let mut csv = Writer { started: true, ..Writer::new(Encoding::Utf8Bom) };
        assert_eq!(csv.row(["＝1+1", "＠SUM(A1)", "\n=1"]), "'＝1+1,'＠SUM(A1),\"'\n=1\"\r\n".as_bytes());
    }

    #[test]
    fn what_cp932_lacks_is_marked_and_reported() {
        let mut csv = Writer::new(Encoding::Cp932);
        assert_eq!(csv.row(["髙①"]), b"\xFB\xFC\x87\x40\r\n");
        assert_eq!(csv.row(["\u{20BB7}野"]), b"\x81\xAC\x96\xEC\r\n");
        let end = csv.end();
        let (notice, _, _) = SHIFT_JIS.decode(&end);
        assert!(notice.ends_with("〓にしました：2行目\r\n"), "{notice}");
    }
}
