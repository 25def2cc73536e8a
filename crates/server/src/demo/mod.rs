//! The demo office: staff with printed passwords and two weeks of believable cases, so that the office looks alive.
//!
//! Cases walk the product's own way (evaluate → route → accept → permit → transition → commit) at moments of the past.

mod cases;
mod dice;
mod office;
mod people;

use crate::state::AppState;
use madoguchi_store::{StoreError, account};

/// One account of the demo office.
struct Account {
    login: &'static str,
    name: &'static str,
    role: &'static str,
    posts: &'static [(&'static str, Option<&'static str>)],
    admin: bool,
}

/// The password of all demo accounts; they exist only in a data directory that `--demo` filled.
const PASSWORD: &str = "asahino-demo-8080";

const ACCOUNTS: [Account; 5] = [
    Account {
        login: "sato", name: "佐藤 直子", role: "クリーンセンター", posts: &[("cleaning", None)], admin: false
    },
    Account {
        login: "suzuki",
        name: "鈴木 健一",
        role: "クリーンセンター 係長",
        posts: &[("cleaning", Some("chief"))],
        admin: false,
    },
    Account { login: "takahashi", name: "高橋 美咲", role: "収集班", posts: &[("crew", None)], admin: false },
    Account { login: "ito", name: "伊藤 正", role: "中央図書館", posts: &[("library", None)], admin: false },
    Account { login: "kanri", name: "管理 花子", role: "管理者", posts: &[], admin: true },
];

/// Fills a data directory that has no staff yet, and tells how to sign in.
pub async fn seed(state: &AppState) -> Result<String, StoreError> {
    let staff = account::list(&state.store)?;
    if staff.is_empty() {
        hire(state).await?;
        cases::seed(state).await?;
    } else if !staff.iter().any(|s| s.login == ACCOUNTS[0].login) {
        return Ok("この data にはすでに職員がいるため、デモの職員は加えていません。".to_owned());
    }
    let mut lines = vec![format!("デモの職員（パスワードはどれも {PASSWORD}）")];
    lines.extend(ACCOUNTS.iter().map(|a| format!("  {:<10} {}（{}）", a.login, a.name, a.role)));
    lines.extend(others(state));
    Ok(lines.join("\n"))
}

/// Those of the other units and posts, one line a unit.
fn others(state: &AppState) -> Vec<String> {
    let office = state.catalog.office();
    let found = office::colleagues(&office, &held());
    let of_unit = |(id, unit): (&String, &madoguchi_schema::office::Unit)| {
        let own = found.iter().filter(|colleague| colleague.unit == *id);
        let logins: Vec<_> = own.map(|colleague| (colleague.login.clone(), colleague.post.clone())).collect();
        (!logins.is_empty()).then(|| office::line(unit, &logins))
    };
    let mut lines: Vec<String> = office.units.iter().filter_map(of_unit).collect();
    if !lines.is_empty() {
        lines.insert(0, "ほかの課と職".to_owned());
    }
    lines
}

/// The units and posts of those who have names of their own.
fn held() -> Vec<(&'static str, Option<&'static str>)> {
    ACCOUNTS.iter().flat_map(|account| account.posts.iter().copied()).collect()
}

async fn hire(state: &AppState) -> Result<(), StoreError> {
    for a in &ACCOUNTS {
        let posts = a.posts.iter().map(|(unit, post)| ((*unit).to_owned(), post.map(str::to_owned))).collect();
        let password = Some(PASSWORD.to_owned());
        let now = state.clock.now();
        account::put(&state.store, a.login.into(), a.name.into(), posts, a.admin, password, now).await?;
    }
    let joining = office::colleagues(&state.catalog.office(), &held());
    let joining = joining.into_iter().map(|c| (c.login, c.name, vec![(c.unit, c.post)])).collect();
    account::put_alike(&state.store, ACCOUNTS[0].login.to_owned(), joining, state.clock.now()).await
}
