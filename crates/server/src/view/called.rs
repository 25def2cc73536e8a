//! What an app calls what it receives, in the forms that templates put into sentences.

use madoguchi_schema::app::{App, Called};
use serde::Serialize;

/// 申込み, 申し込む, 申し込めます, 申し込んだ.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Words {
    noun: &'static str,
    verb: &'static str,
    can: &'static str,
    done: &'static str,
}

/// The words of an app.
pub fn of(app: &App) -> Words {
    let word: Called = app.word;
    Words { noun: word.noun(), verb: word.verb(), can: word.can(), done: word.done() }
}
