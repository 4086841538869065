//! The value of `chapbook impose --language`: a language that has printing instructions.
use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::imposition::{has_slips, slip_languages};

/// Reads the tag of a language whose file has printing instructions.
///
/// The language files say which languages these are. They are all parsed only for the help and for an error.
#[derive(Clone, Debug)]
pub(super) struct SlipLanguage;

impl TypedValueParser for SlipLanguage {
    type Value = String;

    fn parse_ref(&self, command: &clap::Command, argument: Option<&clap::Arg>, value: &OsStr) -> Result<String, clap::Error> {
        match value.to_str() {
            Some(tag) if has_slips(tag) => Ok(tag.to_owned()),
            _ => PossibleValuesParser::new(slip_languages()).parse_ref(command, argument, value),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(slip_languages().map(PossibleValue::new)))
    }
}
