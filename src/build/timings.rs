//! What each stage took.
use std::time::{Duration, Instant};

/// Stages in the order in which they were first met, with the time that they took in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timings {
    stages: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Runs a stage and notes what it took.
    pub fn take<T>(&mut self, stage: &'static str, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let made = run();
        self.add(stage, start.elapsed());
        made
    }

    /// Adds those of another.
    pub fn merge(&mut self, other: Self) {
        other.stages.into_iter().for_each(|(stage, spent)| self.add(stage, spent));
    }

    /// The stages with their times.
    #[must_use]
    pub fn stages(&self) -> &[(&'static str, Duration)] {
        &self.stages
    }

    fn add(&mut self, stage: &'static str, spent: Duration) {
        match self.stages.iter_mut().find(|(known, _)| *known == stage) {
            Some((_, sum)) => *sum += spent,
            None => self.stages.push((stage, spent)),
        }
    }
}
