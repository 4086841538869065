//! Compares a publication with the rules of the retailers that the edition names.
use crate::artwork::ArtworkFormat;
use crate::diagnostic::{Code, Diagnostic, Sink, codes};
use crate::edition::EbookFormulas;
use crate::epub::resources::{Cover, Publication};
use crate::resolve::Book;
use crate::source::Span;

use super::census::{Census, TableDimensions};
use super::picture_data::{is_cmyk, loads_remote_files};
use super::rules::{MB, RULES, RetailerRules, SideRange};

/// The rules of the retailers that an edition is made for.
fn rules_for(book: &Book<'_>) -> impl Iterator<Item = &'static RetailerRules> {
    let retailers = book.edition.metadata.retailers.clone();
    RULES.iter().filter(move |rules| retailers.contains(&rules.retailer))
}

/// Reports everything that the retailers of an edition would refuse or show badly.
pub(in crate::epub) fn examine(book: &Book<'_>, publication: &Publication<'_>, sink: &Sink) {
    if book.edition.metadata.retailers.is_empty() {
        return;
    }
    let census = Census::of(book.document);
    for rules in rules_for(book) {
        let checker = RuleChecker { rules, sink };
        checker.metadata(book);
        checker.cover(book.edition.metadata.places.cover, publication.cover);
        checker.pictures(&census, publication);
        checker.text(&census);
        checker.formulas(&census, book.edition.formulas);
    }
}

/// Reports if the finished file is too large for the retailers of an edition.
pub(in crate::epub) fn examine_size(book: &Book<'_>, bytes: usize, sink: &Sink) {
    for rules in rules_for(book) {
        if let Some(most) = rules.book_bytes.filter(|most| bytes > *most) {
            let message = format!("accepts books up to {}; this one has {}", megabytes(most), megabytes(bytes));
            let hint = "make the pictures smaller, or leave the fonts out with `fonts = false`";
            RuleChecker { rules, sink }.report(codes::SHOP_BOOK_SIZE, Span::DETACHED, &message, hint);
        }
    }
}

fn megabytes(bytes: usize) -> String {
    format!("{:.1} MB", bytes as f64 / MB as f64)
}

/// Compares a publication with the rules of one retailer.
struct RuleChecker<'a> {
    rules: &'a RetailerRules,
    sink: &'a Sink,
}

impl RuleChecker<'_> {
    /// Reports that a rule is broken. `message` follows the name of the retailer.
    fn report(&self, code: &'static Code, span: Span, message: &str, hint: &str) {
        self.sink.report(
            Diagnostic::new(code, span, format!("{} {message}", self.rules.name))
                .label(format!("as of {}, see {}", self.rules.read, self.rules.source))
                .hint(hint),
        );
    }

    fn metadata(&self, book: &Book<'_>) {
        let metadata = &book.edition.metadata;
        let letters = metadata.title.chars().count() + metadata.subtitle.as_ref().map_or(0, |subtitle| subtitle.chars().count());
        if let Some(most) = self.rules.title_letters.filter(|most| letters > *most) {
            let message = format!("accepts up to {most} letters of title and subtitle; these have {letters}");
            self.report(codes::SHOP_TITLE, metadata.places.title, &message, "shorten the subtitle");
        }
        let letters = metadata.description.as_ref().map_or(0, |description| description.chars().count());
        if let Some(most) = self.rules.description_letters.filter(|most| letters > *most) {
            let message = format!("accepts descriptions up to {most} letters; this one has {letters}");
            self.report(codes::SHOP_DESCRIPTION, metadata.places.description, &message, "shorten the description");
        }
    }

    fn cover(&self, span: Span, cover: Option<&Cover>) {
        let Some(cover) = cover else {
            self.report(codes::SHOP_NO_COVER, span, "requires a cover", "name one: `cover = \"cover.jpg\"`, or have one drawn");
            return;
        };
        let (width, height) = (cover.width, cover.height);
        let (shorter, longer) = (width.min(height), width.max(height));
        let best = "1600 by 2560 pixels suit all retailers; do not enlarge a smaller picture";
        if let Some(least) = self.rules.cover_least.filter(|least| shorter < least.shorter || longer < least.longer) {
            let SideRange { shorter, longer } = least;
            let message = format!("requires covers of at least {shorter} by {longer} pixels; this one has {width} by {height}");
            self.report(codes::SHOP_COVER_SIZE, span, &message, best);
        }
        if let Some(most) = self.rules.cover_most.filter(|most| longer > *most) {
            self.report(
                codes::SHOP_COVER_SIZE,
                span,
                &format!("accepts covers up to {most} pixels on a side; this one has {width} by {height}"),
                best,
            );
        }
        let tenths = (10 * height + width / 2) / width.max(1);
        if let Some(shape) = self.rules.cover_shape.filter(|shape| tenths.abs_diff(*shape) > 1) {
            let message = format!(
                "asks for covers {}.{} times as high as wide; this one is {}.{} times as high as wide",
                shape / 10,
                shape % 10,
                tenths / 10,
                tenths % 10
            );
            self.report(codes::SHOP_COVER_SHAPE, span, &message, best);
        }
        let bytes = cover.image.len();
        if let Some(most) = self.rules.cover_bytes.filter(|most| bytes > *most) {
            let message = format!("accepts covers up to {}; this one has {}", megabytes(most), megabytes(bytes));
            self.report(codes::SHOP_COVER_BYTES, span, &message, "save it as a JPEG of lower quality");
        }
        let pixels = u64::from(width) * u64::from(height);
        if let Some(most) = self.rules.picture_pixels.filter(|most| pixels > *most) {
            self.report(codes::SHOP_PICTURE_PIXELS, span, &format!("accepts pictures up to {most} pixels; the cover has {pixels}"), best);
        }
        if cover.media_type == "image/jpeg" && is_cmyk(&cover.image) {
            self.report(codes::SHOP_COLOURS, span, "accepts no cover in CMYK", "save it in RGB (sRGB)");
        }
    }

    fn pictures(&self, census: &Census, publication: &Publication<'_>) {
        for (source, span) in &census.pictures {
            let Some(artwork) = publication.gallery.artworks.get(source) else { continue };
            let bytes = publication.pictures.bytes(source).unwrap_or_default();
            if let Some(most) = self.rules.picture_bytes.filter(|most| bytes.len() > *most) {
                let message = format!("accepts pictures up to {}; `{source}` has {}", megabytes(most), megabytes(bytes.len()));
                self.report(codes::SHOP_PICTURE_BYTES, *span, &message, "make it smaller; save a photograph as a JPEG");
            }
            match artwork.format {
                ArtworkFormat::Jpeg if is_cmyk(bytes) => {
                    let message = format!("shows `{source}` in wrong colours, because it is in CMYK");
                    self.report(codes::SHOP_COLOURS, *span, &message, "save it in RGB (sRGB)");
                }
                ArtworkFormat::Svg => self.drawing(source, bytes, *span),
                ArtworkFormat::Jpeg | ArtworkFormat::Png | ArtworkFormat::Gif | ArtworkFormat::Webp => {}
            }
        }
    }

    fn drawing(&self, source: &str, bytes: &[u8], span: Span) {
        let text = String::from_utf8_lossy(bytes);
        if !self.rules.bitmaps_in_drawings && text.contains("<image") {
            let message = format!("refuses drawings that contain bitmaps, such as `{source}`");
            self.report(codes::SHOP_PIXELS_IN_DRAWING, span, &message, "save the whole drawing as a JPEG or PNG");
        }
        if loads_remote_files(&text) {
            let message = format!("refuses drawings that load files from the web, such as `{source}`");
            self.report(codes::SHOP_REMOTE, span, &message, "embed those files in the drawing, or save it as a PNG");
        }
    }

    fn formulas(&self, census: &Census, printed: EbookFormulas) {
        let Some(first) = census.formulas.first().filter(|_| printed == EbookFormulas::Mathml && !self.rules.mathml) else { return };
        let message = match census.formulas.len() {
            1 => "does not show formulas in MathML".to_owned(),
            count => format!("does not show formulas in MathML; this is the first of {count}"),
        };
        self.report(codes::SHOP_FORMULA, *first, &message, "write `formulas = \"pictures\"` in the edition for this shop");
    }

    fn text(&self, census: &Census) {
        for TableDimensions { columns, rows, span } in &census.tables {
            if let Some(most) = self.rules.table_columns.filter(|most| columns > most) {
                let message = format!("may not show tables of more than {most} columns; this one has {columns}");
                self.report(codes::SHOP_TABLE, *span, &message, "swap its rows and columns, divide it, or make it a list");
            }
            if let Some(most) = self.rules.table_rows.filter(|most| rows > most) {
                let message = format!("may not show tables of more than {most} rows; this one has {rows}");
                self.report(codes::SHOP_TABLE, *span, &message, "divide it");
            }
        }
        for (letters, span) in &census.notes {
            if let Some(least) = self.rules.note_letters.filter(|least| letters < least) {
                let message = format!("does not pop up notes of fewer than {least} letters; this one has {letters}");
                self.report(codes::SHOP_NOTE, *span, &message, "write more, or move it into the text");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::edition::{Edition, Metadata, Retailer};
    use crate::resolve::resolve;
    use crate::source::SourceMap;

    #[test]
    fn a_file_that_is_too_large_is_reported() {
        let metadata = Metadata { retailers: vec![Retailer::Kobo, Retailer::Kindle], ..Metadata::default() };
        let edition = Edition { metadata, ..Edition::default() };
        let (document, sink) = (Document::default(), Sink::default());
        let resolution = resolve(&document, &edition, &SourceMap::default(), &sink);
        let book = Book { document: &document, resolution: &resolution, edition: &edition };
        examine_size(&book, 649 * MB, &sink);
        assert!(sink.sorted().is_empty());
        examine_size(&book, 651 * MB, &sink);
        let reported = sink.sorted();
        assert_eq!(reported.len(), 1, "{reported:?}");
        assert!(reported[0].code == codes::SHOP_BOOK_SIZE && reported[0].message.starts_with("Kindle"), "{reported:?}");
    }
}
