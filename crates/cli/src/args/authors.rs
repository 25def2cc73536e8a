//! Tools for authors.

use super::Speech;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Brings definitions into their canonical form: two-space indents, one space after colons, quotes only where needed.
///
/// PATH is as for check. Comments, the order of keys, line breaks and aligned columns stay, and so does the meaning.
/// A file with mistakes is told and left alone. Exit 0 when all is well, 1 otherwise.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  madoguchi fmt\n  madoguchi fmt app-definitions/bulky-waste --check")]
pub struct Fmt {
    /// What to format.
    #[arg(default_value = "app-definitions")]
    pub path: PathBuf,
    /// Writes nothing; names the files that are not in canonical form and ends with 1 when there are any.
    #[arg(long)]
    pub check: bool,
    #[command(flatten)]
    pub speech: Speech,
}

/// Writes the JSON Schema of the definition language, with which editors complete keys and words.
///
/// Begin a definition with `# yaml-language-server: $schema=…` and the path of the file.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  madoguchi schema --out app-definitions/app.schema.json\n  madoguchi schema --of office"
)]
pub struct Schema {
    /// Of app.yaml, or of office.yaml.
    #[arg(long, default_value = "app")]
    pub of: SchemaOf,
    /// File to write; stdout unless given.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// The files that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    App,
    Office,
}

/// Draws the pages and the workflow of one app.
///
/// APP is the folder of an app, its app.yaml, or a one-file app.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  madoguchi diagram app-definitions/bulky-waste --out bulky-waste.svg\n  madoguchi diagram app-definitions/bulky-waste --format mermaid"
)]
pub struct Diagram {
    /// What to draw.
    #[arg(value_name = "APP")]
    pub path: PathBuf,
    /// A picture, or text for documents that draw it themselves.
    #[arg(long, default_value = "svg")]
    pub format: Picture,
    /// File to write; stdout unless given.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub speech: Speech,
}

/// How an app is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Picture {
    Svg,
    Mermaid,
}
