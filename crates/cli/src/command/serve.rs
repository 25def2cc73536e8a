//! `madoguchi serve`: settings from the command line to the server.

use crate::{
    args::Serve,
    report::{base, stop_at},
};
use anyhow::{Context, Result};
use madoguchi_schema::text::Lang;
use madoguchi_server::{Examples, ServeError, Settings, serve, sources::Selection};
use std::process::ExitCode;

/// Serves until the process is told to stop. Mistakes in the definitions are printed like `check` does.
pub fn run(args: Serve) -> Result<ExitCode> {
    let definitions = args.definitions;
    let settings = Settings {
        definitions: definitions.clone(),
        data: args.data,
        listen: args.listen,
        demo: args.demo,
        dev: args.dev,
        examples: if args.dev { Examples::Tell } else { Examples::Refuse },
        secure_cookies: args.secure_cookies,
        rate_limits: !args.no_rate_limits,
        behind_proxy: args.behind_proxy,
    };
    let runtime = tokio::runtime::Runtime::new().context("cannot start the runtime")?;
    match runtime.block_on(serve(settings)) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(ServeError::Definitions { sources, diagnostics }) => {
            stop_at(&sources, &diagnostics, &base(&Selection { folder: definitions, app: None }), Lang::Ja);
            Ok(ExitCode::FAILURE)
        }
        Err(ServeError::Examples { failed }) => {
            eprintln!("{failed}外れた例があるので、公開しませんでした（madoguchi test で確かめられます）");
            Ok(ExitCode::FAILURE)
        }
        Err(error) => Err(error.into()),
    }
}
