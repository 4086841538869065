//! Reads the settings for print shops in an `[[edition]]` table.
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::source::Span;
use crate::units::Length;

use super::model::Edition;
use super::schema::EditionTable;
use crate::edition::print_shops::settings::Profile;
use crate::edition::settings::tree::{PathStep, Setting};

/// The widest bleed that is accepted, in points.
const WIDEST_BLEED: f64 = 36.0;
/// The widest spine that is accepted, in points.
const WIDEST_SPINE: f64 = 144.0;
/// The largest `page-multiple`: a sheet of sixty-four pages.
const LARGEST_MULTIPLE: u32 = 64;
/// The resolutions that are accepted, in pixels per inch.
const RESOLUTIONS: std::ops::RangeInclusive<u32> = 36..=2400;

/// Reads the settings.
pub(crate) struct PrintReader<'a> {
    /// The settings of the book, with their places in the file.
    pub(crate) given: &'a Setting,
    /// The keys that lead to the table of the edition.
    pub(crate) path: [PathStep<'a>; 2],
    /// Collects the mistakes.
    pub(crate) sink: &'a Sink,
}

impl PrintReader<'_> {
    /// Changes the print settings of an edition as the table says. An edition for a print shop that names no formats makes no EPUB.
    pub(crate) fn apply(&self, edition: &mut Edition, raw: &EditionTable) {
        let print = &mut edition.print;
        if let Some(profile) = raw.profile {
            print.profile = profile;
            print.place = self.place("profile");
        }
        print.colour = raw.colour.unwrap_or(print.colour);
        print.paper = raw.paper.unwrap_or(print.paper);
        print.gutter = raw.gutter.unwrap_or(print.gutter);
        if raw.shop.is_some() {
            print.shop = raw.shop;
        }
        print.bleed = self.length(raw.bleed.as_ref(), "bleed", WIDEST_BLEED).or(print.bleed);
        print.spine = self.length(raw.spine.as_ref(), "spine", WIDEST_SPINE).or(print.spine);
        match raw.page_multiple {
            Some(multiple) if (1..=LARGEST_MULTIPLE).contains(&multiple) => print.page_multiple = multiple,
            Some(multiple) => self.bad(
                "page-multiple",
                format!("the pages cannot be a multiple of {multiple}"),
                &format!("use 2, 4, 8, 16 or any number up to {LARGEST_MULTIPLE}"),
            ),
            None => {}
        }
        match raw.picture_resolution {
            Some(resolution) if RESOLUTIONS.contains(&resolution) => print.picture_resolution = Some(resolution),
            Some(resolution) => self.bad(
                "picture-resolution",
                format!("pictures cannot have {resolution} pixels to the inch"),
                "use 150 for a screen, 300 for a press",
            ),
            None => {}
        }
        if raw.profile == Some(Profile::Pod) && raw.formats.is_none() {
            // An e-book is not printed.
            edition.epub = false;
        }
        let unused = [
            ("shop", raw.shop.is_some()),
            ("bleed", raw.bleed.is_some()),
            ("paper", raw.paper.is_some()),
            ("page-multiple", raw.page_multiple.is_some()),
            ("gutter", raw.gutter.is_some()),
            ("spine", raw.spine.is_some()),
        ];
        if edition.print.profile == Profile::Screen {
            for (key, _) in unused.into_iter().filter(|(_, given)| *given) {
                self.sink.report(
                    Diagnostic::new(codes::UNUSED_SETTING, self.place(key), format!("`{key}` has no effect on an edition for readers"))
                        .hint("write `profile = \"pod\"` to make the edition for a print shop"),
                );
            }
        }
    }

    fn place(&self, key: &'static str) -> Span {
        self.given.place(&[self.path[0], self.path[1], PathStep::Key(key)])
    }

    fn bad(&self, key: &'static str, message: String, hint: &str) {
        self.sink.report(Diagnostic::new(codes::BAD_VALUE, self.place(key), message).hint(hint));
    }

    fn length(&self, text: Option<&String>, key: &'static str, most: f64) -> Option<Length> {
        let text = text?;
        let report =
            |message: String, hint: &str| self.sink.report(Diagnostic::new(codes::BAD_LENGTH, self.place(key), message).hint(hint));
        match text.parse::<Length>() {
            Ok(length) if (0.0..=most).contains(&length.to_pt()) => return Some(length),
            Ok(_) => report(format!("`{key}` cannot be `{text}`"), "write for example `\"3mm\"` or `\"0.125in\"`"),
            Err(error) => report(error.to_string(), "write a number and a unit: `\"3mm\"`, `\"0.125in\"`"),
        }
        None
    }
}
