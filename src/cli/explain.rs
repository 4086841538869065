//! `chapbook explain`.
use super::args::{ExplainArgs, UsageError};
use super::console::Console;
use super::exit::Exit;
use crate::diagnostic::{codes, explain, nearest};

pub(super) fn run(args: &ExplainArgs, console: &Console) -> anyhow::Result<Exit> {
    let Some(name) = &args.code else {
        console.result(&explain::list());
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
    console.result(&explain::explain(code));
    Ok(Exit::Success)
}
