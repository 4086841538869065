//! The width of the terminal. No other file uses `terminal_size`.
use terminal_size::{Width, terminal_size_of};

/// The smallest width that text is wrapped to.
const NARROWEST: usize = 30;

/// The number of characters in a line of standard output.
pub(super) fn columns_of_results() -> Option<usize> {
    columns(terminal_size_of(std::io::stdout()).map(|(width, _)| width))
}

/// The number of characters in a line of standard error.
pub(super) fn columns_of_messages() -> Option<usize> {
    columns(terminal_size_of(std::io::stderr()).map(|(width, _)| width))
}

/// The environment variable `COLUMNS`, or else the width of the terminal. `None` if the output is not a terminal.
fn columns(terminal: Option<Width>) -> Option<usize> {
    let given = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse::<usize>().ok());
    given.filter(|columns| *columns > 0).or(terminal.map(|Width(columns)| usize::from(columns))).map(|columns| columns.max(NARROWEST))
}
