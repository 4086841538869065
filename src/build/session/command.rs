//! Runs a command of the author, within limits of time and memory.
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::edition::DiagramCommand;
use crate::source::program::{ended_within, read_in_thread};

/// The longest time that a command may take.
const LONGEST: Duration = Duration::from_secs(60);
/// The maximum number of bytes that a command may write.
const MOST_BYTES: u64 = 50_000_000;
/// The maximum number of characters that are reported of a complaint.
const LONGEST_COMPLAINT: usize = 200;

/// Why a command has no output.
#[derive(Debug, thiserror::Error)]
pub(super) enum CommandFailure {
    #[error("there is no program `{0}`")]
    NoProgram(String),
    #[error("`{program}` cannot run: {error}")]
    CannotRun { program: String, error: io::Error },
    #[error("it took more than {} seconds", LONGEST.as_secs())]
    TooSlow,
    #[error("it wrote more than {} MB", MOST_BYTES / 1_000_000)]
    TooLong,
    /// It failed. The text is the first line of its complaints, or its exit code if it wrote none.
    #[error("{0}")]
    Failed(String),
}

/// Runs a command in `folder`, with `input` as its standard input. Returns what it writes to its standard output.
///
/// # Errors
/// If the command cannot run, fails, takes too long, or writes too much.
pub(super) fn output(command: &DiagramCommand, folder: &Path, input: &str) -> Result<Vec<u8>, CommandFailure> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut child = Command::new(&command.program)
        .args(&command.arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => CommandFailure::NoProgram(command.program.clone()),
            _ => CommandFailure::CannotRun { program: command.program.clone(), error },
        })?;
    // A command may write before it has read everything, so the three streams have their own threads.
    let writer = child.stdin.take().map(|mut stream| {
        let input = input.as_bytes().to_vec();
        // A command that does not read its input closes the pipe. That is not a failure.
        thread::spawn(move || drop(stream.write_all(&input)))
    });
    // One byte more than a command may write shows that it wrote too much.
    let output = child.stdout.take().map(|stream| read_in_thread(stream, MOST_BYTES + 1));
    let complaints = child.stderr.take().map(|stream| read_in_thread(stream, MOST_BYTES + 1));
    let status = ended_within(&mut child, LONGEST);
    let finish = |reader: Option<thread::JoinHandle<Vec<u8>>>| reader.and_then(|reader| reader.join().ok()).unwrap_or_default();
    let Some(status) = status else {
        return Err(CommandFailure::TooSlow);
    };
    drop(writer.map(thread::JoinHandle::join));
    let (output, complaints) = (finish(output), finish(complaints));
    if !status.success() {
        let words = String::from_utf8_lossy(&complaints);
        let first = words.lines().map(str::trim).find(|line| !line.is_empty());
        return Err(CommandFailure::Failed(
            first.map_or_else(|| status.to_string(), |line| line.chars().take(LONGEST_COMPLAINT).collect()),
        ));
    }
    if output.len() as u64 > MOST_BYTES {
        return Err(CommandFailure::TooLong);
    }
    Ok(output)
}
