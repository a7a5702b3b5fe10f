//! Who writes next in this process: a verdict before a photo.
//!
//! SQLite's own waiting is a lottery: whoever asks again at the right moment gets the file, and a large
//! file that arrives asks all the time. So the one that saves says that it wants to, and the one that
//! takes files in lets it pass between two of its short transactions.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Shared by a store and those who take files into its dossier.
#[derive(Debug, Default)]
pub struct Turn {
    saving: Mutex<usize>,
    done: Condvar,
}

/// Somebody saves, or wants to, until this is dropped.
#[derive(Debug)]
pub struct Saving(Arc<Turn>);

impl Turn {
    /// Says that somebody wants to save.
    pub fn save(self: &Arc<Self>) -> Saving {
        *self.count() += 1;
        Saving(Arc::clone(self))
    }

    /// Waits until nobody wants to save.
    pub fn let_pass(&self) {
        let mut saving = self.count();
        while *saving > 0 {
            saving = self.done.wait(saving).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A count is whole whatever happened to whoever held it.
    fn count(&self) -> MutexGuard<'_, usize> {
        self.saving.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Saving {
    fn drop(&mut self) {
        *self.0.count() -= 1;
        self.0.done.notify_all();
    }
}
