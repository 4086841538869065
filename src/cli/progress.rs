//! How far a build has come: shown on a terminal after a moment, silent elsewhere.
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Arguments;
use crate::build::Progress;

/// A spinner, or silence.
pub(super) struct Spinner(Option<ProgressBar>);

impl Spinner {
    /// Shown if standard error is a terminal, `CI` is not set and nobody asked for quiet.
    pub(super) fn new(arguments: &Arguments) -> Self {
        let shown = std::io::stderr().is_terminal() && std::env::var_os("CI").is_none() && !arguments.quiet;
        Self(shown.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        }))
    }

    /// Takes the spinner away.
    pub(super) fn done(&self) {
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
