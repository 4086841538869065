//! Accessibility metadata (EPUB Accessibility 1.1): facts about the book that help readers who cannot see it. They are found in the
//! book, never claimed by default.
//!
//! Input: the document and the files made from it. Output: [`AccessibilityFacts`], which write the metadata. Begin reading at
//! [`examine`]. The document says which pictures have alternative text, which tables have heads and which links have a name. The
//! finished content documents show what is really in the package: page breaks, a page list, an index, formulas, long descriptions.
//! So a feature is listed if, and only if, readers can find it.
//!
//! A program cannot decide conformance: a person must vouch for it (section 3.6). It is stated if the author names that person and
//! nothing found here contradicts it.
mod examination;
mod facts;
mod features;
mod motion;

pub(super) use examination::examine;
pub(super) use facts::AccessibilityFacts;
