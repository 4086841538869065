//! Adapts an edition to the available paper: page size and sheets.
use super::model::Edition;
use crate::edition::sheets::paper::PrinterPaper;
use crate::units::{Size, paper};

impl Edition {
    /// How many pages stand on a sheet of paper, both sides together.
    #[must_use]
    pub fn pages_per_sheet(&self) -> usize {
        self.imposition.as_ref().map_or(2, |imposition| imposition.scheme.pages_per_sheet())
    }

    /// Whether the build reports how many sheets of paper the edition takes.
    #[must_use]
    pub const fn is_counted_in_sheets(&self) -> bool {
        self.fit || self.imposition.is_some()
    }

    /// Adapts the edition to the available paper, if its pages follow the paper. On Letter, A4 pages become Letter and A5 pages half
    /// Letter.
    pub fn lay_out(&mut self, sheet: PrinterPaper) {
        let named = |name| paper(name).unwrap_or_default();
        if let Some(imposition) = self.imposition.as_mut().filter(|imposition| imposition.paper == Size::default()) {
            imposition.paper = named(match sheet {
                PrinterPaper::A4 => "a4",
                PrinterPaper::Letter => "letter",
            });
        }
        if self.follows_paper && sheet == PrinterPaper::Letter {
            let page: &mut Size = &mut self.design.page;
            if *page == named("a4") {
                *page = named("letter");
            } else if *page == named("a5") {
                *page = named("half-letter");
            }
        }
    }
}
