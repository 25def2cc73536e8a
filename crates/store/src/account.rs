//! Staff accounts: argon2 passwords, lock-out, posts, API tokens.

use crate::{Store, StoreError};
use jiff::Timestamp;
use madoguchi_engine::records::Actor;

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Number.
    pub id: i64,
    /// Login name.
    pub login: String,
    /// Name.
    pub name: String,
    /// Units with posts.
    pub posts: Vec<(String, Option<String>)>,
    /// Administers accounts and definitions.
    pub admin: bool,
    /// May not sign in.
    pub disabled: bool,
}

impl Staff {
    /// As the actor of a decision.
    pub fn actor(&self) -> Actor {
        Actor::Staff { id: self.id, name: self.name.clone(), posts: self.posts.clone(), admin: self.admin }
    }
}

/// How a sign-in ended.
#[derive(Debug)]
pub enum SignIn {
    /// Right.
    Welcome(Staff),
    /// Wrong name or password, or disabled; one answer for all.
    Wrong,
    /// Too many wrong ones; until when.
    Locked(Timestamp),
}

/// Adds an account or changes name, posts and admin of the same login; a password where given.
pub async fn put(_store: &Store, _login: String, _name: String, _posts: Vec<(String, Option<String>)>, _admin: bool, _password: Option<String>, _now: Timestamp) -> Result<Staff, StoreError> {
    todo!()
}

/// Checks a password: five wrong ones in a row lock the login for 15 minutes, known or not. Hashes off the writer.
pub async fn sign_in(_store: &Store, _login: String, _password: String, _now: Timestamp) -> Result<SignIn, StoreError> {
    todo!()
}

/// An account that may act.
pub fn by_id(_store: &Store, _id: i64) -> Result<Option<Staff>, StoreError> {
    todo!()
}

/// All accounts.
pub fn list(_store: &Store) -> Result<Vec<Staff>, StoreError> {
    todo!()
}

/// Disables or enables an account; `false` when there is none.
pub async fn set_disabled(_store: &Store, _login: String, _disabled: bool) -> Result<bool, StoreError> {
    todo!()
}

/// Makes an API token for an account and app scopes (empty = all it may); only its hash is kept.
pub async fn issue_token(_store: &Store, _staff: i64, _apps: Vec<String>, _now: Timestamp) -> Result<String, StoreError> {
    todo!()
}

/// The account and app scopes of a token.
pub fn by_token(_store: &Store, _token: &str) -> Result<Option<(Staff, Vec<String>)>, StoreError> {
    todo!()
}
