//! Catches panics of the libraries that read fonts, drawings and code. Some damaged files make these libraries panic.
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// Whether [`guarded`] would catch a panic of this thread.
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// The result of `work`. `None` if it panicked.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = IS_GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work)).ok();
    IS_GUARDED.set(before);
    result
}

/// Whether a panic of this thread would be caught and reported as a diagnostic. If so, the panic hook prints nothing.
#[must_use]
pub fn is_guarded() -> bool {
    IS_GUARDED.get()
}
