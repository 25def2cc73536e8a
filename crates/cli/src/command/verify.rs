//! `madoguchi verify`: is all that is stored as it should be?

use super::open_store;
use crate::args::Verify;
use anyhow::Result;
use madoguchi_store::verify;
use std::process::ExitCode;

/// Prints what was looked at and each fault.
pub fn run(args: &Verify, quiet: bool) -> Result<ExitCode> {
    let store = open_store(&args.data)?;
    let report = verify::verify(&store)?;
    store.close();
    for fault in &report.faults {
        eprintln!("{fault}");
    }
    if !quiet {
        println!("cases {}  events {}  bookings {}", report.cases, report.events, report.bookings);
        println!("{}", if report.faults.is_empty() { "all is well" } else { "there are faults" });
    }
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
