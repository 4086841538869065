//! `chapbook import`.
use std::collections::BTreeSet;

use super::args::{ImportArgs, UsageError};
use super::console::Console;
use super::exit::Exit;
use crate::build::{ImportRequest, Rule, import};
use crate::diagnostic::counted;

pub(super) fn run(args: &ImportArgs, console: &Console) -> anyhow::Result<Exit> {
    let mut without = BTreeSet::new();
    for name in &args.without {
        let Some(rule) = Rule::named(name) else {
            let all: Vec<&str> = Rule::ALL.iter().map(|(name, _)| *name).collect();
            return Err(UsageError(format!("there is no rule `{name}`; the rules are {}", all.join(", "))).into());
        };
        without.insert(rule);
    }
    let request = ImportRequest {
        files: args.files.clone(),
        title: args.title.clone(),
        language: args.language.clone(),
        without,
        libreoffice: args.libreoffice.clone(),
    };
    let folder = args.output.as_deref().filter(|_| !args.dry_run);
    let imported = import(&request, folder)?;
    for path in &imported.written {
        console.result(&format!("{}\n", path.display()));
    }
    for line in imported.remarks.lines() {
        console.note(&format!("{line}\n"));
    }
    match folder {
        Some(folder) => {
            if !imported.journal.is_empty() {
                let repairs = counted(imported.journal.len(), "repair");
                console.note(&format!("{repairs}: see {}\n", folder.join("repairs.txt").display()));
            }
            console.note(&format!("To build the book: chapbook build {}\n", folder.display()));
        }
        None => imported.journal.iter().for_each(|entry| console.result(&format!("{}\n", entry.line()))),
    }
    Ok(Exit::Success)
}
