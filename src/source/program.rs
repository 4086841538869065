//! Waiting for other programs, within limits of time and memory.
//!
//! chapbook starts Pandoc, LibreOffice and the commands of an author. Each of them may hang, or write without end.
use std::io::Read;
use std::process::{Child, ExitStatus};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How often to look whether a program has ended.
const PAUSE: Duration = Duration::from_millis(10);

/// Waits for the end of a program. If it takes longer than `limit`, kills it and returns `None`. The programs that it started itself are
/// not killed.
pub(crate) fn ended_within(child: &mut Child, limit: Duration) -> Option<ExitStatus> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if start.elapsed() < limit => thread::sleep(PAUSE),
            Ok(None) | Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    }
}

/// Reads a stream of a program to its end, or to `most` bytes, in a thread of its own. A program waits while a stream is full, so all its
/// streams must be read while it runs.
pub(crate) fn read_in_thread(stream: impl Read + Send + 'static, most: u64) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read before a failure is still worth showing.
        let _ = stream.take(most).read_to_end(&mut bytes);
        bytes
    })
}
