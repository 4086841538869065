//! `chapbook lock`.
use super::args::LockArguments;
use super::report::Report;
use super::{BOOK, GOOD};
use crate::build::{BuildRequest, LockState, lock};

pub(super) fn run(typed: &LockArguments, report: &Report) -> anyhow::Result<u8> {
    let request = BuildRequest { path: typed.path.clone(), ..BuildRequest::default() };
    let (outcome, state) = lock(&request, typed.check)?;
    report.diagnostics(&outcome, false);
    Ok(match state {
        LockState::Current => GOOD,
        LockState::Renewed(_) => {
            outcome.written.iter().for_each(|path| report.result(&format!("{}\n", path.display())));
            GOOD
        }
        LockState::Stale(count) => {
            report.result(&format!("{count} paragraphs are not in the lock file as they are now: run `chapbook lock`\n"));
            BOOK
        }
        LockState::Unread => BOOK,
    })
}
