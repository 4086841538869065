//! `chapbook lock`.
use super::args::LockArgs;
use super::console::Console;
use super::exit::Exit;
use crate::build::{BuildRequest, LockState, lock, stale_paragraphs};

pub(super) fn run(args: &LockArgs, console: &Console) -> anyhow::Result<Exit> {
    let request = BuildRequest { path: args.book.path.clone(), allow_outside: args.book.allow_outside, ..BuildRequest::default() };
    let (outcome, state) = lock(&request, args.check)?;
    console.diagnostics(&outcome, &request.path);
    Ok(match state {
        LockState::Current => Exit::Success,
        LockState::Renewed(_) => {
            outcome.written.iter().for_each(|path| console.result(&format!("{}\n", path.display())));
            Exit::Success
        }
        LockState::Stale(count) => {
            console.result(&format!("{}: run `chapbook lock`\n", stale_paragraphs(count)));
            Exit::BookErrors
        }
        LockState::Unchecked => Exit::BookErrors,
    })
}
