use super::code::{Code, Examples, Severity};

pub const FAILED_COMMAND: &Code = &Code {
    name: "failed-command",
    severity: Severity::Error,
    allowable: true,
    summary: "The command that should draw a diagram failed.",
    explanation: "\
The message has the first line that the command wrote to its standard error. The
command must read the diagram from its standard input and write an SVG or a PNG
to its standard output, within a minute. If the code is allowed, the diagram is
printed as its source.",
    examples: Examples::Untested("Commands run only with `--allow-commands`."),
};
