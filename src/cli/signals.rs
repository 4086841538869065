//! Signals that would end the program before it can report an error.

/// Turns the signal for a file that grows beyond the limit of the system (`ulimit -f`, SIGXFSZ of POSIX) into an error of the write. By
/// default, the signal ends the process without a message.
#[cfg(unix)]
pub(super) fn catch() {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    // A handler replaces the default action. Nobody needs the flag that it sets. If it cannot be installed, the default action remains.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

/// Other systems have no such signal.
#[cfg(not(unix))]
pub(super) fn catch() {}
