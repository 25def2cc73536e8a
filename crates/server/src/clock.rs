//! The clock of all requests: the machine's, or one that a test sets.

use jiff::Timestamp;
use std::sync::{Arc, Mutex, PoisonError};

/// Where `now` comes from. Cheap to clone; clones of a set clock share the time.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's.
    #[default]
    System,
    /// Stands still until it is set again.
    Fixed(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// A clock that stands at a moment.
    pub fn at(now: Timestamp) -> Clock {
        Clock::Fixed(Arc::new(Mutex::new(now)))
    }

    /// The moment.
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => Timestamp::now(),
            Clock::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Sets a fixed clock; the machine's stays as it is.
    pub fn set(&self, now: Timestamp) {
        if let Clock::Fixed(at) = self {
            *at.lock().unwrap_or_else(PoisonError::into_inner) = now;
        }
    }
}
