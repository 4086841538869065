//! The data of the search in `builder.rs`: where pages begin, and what has been found so far.
use super::growth::Growth;
use crate::units::Length;

/// Where a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct State {
    /// The block with which it begins, or the number of blocks if the column has no more text.
    pub(crate) block: usize,
    /// The slug of that block.
    pub(crate) line: usize,
    /// The way in which that block is set. 0 if the page begins with its first slug.
    pub(crate) way: usize,
    /// The number of note lines on the pages before.
    pub(super) printed: usize,
    /// How many of the figures called on the pages before are not set yet.
    pub(crate) held: usize,
}

/// How full a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PageFill {
    /// The height of the text and of the figures at head and foot.
    pub(crate) height: Length,
    /// Where the last figure or heading stands. Later figures may not stand above it.
    pub(crate) stage: Stage,
    /// The number of figures held for a later page.
    pub(crate) held: usize,
}

/// Where the last figure or heading on a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// There are only text and figures at the head so far, so another figure may stand there.
    Head,
    /// A figure in the text, or a heading.
    Text,
    /// A figure at the foot.
    Foot,
}

/// The cheapest path to a state.
#[derive(Clone, Copy, Debug)]
pub(super) struct CheapestPath {
    pub(super) cost: i64,
    /// The state of the page before. `None` for the first page.
    pub(super) from: Option<State>,
    /// The last choice on that page, as an index of the trail.
    pub(super) trail: Option<usize>,
}

/// The pages of the cheapest path through a column.
pub(super) struct FoundPages {
    /// The state after each page, with the path to it. The last page comes first.
    pub(super) pages: Vec<(State, CheapestPath)>,
    /// The cost of the path.
    pub(super) price: i64,
}

/// A choice of a way other than the natural one: an entry of the list of all such choices (the trail).
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    /// The choice before it on the same page, as an index of the trail.
    pub(super) before: Option<usize>,
    pub(super) block: usize,
    pub(super) way: usize,
}

/// The cheapest way to fill a page up to some height.
#[derive(Clone, Copy, Debug)]
pub(super) struct PartialPage {
    pub(super) fill: PageFill,
    pub(super) cost: i64,
    /// The last choice that led there, as an index of the trail.
    pub(super) choice: Option<usize>,
    /// Where its white may grow.
    pub(super) growth: Growth,
}

/// A page that may follow a state.
#[derive(Clone, Copy, Debug)]
pub(super) struct CandidatePage {
    /// The state after it.
    pub(super) after: State,
    pub(super) price: i64,
    /// The last choice on it, as an index of the trail.
    pub(super) choice: Option<usize>,
}
