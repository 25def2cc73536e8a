//! Log lines to stderr: what `MADOGUCHI_LOG` asks for; without it `info` for the server and `warn` for the rest.

use crate::{
    args::{Arguments, Command, LogFormat},
    report::takes_colour,
};
use std::io;
use tracing_subscriber::EnvFilter;

/// Starts logging for one run.
pub fn start(arguments: &Arguments) {
    let (usual, format) = match &arguments.command {
        Command::Serve(serve) if !arguments.quiet => ("info", serve.log_format),
        Command::Serve(serve) => ("warn", serve.log_format),
        _ => ("warn", LogFormat::Text),
    };
    let filter = EnvFilter::try_from_env("MADOGUCHI_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    // It writes the path of every request, and with it the draft's id, which opens the draft.
    let filter = match "tower_http::csrf=off".parse() {
        Ok(silence) => filter.add_directive(silence),
        Err(_) => filter,
    };
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(takes_colour(&io::stderr()));
    match format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().init(),
    }
}
