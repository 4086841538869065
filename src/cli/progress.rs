//! A spinner that shows the stage of a build on a terminal.
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::GlobalArgs;
use super::console::is_ci;
use crate::build::Progress;

/// A spinner on standard error, or nothing.
pub(super) struct Spinner(Option<ProgressBar>);

impl Spinner {
    /// Shows a spinner if standard error is a terminal, `CI` is not set and `--quiet` is not given.
    pub(super) fn new(args: &GlobalArgs) -> Self {
        let is_shown = std::io::stderr().is_terminal() && !is_ci() && !args.quiet;
        Self(is_shown.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        }))
    }

    /// Removes the spinner.
    pub(super) fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Spinner {
    fn stage(&self, name: &str) {
        if let Some(bar) = &self.0 {
            bar.set_message(name.to_owned());
        }
    }
}
