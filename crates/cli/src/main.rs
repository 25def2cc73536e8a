//! The one binary. Each command is one file; here they are named, parsed and sent on their way.

mod args;
mod command;
mod log;
mod report;

use args::{Arguments, Command};
use clap::Parser;
use std::{io, process::ExitCode};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log::start(&arguments);
    let quiet = arguments.quiet;
    let done = match arguments.command {
        Command::Serve(serve) => command::serve::run(serve),
        Command::Check(check) => command::check::run(&check, quiet),
        Command::Explain(explain) => command::explain::run(&explain),
        Command::Test(test) => command::test::run(&test, quiet),
        Command::Diagram(diagram) => command::diagram::run(&diagram),
        Command::Fmt(fmt) => command::fmt::run(&fmt, quiet),
        Command::Schema(schema) => command::schema::run(&schema),
        Command::New(new) => command::new::run(&new, quiet),
        Command::Staff(staff) => command::staff::run(staff, quiet),
        Command::Backup(backup) => command::backup::run(&backup, quiet),
        Command::Verify(verify) => command::verify::run(&verify, quiet),
    };
    done.unwrap_or_else(|error| {
        let cause = error.downcast_ref::<io::Error>();
        if cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe) {
            // Whoever reads has enough, like `head`.
            return ExitCode::SUCCESS;
        }
        eprintln!("madoguchi: {error:#}");
        ExitCode::FAILURE
    })
}
