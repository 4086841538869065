//! Print shops and their rules.
pub(crate) mod rules;
pub(crate) mod settings;
