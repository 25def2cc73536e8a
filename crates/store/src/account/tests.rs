//! Passwords, lock-out, disabling and tokens.

use super::*;
use crate::testing::{at, open};
use jiff::SignedDuration;

fn now() -> Timestamp {
    at("2026-11-02T07:00:00Z")
}

async fn sato(store: &Store) -> Staff {
    let posts = vec![("cleaning".to_owned(), Some("chief".to_owned())), ("crew".to_owned(), None)];
    put(store, "Sato".into(), "佐藤".into(), posts, false, Some("ひみつ1234".into()), now()).await.unwrap()
}

async fn try_in(store: &Store, login: &str, password: &str, at: Timestamp) -> SignIn {
    sign_in(store, login.into(), password.into(), at).await.unwrap()
}

#[tokio::test]
async fn the_right_password_opens_whatever_the_width_of_the_login() {
    let (store, _dir) = open();
    let staff = sato(&store).await;
    assert_eq!(staff.posts.len(), 2);
    assert!(matches!(try_in(&store, "ＳＡＴＯ ", "ひみつ1234", now()).await, SignIn::Welcome(s) if s == staff));
    assert!(matches!(try_in(&store, "sato", "ひみつ1235", now()).await, SignIn::Wrong));
    assert!(matches!(try_in(&store, "tanaka", "ひみつ1234", now()).await, SignIn::Wrong));
}

#[tokio::test]
async fn five_wrong_passwords_lock_a_login_for_fifteen_minutes_known_or_not() {
    let (store, _dir) = open();
    sato(&store).await;
    for login in ["sato", "nobody"] {
        for _ in 0..5 {
            assert!(matches!(try_in(&store, login, "x", now()).await, SignIn::Wrong));
        }
        let until = now() + SignedDuration::from_mins(15);
        assert!(matches!(try_in(&store, login, "ひみつ1234", now()).await, SignIn::Locked(t) if t == until));
    }
    let later = now() + SignedDuration::from_mins(15);
    assert!(matches!(try_in(&store, "sato", "ひみつ1234", later).await, SignIn::Welcome(_)));
}

#[tokio::test]
async fn a_right_password_forgets_the_wrong_ones_before_it() {
    let (store, _dir) = open();
    sato(&store).await;
    for _ in 0..3 {
        for _ in 0..4 {
            assert!(matches!(try_in(&store, "sato", "x", now()).await, SignIn::Wrong));
        }
        assert!(matches!(try_in(&store, "sato", "ひみつ1234", now()).await, SignIn::Welcome(_)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_attempts_at_once_do_not_outrun_the_lock() {
    let (store, _dir) = open();
    sato(&store).await;
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { matches!(try_in(&store, "sato", "x", now()).await, SignIn::Wrong) })
        })
        .collect();
    let mut checked = 0;
    for attempt in tries {
        checked += usize::from(attempt.await.unwrap());
    }
    assert_eq!(checked, 5);
}

#[tokio::test]
async fn a_disabled_account_neither_signs_in_nor_acts_nor_uses_its_token() {
    let (store, _dir) = open();
    let staff = sato(&store).await;
    let token = issue_token(&store, staff.id, vec!["bulky-waste".into()], now()).await.unwrap();
    assert_eq!(by_token(&store, &token).unwrap(), Some((staff.clone(), vec!["bulky-waste".to_owned()])));
    assert_eq!(by_token(&store, "madoguchi_00").unwrap(), None);
    assert!(set_disabled(&store, "SATO".into(), true).await.unwrap());
    assert!(matches!(try_in(&store, "sato", "ひみつ1234", now()).await, SignIn::Wrong));
    assert_eq!(by_id(&store, staff.id).unwrap(), None);
    assert_eq!(by_token(&store, &token).unwrap(), None);
    assert!(list(&store).unwrap()[0].disabled);
    assert!(set_disabled(&store, "sato".into(), false).await.unwrap());
    assert_eq!(by_id(&store, staff.id).unwrap(), Some(staff));
    assert!(!set_disabled(&store, "nobody".into(), true).await.unwrap());
}

#[tokio::test]
async fn putting_again_changes_name_posts_and_admin_and_keeps_the_password() {
    let (store, _dir) = open();
    let first = sato(&store).await;
    let posts = vec![("library".to_owned(), None)];
    let second = put(&store, "sato".into(), "佐藤 花".into(), posts.clone(), true, None, now()).await.unwrap();
    assert_eq!((second.id, second.name.as_str(), second.admin), (first.id, "佐藤 花", true));
    assert_eq!(second.posts, posts);
    assert!(matches!(try_in(&store, "sato", "ひみつ1234", now()).await, SignIn::Welcome(_)));
    assert_eq!(list(&store).unwrap().len(), 1);
}

#[tokio::test]
async fn a_new_password_ends_what_the_old_one_had_opened() {
    let (store, _dir) = open();
    let staff = sato(&store).await;
    let other =
        put(&store, "mori".into(), "森".into(), Vec::new(), false, Some("ひみつ5678".into()), now()).await.unwrap();
    let later = now() + SignedDuration::from_hours(8);
    for (hash, id) in [([1; 32], staff.id), ([2; 32], other.id)] {
        session::put(&store, hash, format!(r#"{{"staff":{id},"seen":1}}"#), later, true).await.unwrap();
    }
    let (mine, theirs) =
        (issue_token(&store, staff.id, Vec::new(), now()), issue_token(&store, other.id, Vec::new(), now()));
    let (mine, theirs) = (mine.await.unwrap(), theirs.await.unwrap());
    let same = |password: Option<&str>| {
        let password = password.map(str::to_owned);
        put(&store, "sato".into(), "佐藤".into(), staff.posts.clone(), false, password, now())
    };
    let opened = || {
        let session = |hash| session::get(&store, &hash, now()).unwrap().is_some();
        (session([1; 32]), by_token(&store, &mine).unwrap().is_some())
    };
    same(None).await.unwrap();
    assert_eq!(opened(), (true, true), "the password is the same");
    same(Some("あたらしい5678")).await.unwrap();
    assert_eq!(opened(), (false, false));
    assert!(session::get(&store, &[2; 32], now()).unwrap().is_some());
    assert!(by_token(&store, &theirs).unwrap().is_some(), "of another account");
}
