//! The cover.
