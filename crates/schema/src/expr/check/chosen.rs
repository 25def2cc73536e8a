//! What was chosen of a list, read like rows: each code with the columns of its list.

use super::{Checker, lookup};
use crate::{
    app::List,
    expr::node::{Node, Op},
    value::Type,
};
use indexmap::IndexMap;
use std::sync::Arc;

/// The columns of rows, and the list that they stand in when the rows are its codes.
pub(super) type Level = (IndexMap<String, Type>, Option<Arc<List>>);

impl Checker<'_> {
    /// The columns of a value that has rows, or that is codes of a list.
    pub(super) fn level(&self, ty: &Type) -> Option<Level> {
        match ty {
            Type::Rows(columns) => Some((columns.clone(), None)),
            Type::List(inner) => {
                let Type::Code(id) = &**inner else { return None };
                let list = self.vocabulary(id).filter(|list| !list.is_table)?;
                let column = |name: &str| Some((name.to_owned(), lookup::column_type(&list, name)?));
                let columns = lookup::columns(&list).into_iter().filter_map(column).collect();
                Some((columns, Some(list)))
            }
            _ => None,
        }
    }
}

/// A column of the codes that are gone through, `up` levels outside.
pub(super) fn column(list: &Arc<List>, up: usize, name: &str, ty: Type) -> Node {
    let code = Node::new(Op::Column(up, vec!["code".to_owned()]), Type::Code(list.id.clone()));
    match name {
        "code" => code,
        "label" => Node::new(Op::Label(Some(Arc::clone(list)), Box::new(code)), ty),
        _ => Node::new(Op::Lookup(Arc::clone(list), Box::new(code), name.to_owned()), ty),
    }
}
