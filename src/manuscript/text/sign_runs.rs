//! Runs of signs that can mean emphasis: asterisks, underscores and tildes.
use std::ops::Range;

/// The maximum length of emphasis in bytes. Signs that are farther apart are text.
pub(super) const LONGEST: usize = 400;

/// One sign, repeated without a gap.
pub(super) struct SignRun<'t> {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// The sign.
    pub(super) sign: char,
    /// The text before it.
    pub(super) before: &'t str,
    /// The text after it.
    pub(super) after: &'t str,
}

/// The runs of signs in a text, in order. Skips runs after a backslash, and those in comments and file patterns (`/*`, `**/`).
pub(super) fn sign_runs(text: &str) -> impl Iterator<Item = SignRun<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(['*', '_', '~'])?;
        let sign = text[start..].chars().next()?;
        from = start + text[start..].len() - text[start..].trim_start_matches(sign).len();
        Some(SignRun { range: start..from, sign, before: &text[..start], after: &text[from..] })
    })
    .filter(|run| !run.before.ends_with(['\\', '/']) && !run.after.starts_with('/'))
}

/// The runs of exactly `count` asterisks in a text.
pub(super) fn asterisks(text: &str, count: usize) -> impl Iterator<Item = SignRun<'_>> {
    sign_runs(text).filter(move |run| run.sign == '*' && run.range.len() == count)
}
