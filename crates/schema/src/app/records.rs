//! How long cases are kept, and what the office saves.

/// Retention.
#[derive(Debug, Clone, PartialEq)]
pub struct Records {
    /// Class in the file plan.
    pub class: String,
    /// Years kept, from the next April 1.
    pub keep_years: u32,
    /// What follows.
    pub then: Disposal,
    /// Days that an unfinished draft is kept.
    pub draft_days: u32,
}

/// What becomes of records when they have been kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Disposal {
    /// Destroyed.
    Destroy,
    /// Given to the archive.
    Transfer,
    /// Looked at, case by case.
    #[default]
    Review,
}

impl Default for Records {
    fn default() -> Records {
        Records { class: String::new(), keep_years: 1, then: Disposal::Review, draft_days: 7 }
    }
}

/// `effect: {before: 12 minutes, after: 3 minutes, channel: phone}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Minutes of the office that a case took.
    pub before: u32,
    /// Minutes that it takes now.
    pub after: u32,
    /// How cases came before; one that still comes so saves nothing.
    pub channel: Option<String>,
}

impl Effect {
    /// Minutes saved by a case that came by a channel.
    pub fn saved(&self, channel: &str) -> i64 {
        match &self.channel {
            Some(before) if before == channel => 0,
            _ => i64::from(self.before) - i64::from(self.after),
        }
    }
}
