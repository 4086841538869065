//! The threads of the program.
use rayon::ThreadPoolBuilder;

/// The largest number of threads. More would only take memory, and tens of thousands would stop the computer.
const MOST: usize = 256;

/// Starts the threads: as many as `RAYON_NUM_THREADS` says, otherwise one for each processor. If so many cannot be started, because the
/// system limits their number, all work is done on the main thread.
pub(super) fn start() {
    let wanted = std::env::var("RAYON_NUM_THREADS").ok().and_then(|count| count.parse().ok()).filter(|count| *count > 0);
    let count = wanted.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1).min(MOST);
    // If `build_global` fails, it cannot be called again. So a pool of as many threads is built first, and dropped at once.
    let can_start = ThreadPoolBuilder::new().num_threads(count).build().is_ok();
    let pool = ThreadPoolBuilder::new();
    let pool = if can_start { pool.num_threads(count) } else { pool.num_threads(1).use_current_thread() };
    // An error means that the caller of the library has already started threads.
    let _ = pool.build_global();
}
