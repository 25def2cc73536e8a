//! `madoguchi backup`: the online copy of the database.

use super::open_store;
use crate::args::Backup;
use anyhow::{Context, Result, ensure};
use madoguchi_store::verify;
use std::process::ExitCode;

/// Writes the copy; never over a file that is there.
pub fn run(args: &Backup, quiet: bool) -> Result<ExitCode> {
    ensure!(!args.file.exists(), "{} is already there", args.file.display());
    let store = open_store(&args.data)?;
    verify::backup(&store, &args.file).with_context(|| format!("cannot write {}", args.file.display()))?;
    store.close();
    if !quiet {
        println!("{}", args.file.display());
    }
    Ok(ExitCode::SUCCESS)
}
