//! Programs that are not part of chapbook and read what it writes: poppler, qpdf, mutool.
use std::collections::BTreeSet;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::Command;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Runs a program on a file and returns its standard output. The options come before the file.
///
/// `None` if the program is not installed: the test prints "skipped: …" and continues without it. With `CI=true` the test fails instead.
///
/// # Panics
/// If the program fails.
pub fn tool(program: &str, options: &[&str], file: &Path) -> Option<Vec<u8>> {
    run(Command::new(program).args(options).arg(file), is_ci())
}

/// Runs a program on a file and returns its standard output as text.
pub fn tool_text(program: &str, options: &[&str], file: &Path) -> Option<String> {
    tool(program, options, file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns the text of a PDF, as `pdftotext` reads it.
pub fn pdftotext(options: &[&str], file: &Path) -> Option<String> {
    let bytes = run(Command::new("pdftotext").args(["-enc", "UTF-8"]).args(options).arg(file).arg("-"), is_ci())?;
    Some(String::from_utf8(bytes).unwrap())
}

pub fn is_ci() -> bool {
    std::env::var("CI").as_deref() == Ok("true")
}

fn run(command: &mut Command, is_ci: bool) -> Option<Vec<u8>> {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.output() {
        Ok(output) => {
            assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
            Some(output.stdout)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            assert!(!is_ci, "{program} is not installed, and CI=true");
            report_skipped(&program);
            None
        }
        Err(error) => panic!("{command:?}: {error}"),
    }
}

/// Prints once that a test continues without a program.
fn report_skipped(program: &str) {
    static PRINTED: LazyLock<Mutex<BTreeSet<String>>> = LazyLock::new(Mutex::default);
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let message = format!("skipped: {test} needs {program}, which is not installed\n");
    if PRINTED.lock().unwrap_or_else(PoisonError::into_inner).insert(message.clone()) {
        // The test harness captures `eprint!`, but not this.
        let _ = std::io::stderr().write_all(message.as_bytes());
    }
}

#[test]
fn a_missing_program_fails_in_ci() {
    let missing = || run(&mut Command::new("no-such-program"), true);
    let message = *std::panic::catch_unwind(missing).unwrap_err().downcast::<String>().unwrap();
    assert_eq!(message, "no-such-program is not installed, and CI=true");
}
