//! `chapbook completions`.
//!
//! `clap_complete` writes the scripts. For bash, zsh and fish, a few added lines complete `--edition` with the names that
//! `chapbook editions --names` prints.
use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Cli;
use super::console::Console;
use super::exit::Exit;

const BASH: &str = include_str!("editions.bash");
const ZSH: &str = include_str!("editions.zsh");
const FISH: &str = include_str!("editions.fish");

pub(super) fn run(shell: Shell, console: &Console) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "chapbook", &mut script);
    let script = String::from_utf8_lossy(&script);
    console.result(&match shell {
        Shell::Bash => format!("{script}{BASH}"),
        Shell::Fish => format!("{script}{FISH}"),
        Shell::Zsh => with_editions_in_zsh(&script),
        _ => script.into_owned(),
    });
    Ok(Exit::Success)
}

/// Adds the completion of `--edition` to the script for zsh. The function goes before the last lines of the script, which run it. The
/// options are recognized by the names of their values, `EDITION` and `EDITIONS`.
fn with_editions_in_zsh(script: &str) -> String {
    let script = script
        .replace(":EDITIONS:_default'", ":EDITIONS:_chapbook_editions'")
        .replace(":EDITION:_default'", ":EDITION:_chapbook_editions'");
    match script.rfind("if [ \"$funcstack[1]\"") {
        Some(end) => format!("{}{ZSH}{}", &script[..end], &script[end..]),
        None => script,
    }
}
