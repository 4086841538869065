//! manuscript
