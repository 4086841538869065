//! Arguments in, exit code out; nothing else.
use std::process::ExitCode;

/// Setting a book makes and drops some millions of small vectors; glibc's allocator took a ninth of the time of it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    chapbook::cli::run(std::env::args_os())
}
