//! How long each step takes.
use std::time::{Duration, Instant};

/// The steps of a build with the time that each took. Steps that run in parallel are added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timings {
    steps: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Runs a step and adds the time that it took.
    pub fn time<T>(&mut self, step: &'static str, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = run();
        self.add(step, start.elapsed());
        result
    }

    /// Adds other timings.
    pub fn merge(&mut self, other: Self) {
        other.steps.into_iter().for_each(|(step, duration)| self.add(step, duration));
    }

    /// The steps in the order in which they first ended, each with its total time.
    #[must_use]
    pub fn steps(&self) -> &[(&'static str, Duration)] {
        &self.steps
    }

    fn add(&mut self, step: &'static str, duration: Duration) {
        match self.steps.iter_mut().find(|(known, _)| *known == step) {
            Some((_, sum)) => *sum += duration,
            None => self.steps.push((step, duration)),
        }
    }
}
