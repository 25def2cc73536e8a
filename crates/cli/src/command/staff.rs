//! `madoguchi staff`: accounts, also while the server runs.

use super::open_store;
use crate::args::{Staff, StaffAdd, StaffCommand, StaffPassword, StaffToken};
use anyhow::{Context, Result, bail, ensure};
use jiff::Timestamp;
use madoguchi_schema::{compile::compile, diagnostic::nearest, office::Office};
use madoguchi_server::sources;
use madoguchi_store::{Store, account};
use std::{io, process::ExitCode};

/// Letters of made passwords: nothing that looks like something else. 32 of them, so that a byte chooses evenly.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789-";
/// Letters in a made password: 80 bits.
const MADE_LENGTH: usize = 16;
/// Fewest characters of a chosen password.
const LEAST_LENGTH: usize = 12;

/// Changes or lists accounts.
pub fn run(args: Staff, quiet: bool) -> Result<ExitCode> {
    let store = match &args.command {
        StaffCommand::Add(_) => Store::open(&args.data)?,
        _ => open_store(&args.data)?,
    };
    let runtime = tokio::runtime::Runtime::new().context("cannot start the runtime")?;
    let done = runtime.block_on(act(&store, args.command, quiet));
    store.close();
    done.map(|()| ExitCode::SUCCESS)
}

async fn act(store: &Store, command: StaffCommand, quiet: bool) -> Result<()> {
    match command {
        StaffCommand::Add(add) => self::add(store, add, quiet).await,
        StaffCommand::List => list(store),
        StaffCommand::Password(password) => change_password(store, password, quiet).await,
        StaffCommand::Token(args) => token(store, args, quiet).await,
        StaffCommand::Disable(disable) => {
            let known = account::set_disabled(store, disable.login.clone(), !disable.undo).await?;
            ensure!(known, "there is no account `{}`", disable.login);
            Ok(())
        }
    }
}

async fn add(store: &Store, add: StaffAdd, quiet: bool) -> Result<()> {
    let office = compile(&sources::read(&add.definitions)?).office;
    let posts = add.posts.iter().map(|post| read_post(post, &office)).collect::<Result<Vec<_>>>()?;
    let known = account::list(store)?.into_iter().any(|s| s.login == add.login);
    ensure!(known == add.replace, "{}", told(&add.login, known));
    let password = if known && !add.stdin { None } else { Some(password(add.stdin)?) };
    let made = password.clone().filter(|_| !add.stdin);
    account::put(store, add.login.clone(), add.name, posts, add.admin, password, Timestamp::now()).await?;
    tell(&add.login, made, quiet);
    Ok(())
}

/// Why an account is neither added nor replaced.
fn told(login: &str, known: bool) -> String {
    match known {
        true => format!("there is an account `{login}` already; change it with --replace"),
        false => format!("there is no account `{login}` to replace"),
    }
}

/// `cleaning` or `cleaning/chief`, as the city has them.
fn read_post(written: &str, office: &Office) -> Result<(String, Option<String>)> {
    let (unit, post) = written.split_once('/').map_or((written, None), |(unit, post)| (unit, Some(post)));
    let Some(found) = office.units.get(unit) else {
        bail!("there is no unit `{unit}`{}", instead(unit, office.units.keys()));
    };
    if let Some(post) = post.filter(|post| !found.posts.contains_key(*post)) {
        bail!("the unit `{unit}` has no post `{post}`{}", instead(post, found.posts.keys()));
    }
    Ok((unit.to_owned(), post.map(str::to_owned)))
}

/// The nearest known word, or all of them.
fn instead<'k>(wrong: &str, known: impl Iterator<Item = &'k String> + Clone) -> String {
    match nearest(wrong, known.clone().map(String::as_str)).first() {
        Some(word) => format!("; did you mean `{word}`?"),
        None => format!("; there are: {}", known.map(String::as_str).collect::<Vec<_>>().join(" ")),
    }
}

fn list(store: &Store) -> Result<()> {
    for staff in account::list(store)? {
        let posts = staff.posts.iter().map(|(unit, post)| match post {
            Some(post) => format!("{unit}/{post}"),
            None => unit.clone(),
        });
        let marks = [(staff.admin, "  admin"), (staff.disabled, "  disabled")];
        let marks: String = marks.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
        println!("{}  {}  {}{marks}", staff.login, staff.name, posts.collect::<Vec<_>>().join(" "));
    }
    Ok(())
}

async fn change_password(store: &Store, args: StaffPassword, quiet: bool) -> Result<()> {
    let staff = known(store, &args.login)?;
    let chosen = password(args.stdin)?;
    let made = Some(chosen.clone()).filter(|_| !args.stdin);
    account::put(store, staff.login, staff.name, staff.posts, staff.admin, Some(chosen), Timestamp::now()).await?;
    tell(&args.login, made, quiet);
    Ok(())
}

async fn token(store: &Store, args: StaffToken, quiet: bool) -> Result<()> {
    let staff = known(store, &args.login)?;
    if !args.revoke {
        println!("{}", account::issue_token(store, staff.id, args.apps, Timestamp::now()).await?);
        return Ok(());
    }
    let revoked = account::revoke_tokens(store, staff.id).await?;
    if !quiet {
        println!("{revoked}");
    }
    Ok(())
}

fn known(store: &Store, login: &str) -> Result<account::Staff> {
    let staff = account::list(store)?.into_iter().find(|staff| staff.login == login);
    staff.with_context(|| format!("there is no account `{login}`"))
}

/// A password from stdin, or a made one.
fn password(stdin: bool) -> Result<String> {
    if !stdin {
        return make_password();
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line).context("cannot read stdin")?;
    let line = line.trim_end_matches(['\r', '\n']);
    ensure!(line.chars().count() >= LEAST_LENGTH, "a password has {LEAST_LENGTH} characters or more");
    Ok(line.to_owned())
}

fn make_password() -> Result<String> {
    let mut bytes = [0; MADE_LENGTH];
    getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no randomness: {e}"))?;
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
}

/// Prints a made password, the only time that anyone sees it.
fn tell(login: &str, made: Option<String>, quiet: bool) {
    match made {
        Some(password) => println!("{login}  {password}"),
        None if quiet => {}
        None => println!("{login}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_schema::office::Unit;

    fn office() -> Office {
        let mut office = Office::default();
        let posts = [("chief".to_owned(), "係長".into())].into_iter().collect();
        office.units.insert("cleaning".to_owned(), Unit { posts, ..Unit::default() });
        office
    }

    #[test]
    fn a_post_is_looked_up_in_the_city() {
        let post = read_post("cleaning/chief", &office()).unwrap();
        assert_eq!(post, ("cleaning".to_owned(), Some("chief".to_owned())));
        let wrong = read_post("cleening", &office()).unwrap_err().to_string();
        assert_eq!(wrong, "there is no unit `cleening`; did you mean `cleaning`?");
        let wrong = read_post("cleaning/boss", &office()).unwrap_err().to_string();
        assert_eq!(wrong, "the unit `cleaning` has no post `boss`; there are: chief");
    }

    #[test]
    fn made_passwords_are_long_and_differ() {
        let (one, other) = (make_password().unwrap(), make_password().unwrap());
        assert_eq!(one.len(), MADE_LENGTH);
        assert_ne!(one, other);
    }
}
