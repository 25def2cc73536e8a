//! Tables → SQL statements that make them, or add what is new.

use super::Tables;

/// `CREATE TABLE … STRICT` and `CREATE INDEX` statements, in order.
pub fn ddl(_tables: &Tables) -> Vec<String> {
    todo!()
}

/// Statements that turn `old` into `new` by adding only; what disappeared stays. `Err` lists in words what cannot be
/// done by adding.
pub fn additions(_old: &Tables, _new: &Tables) -> Result<Vec<String>, Vec<String>> {
    todo!()
}
