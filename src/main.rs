//! The program. Everything is in the library.
use std::process::ExitCode;

/// Typesetting allocates and frees millions of small vectors. The allocator of glibc took a ninth of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    chapbook::cli::run(std::env::args_os())
}
