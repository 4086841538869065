//! Catches panics of the libraries that read fonts. They panic on some damaged fonts, and a font of the user may be damaged.
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// Whether a panic of this thread is caught here.
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// The result of some work on a font. `None` if it panicked.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = IS_GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work)).ok();
    IS_GUARDED.set(before);
    result
}

/// Whether this thread works on a font, so that a panic is caught and becomes a diagnostic. Then nothing need be printed about it.
#[must_use]
pub fn is_guarded() -> bool {
    IS_GUARDED.get()
}
