//! The text of definition files and positions in it. The caller reads the files; nothing here does.

/// The number of a file in its [`SourceSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// One definition file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path below the definitions folder with `/`, e.g. `bulky-waste/app.yaml`.
    pub path: String,
    /// The whole text; empty when it cannot be read.
    pub text: String,
    /// Whether it is text in UTF-8.
    pub readable: bool,
}

/// All files of one city: `office.yaml`, apps, lists, letters, tests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceSet {
    files: Vec<SourceFile>,
}

impl SourceSet {
    /// Adds a file and tells its number.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.push(SourceFile { path: path.into(), text: text.into(), readable: true })
    }

    /// Adds a file whose bytes are no text in UTF-8, so that this can be told like any other mistake.
    pub fn add_unreadable(&mut self, path: impl Into<String>) -> FileId {
        self.push(SourceFile { path: path.into(), text: String::new(), readable: false })
    }

    fn push(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(file);
        id
    }

    /// The files with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0u32..).map(FileId).zip(&self.files)
    }

    /// One file.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The file at a path.
    pub fn find(&self, path: &str) -> Option<(FileId, &SourceFile)> {
        self.iter().find(|(_, f)| f.path == path)
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub fn position(&self, file: FileId, byte: usize) -> (usize, usize) {
        let text = &self.file(file).text;
        let before = &text[..text.floor_char_boundary(byte)];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}
