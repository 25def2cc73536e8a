//! What can be written on the command line.

mod authors;

pub use authors::{Diagram, Fmt, Picture, Schema, SchemaOf};

use clap::{Args, Parser, Subcommand, ValueEnum, builder::FalseyValueParser};
use madoguchi_schema::text::Lang;
use std::{net::SocketAddr, path::PathBuf};

/// Forms, workflows and bookings of a city, from definitions that its staff write.
#[derive(Debug, Parser)]
#[command(name = "madoguchi", version, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Prints only what is wrong.
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    Serve(Serve),
    Check(Check),
    Explain(Explain),
    Diagram(Diagram),
    Fmt(Fmt),
    Test(Test),
    New(New),
    Schema(Schema),
    Staff(Staff),
    Backup(Backup),
    Verify(Verify),
}

/// Runs the server until SIGTERM or SIGINT.
///
/// Every setting can also be given as the variable named beside it; the command line wins.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  madoguchi serve app-definitions --data /var/lib/madoguchi --listen 0.0.0.0:8080\n  madoguchi serve --demo"
)]
pub struct Serve {
    /// Folder of office.yaml and the apps.
    #[arg(default_value = "app-definitions", env = "MADOGUCHI_DEFINITIONS")]
    pub definitions: PathBuf,
    /// Folder of the database and the files; made when it is not there.
    #[arg(long, default_value = "data", env = "MADOGUCHI_DATA", value_name = "DIR")]
    pub data: PathBuf,
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:8080", env = "MADOGUCHI_LISTEN", value_name = "ADDR")]
    pub listen: SocketAddr,
    /// Adds a demo office: staff with printed passwords and two weeks of cases.
    #[arg(long, env = "MADOGUCHI_DEMO", value_parser = FalseyValueParser::new())]
    pub demo: bool,
    /// Reads web/ from disk and reloads definitions when they change.
    #[arg(long, env = "MADOGUCHI_DEV", value_parser = FalseyValueParser::new())]
    pub dev: bool,
    /// Sends cookies only over TLS; switch it on when TLS ends at a proxy.
    #[arg(long, env = "MADOGUCHI_SECURE_COOKIES", value_parser = FalseyValueParser::new())]
    pub secure_cookies: bool,
    /// Counts requests by the last address in X-Forwarded-For, which a proxy in front must set.
    #[arg(long, env = "MADOGUCHI_BEHIND_PROXY", value_parser = FalseyValueParser::new())]
    pub behind_proxy: bool,
    /// Does not limit how often one address may ask; for measuring.
    #[arg(long, env = "MADOGUCHI_NO_RATE_LIMITS", value_parser = FalseyValueParser::new())]
    pub no_rate_limits: bool,
    /// How log lines are written to stderr; MADOGUCHI_LOG=debug writes more of them.
    #[arg(long, default_value = "text", env = "MADOGUCHI_LOG_FORMAT", value_name = "FORMAT")]
    pub log_format: LogFormat,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

/// Tells all mistakes of all definitions at once.
///
/// PATH is a city's folder, an app's folder, its app.yaml, or a one-file app. Exit 0 without errors, 1 with.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  madoguchi check app-definitions/bulky-waste --lang en\n  madoguchi check --format sarif > check.sarif"
)]
pub struct Check {
    /// What to check.
    #[arg(default_value = "app-definitions", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// For people, for editors, or for CI.
    #[arg(long, default_value = "text")]
    pub format: Format,
    #[command(flatten)]
    pub speech: Speech,
    /// Lists every text that lacks a language of its app instead, with its place.
    #[arg(long)]
    pub translations: bool,
    /// Warnings count as errors.
    #[arg(long)]
    pub deny_warnings: bool,
}

/// How mistakes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
    Sarif,
}

/// The language of what is printed.
#[derive(Debug, Args)]
pub struct Speech {
    /// Language of the messages.
    #[arg(long, default_value = "ja", env = "MADOGUCHI_LANG")]
    pub lang: Spoken,
}

/// The languages of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Spoken {
    Ja,
    En,
}

impl From<Spoken> for Lang {
    fn from(spoken: Spoken) -> Lang {
        match spoken {
            Spoken::Ja => Lang::Ja,
            Spoken::En => Lang::En,
        }
    }
}

/// Says in words what an app asks when, what happens to a case, and who may do what.
///
/// PATH is as for check.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  madoguchi explain app-definitions/bulky-waste\n  madoguchi explain app-definitions/bulky-waste --format html > bulky-waste.html"
)]
pub struct Explain {
    /// What to explain.
    #[arg(default_value = "app-definitions")]
    pub path: PathBuf,
    /// For a terminal, or a page to print and pass round.
    #[arg(long, default_value = "text")]
    pub format: Shape,
    #[command(flatten)]
    pub speech: Speech,
}

/// How an app is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    Text,
    Html,
}

/// Runs the examples in tests.yaml: answers in, expectations out.
///
/// PATH is as for check. Exit 0 when all pass, 1 otherwise.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  madoguchi test app-definitions/bulky-waste")]
pub struct Test {
    /// What to test.
    #[arg(default_value = "app-definitions")]
    pub path: PathBuf,
    /// Names everything that no test touches.
    #[arg(long)]
    pub verbose: bool,
    #[command(flatten)]
    pub speech: Speech,
}

/// Makes the folder of a new app that checks clean.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  madoguchi new hall-booking --title 集会室の予約 --owner library\n  madoguchi new gym-booking --from hall-booking"
)]
pub struct New {
    /// Identity of the app: a-z, 0-9 and -, at most 40 characters.
    pub id: String,
    /// Title for residents.
    #[arg(long)]
    pub title: Option<String>,
    /// Owning unit of office.yaml; the first one there unless given.
    #[arg(long, value_name = "UNIT")]
    pub owner: Option<String>,
    /// Copies this app with its lists, letters and tests.
    #[arg(long, value_name = "APP")]
    pub from: Option<String>,
    /// Folder of the city.
    #[arg(long, default_value = "app-definitions", value_name = "DIR")]
    pub definitions: PathBuf,
    #[command(flatten)]
    pub speech: Speech,
}

/// Accounts of staff.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  madoguchi staff add sato --name 佐藤 --post cleaning/chief --data data")]
pub struct Staff {
    #[command(subcommand)]
    pub command: StaffCommand,
    /// Folder of the database.
    #[arg(long, global = true, default_value = "data", env = "MADOGUCHI_DATA", value_name = "DIR")]
    pub data: PathBuf,
}

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Adds an account, or with --replace changes name and posts of the one there is.
    #[command(after_help = "Example:\n  madoguchi staff add sato --name 佐藤 --post cleaning/chief --post crew")]
    Add(StaffAdd),
    /// Lists the accounts.
    #[command(after_help = "Example:\n  madoguchi staff list")]
    List,
    /// Gives a new password.
    #[command(
        after_help = "Example:\n  madoguchi staff password sato\n  pass show sato | madoguchi staff password sato --stdin"
    )]
    Password(StaffPassword),
    /// Makes a token with which another system uses the API as this account; it is printed once.
    #[command(
        after_help = "Example:\n  madoguchi staff token sato --app bulky-waste\n  madoguchi staff token sato --revoke"
    )]
    Token(StaffToken),
    /// Keeps an account from signing in.
    #[command(after_help = "Example:\n  madoguchi staff disable sato")]
    Disable(StaffDisable),
}

/// An account.
#[derive(Debug, Args)]
pub struct StaffAdd {
    /// Name to sign in with.
    pub login: String,
    /// Name of the person.
    #[arg(long)]
    pub name: String,
    /// A unit (cleaning) or a post in it (cleaning/chief); may be given several times.
    #[arg(long = "post", value_name = "UNIT[/POST]", required = true)]
    pub posts: Vec<String>,
    /// Administers accounts and definitions.
    #[arg(long)]
    pub admin: bool,
    /// Changes the account that there is; its password stays unless one is given.
    #[arg(long)]
    pub replace: bool,
    /// Folder of office.yaml, where units and posts are looked up.
    #[arg(long, default_value = "app-definitions", env = "MADOGUCHI_DEFINITIONS", value_name = "DIR")]
    pub definitions: PathBuf,
    /// Reads the password from the first line of stdin; else one is made and printed.
    #[arg(long)]
    pub stdin: bool,
}

/// Whose password.
#[derive(Debug, Args)]
pub struct StaffPassword {
    /// Name to sign in with.
    pub login: String,
    /// Reads the password from the first line of stdin; else one is made and printed.
    #[arg(long)]
    pub stdin: bool,
}

/// Whose token.
#[derive(Debug, Args)]
pub struct StaffToken {
    /// The account that the token acts as.
    pub login: String,
    /// Only this app; may be given several times. Without it, every app that the account may read.
    #[arg(long = "app", value_name = "APP")]
    pub apps: Vec<String>,
    /// Takes all tokens of the account back instead.
    #[arg(long, conflicts_with = "apps")]
    pub revoke: bool,
}

/// Whose account.
#[derive(Debug, Args)]
pub struct StaffDisable {
    /// Name to sign in with.
    pub login: String,
    /// Lets the account sign in again.
    #[arg(long)]
    pub undo: bool,
}

/// Copies the database of a running server into one file.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  madoguchi backup /backup/madoguchi-$(date +%F).db --data /var/lib/madoguchi")]
pub struct Backup {
    /// File to write; it must not be there yet.
    pub file: PathBuf,
    /// Folder of the database.
    #[arg(long, default_value = "data", env = "MADOGUCHI_DATA", value_name = "DIR")]
    pub data: PathBuf,
}

/// Checks what is stored: integrity, foreign keys, event chain, bookings and cases.
///
/// Exit 0 when all is well, 1 otherwise.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  madoguchi verify --data /var/lib/madoguchi")]
pub struct Verify {
    /// Folder of the database.
    #[arg(long, default_value = "data", env = "MADOGUCHI_DATA", value_name = "DIR")]
    pub data: PathBuf,
}
