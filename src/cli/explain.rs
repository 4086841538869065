//! `chapbook explain`.
use super::GOOD;
use super::args::{ExplainArguments, Usage};
use super::report::Report;
use crate::diagnostic::{codes, explain, nearest};

pub(super) fn run(typed: &ExplainArguments, report: &Report) -> anyhow::Result<u8> {
    let Some(name) = &typed.code else {
        report.result(&explain::list());
        return Ok(GOOD);
    };
    // People copy `warning[dead-link]` as a whole.
    let name = name.trim_start_matches("warning").trim_start_matches("error").trim_matches(['[', ']']);
    let Some(code) = codes::find(name) else {
        let hint = match nearest(name, codes::ALL.iter().map(|code| code.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`chapbook explain` lists all codes".to_owned(),
        };
        return Err(Usage(format!("there is no diagnostic `{name}`; {hint}")).into());
    };
    report.result(&explain::explain(code));
    Ok(GOOD)
}
