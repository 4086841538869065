//! For tests with damaged files: random numbers that are the same in each run, and programs with a time limit.
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Pseudo-random numbers that are the same in each run (SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Returns a number that is less than the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap()
    }
}

/// Runs a command. Returns its exit code and what it wrote to standard error, or `None` after the time limit.
pub fn run(command: &mut Command, log: &Path, limit: Duration) -> Option<(Option<i32>, String)> {
    let mut child = command.stdout(Stdio::null()).stderr(fs::File::create(log).unwrap()).spawn().unwrap();
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return Some((status.code(), String::from_utf8_lossy(&fs::read(log).unwrap()).into_owned()));
        }
        if start.elapsed() > limit {
            child.kill().unwrap();
            child.wait().unwrap();
            return None;
        }
        std::thread::sleep(Duration::from_millis(3));
    }
}
