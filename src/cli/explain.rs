//! `chapbook explain`.
use super::args::{ExplainArgs, UsageError};
use super::console::Console;
use super::exit::Exit;
use super::table::TableRow;
use crate::diagnostic::{Code, codes, explain, nearest};

pub(super) fn run(args: &ExplainArgs, console: &Console) -> anyhow::Result<Exit> {
    let Some(name) = &args.code else {
        let row =
            |code: &&Code| TableRow { first: vec![code.name.to_owned(), code.severity.name().to_owned()], last: code.summary.to_owned() };
        console.table(&codes::ALL.iter().map(row).collect::<Vec<_>>());
        return Ok(Exit::Success);
    };
    // Accept a code that was copied with its severity: `warning[dead-link]`.
    let name = name.trim_start_matches("warning[").trim_start_matches("error[").trim_end_matches(']');
    let Some(code) = codes::find(name) else {
        let hint = match nearest(name, codes::ALL.iter().map(|code| code.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`chapbook explain` lists all codes".to_owned(),
        };
        return Err(UsageError(format!("there is no code `{name}`; {hint}")).into());
    };
    console.paragraphs(&explain::explain(code));
    Ok(Exit::Success)
}
