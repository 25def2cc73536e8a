//! What the operator chose. Made by the command line; defaults are those of `madoguchi serve`.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

/// The settings of one server.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder of `office.yaml` and the apps.
    pub definitions: PathBuf,
    /// Folder of the database and the files.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Adds the demo office: staff with printed passwords and sample cases.
    pub demo: bool,
    /// Reads `web/` from disk and reloads definitions.
    pub dev: bool,
    /// What an example that fails means for the definition that it belongs to.
    pub examples: Examples,
    /// Cookies only over TLS (`__Host-`); off on a closed network without TLS.
    pub secure_cookies: bool,
    /// Limits how often one address may ask.
    pub rate_limits: bool,
    /// A proxy in front sets `X-Forwarded-For`; its last entry is the address that limits count.
    pub behind_proxy: bool,
}

/// What happens to a new definition one of whose examples (`tests.yaml`) fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Examples {
    /// It is not published.
    Refuse,
    /// It is published, and the failure is logged: while somebody is writing.
    Tell,
    /// The examples are not run.
    Skip,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            definitions: PathBuf::from("app-definitions"),
            data: PathBuf::from("data"),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            demo: false,
            dev: false,
            examples: Examples::Refuse,
            secure_cookies: false,
            rate_limits: true,
            behind_proxy: false,
        }
    }
}
