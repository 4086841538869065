//! What follows from the values of a design: the measure, the columns, the lines of a page.
use super::table::{Design, HeadingDesign, HeadingsDesign};
use crate::units::Length;

/// The least width of a column of the index, in ems of the index. A line of it holds a name of two words and its pages.
const NARROWEST_INDEX: i64 = 13;

impl HeadingsDesign {
    /// The headings of all depths, sections first.
    #[must_use]
    pub const fn depths(&self) -> [&HeadingDesign; 3] {
        [&self.first, &self.second, &self.third]
    }
}

impl Design {
    /// The measure: the length of a full line of text.
    #[must_use]
    pub fn measure(&self) -> Length {
        self.measure_in(self.columns)
    }

    /// The measure on a page with a number of columns.
    #[must_use]
    pub fn measure_in(&self, columns: u32) -> Length {
        let columns = i64::from(columns.max(1));
        (self.type_width() - self.gutter * (columns - 1)) / columns
    }

    /// The size of the index.
    #[must_use]
    pub fn index_size(&self) -> Length {
        self.small_size.min(self.size)
    }

    /// The number of columns of the pages of the index.
    #[must_use]
    pub fn index_columns(&self) -> u32 {
        let fit = self.measure_in(self.index.columns) >= self.index_size() * NARROWEST_INDEX;
        if self.columns == 1 && fit { self.index.columns } else { self.columns }
    }

    /// The width of the type area, all columns together.
    #[must_use]
    pub fn type_width(&self) -> Length {
        self.page.width - self.margins.inner - self.margins.outer
    }

    /// Where a column begins on a page with a number of columns, from the left of the type area. The first is 0.
    #[must_use]
    pub fn column_left(&self, column: usize, columns: u32) -> Length {
        (self.measure_in(columns) + self.gutter) * i64::try_from(column).unwrap_or(0)
    }

    /// How many lines of text stand on a full page.
    #[must_use]
    pub fn lines(&self) -> i64 {
        ((self.page.height - self.margins.head - self.margins.foot).0 / self.leading.0.max(1)).max(1)
    }

    /// The family of headings and titles.
    #[must_use]
    pub fn heading_family(&self) -> &str {
        self.heading_face.as_deref().unwrap_or(&self.text_face)
    }

    /// The size of quotations.
    #[must_use]
    pub fn quote_size(&self) -> Length {
        self.quotes.size.map_or(self.small_size, |size| size.of(self.size))
    }

    /// How the headings of a level look; the title of a chapter is level 1, that of a section 2.
    #[must_use]
    pub const fn heading(&self, level: u8) -> &HeadingDesign {
        match level {
            0..=2 => &self.headings.first,
            3 => &self.headings.second,
            _ => &self.headings.third,
        }
    }
}
