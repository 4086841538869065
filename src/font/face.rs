//! One face: its bytes, its metrics, and the characters that it has.
use std::any::Any;
use std::sync::{Arc, Mutex, OnceLock};

use harfrust::font::{Blob, Source};
use harfrust::{Font, ShapePlan, Tag};
use read_fonts::TableProvider;

use super::classification::{Classification, is_fixed_pitch};
use super::conversion::instanced;
use super::description::Description;
use super::error::{BrokenFont, Damage, Unusable};
use super::file::FontFile;
use super::soundness::{check_outlines, check_tables};
use super::variable::{Instance, instances};
use super::{Feature, Subset};
use crate::source::guard::guarded;

/// The id of a face: its position in the [`FontBook`](super::FontBook).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// The metrics of a face. All lengths are in font units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// The number of font units in one em.
    pub units_per_em: i64,
    /// The ascender, above the baseline.
    pub ascent: i64,
    /// The descender, below the baseline. It is negative.
    pub descent: i64,
    /// The height of H.
    pub cap_height: i64,
    /// The height of x.
    pub x_height: i64,
    /// The box around all glyphs: left, bottom, right, top.
    pub bounds: [i64; 4],
    /// The slope in degrees. It is negative if the letters lean to the right.
    pub italic_angle: f64,
}

/// The sort key of the styles of a family: width, then weight, then upright before italic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StyleRank {
    width: u16,
    weight: u16,
    italic: bool,
}

/// One face of a family.
pub struct Face {
    /// The family, by the name that authors use.
    pub family: String,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic or oblique.
    pub italic: bool,
    /// Its weight, width and names.
    pub(super) description: Description,
    /// For a bundled face whose OS/2 table leaves it open: whether it has serifs.
    declared: Option<Classification>,
    data: FaceData,
    /// The parsed font. It is parsed at its first use, because a build uses few of the faces.
    font: OnceLock<Font>,
    metrics: OnceLock<Metrics>,
    /// Shaping plans: one for each combination of features, script and language.
    pub(super) plans: Mutex<Vec<(PlanKey, Arc<ShapePlan>)>>,
    /// The subsets that were made so far.
    pub(super) subsets: Mutex<Vec<Arc<Subset>>>,
    /// The damage that was found when it was used.
    damage: OnceLock<Damage>,
    /// The data that a backend derived from it.
    read: OnceLock<Box<dyn Any + Send + Sync>>,
}

/// The values that a shaping plan depends on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlanKey {
    pub(super) features: Vec<Feature>,
    pub(super) script: [u8; 4],
    pub(super) language: Option<String>,
}

/// The bytes of a face.
enum FaceData {
    Bundled(&'static [u8]),
    /// A font in a file. Its tables are read when they are first needed, so that a face that is only listed costs little.
    File {
        file: Arc<FontFile>,
        nth: usize,
        /// The location on the axes of a variable font. Empty for a static font.
        location: Vec<(Tag, f32)>,
        /// The face as a static font in a file of its own. Empty if it could not be read. Only the backends need it.
        whole: OnceLock<Arc<[u8]>>,
    },
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.family, self.description.style())
    }
}

impl Face {
    pub(super) fn bundled(family: &str, bold: bool, italic: bool, classification: Classification, data: &'static [u8]) -> Self {
        Self::new(Description::bundled(family, bold, italic), Some(classification), FaceData::Bundled(data))
    }

    fn new(description: Description, declared: Option<Classification>, data: FaceData) -> Self {
        Self {
            family: description.family.clone(),
            bold: description.is_bold(),
            italic: description.italic,
            description,
            declared,
            data,
            font: OnceLock::new(),
            metrics: OnceLock::new(),
            plans: Mutex::default(),
            subsets: Mutex::default(),
            damage: OnceLock::new(),
            read: OnceLock::new(),
        }
    }

    /// The faces of a font in a file. A static font has one.
    ///
    /// # Errors
    /// If the font has no outlines, no characters or no family name, or is damaged.
    pub(super) fn of_file(file: &Arc<FontFile>, nth: usize) -> Result<Vec<Self>, Unusable> {
        guarded(|| Self::read(file, nth)).unwrap_or(Err(Unusable::Damaged(Damage::Contradiction)))
    }

    fn read(file: &Arc<FontFile>, nth: usize) -> Result<Vec<Self>, Unusable> {
        let has = |tag| file.has(nth, tag);
        if ![b"glyf", b"CFF ", b"CFF2"].into_iter().any(has) {
            let pictures = [b"CBDT", b"sbix", b"SVG "].into_iter().any(has);
            return Err(if pictures { Unusable::Pictures } else { Unusable::NoOutlines });
        }
        if !has(b"cmap") {
            return Err(Unusable::NoCharacters);
        }
        let font = font_of(file, nth).ok_or(Damage::Unreadable)?;
        check_tables(file, nth, &font)?;
        let description = Description::of(&font)?;
        let of_file = |description, location| {
            let data = FaceData::File { file: Arc::clone(file), nth, location, whole: OnceLock::new() };
            Self::new(description, None, data)
        };
        if font.axes().is_empty() {
            if has(b"CFF2") {
                return Err(Unusable::Cff2);
            }
            return Ok(vec![Self { font: OnceLock::from(font), ..of_file(description, Vec::new()) }]);
        }
        let face = |Instance { description, location }| {
            let font = font.instance_builder().variations(location.iter().copied()).build();
            Self { font: OnceLock::from(font), ..of_file(description, location) }
        };
        Ok(instances(&font, &description).into_iter().map(face).collect())
    }

    /// The face as a static font in a file of its own. Empty if its file could not be read.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        match &self.data {
            FaceData::Bundled(data) => data,
            FaceData::File { whole, .. } => whole.get_or_init(|| self.whole_font()),
        }
    }

    /// The style in words, such as `regular`, `light italic` or `condensed bold`.
    #[must_use]
    pub fn style(&self) -> String {
        self.description.style()
    }

    /// Whether it is bundled with chapbook. The outlines of a bundled face are not checked for damage.
    #[must_use]
    pub const fn is_bundled(&self) -> bool {
        matches!(self.data, FaceData::Bundled(_))
    }

    /// Whether the face has small capitals: the feature `smcp` in its table of substitutions.
    #[must_use]
    pub fn has_small_capitals(&self) -> bool {
        let Ok(features) = self.font().tables().gsub().and_then(|substitutions| substitutions.feature_list()) else { return false };
        features.feature_records().iter().any(|record| record.feature_tag() == Tag::new(b"smcp"))
    }

    /// The sort key of the style.
    #[must_use]
    pub fn rank(&self) -> StyleRank {
        StyleRank { width: self.description.width, weight: self.description.weight, italic: self.italic }
    }

    /// Whether the face is known to have serifs: by its OS/2 table, or for a bundled face that leaves it open there, by the list of bundled
    /// families.
    #[must_use]
    pub fn has_serifs(&self) -> bool {
        Classification::of(self.data()).or(self.declared) == Some(Classification::Serif)
    }

    /// Whether all glyphs have the same advance, as the `post` table states.
    #[must_use]
    pub fn is_fixed_pitch(&self) -> bool {
        is_fixed_pitch(self.data())
    }

    /// The whole font file, for a caller that keeps it. The bytes are not copied.
    #[must_use]
    pub fn shared_data(&self) -> Arc<dyn AsRef<[u8]> + Send + Sync> {
        match &self.data {
            FaceData::Bundled(data) => Arc::new(*data),
            FaceData::File { whole, .. } => Arc::new(Arc::clone(whole.get_or_init(|| self.whole_font()))),
        }
    }

    /// Records what turned out to be wrong with the face. Only the first damage is kept. The caller may continue with incomplete results,
    /// because the build reports the file and starts again without it.
    pub fn fail(&self, damage: Damage) {
        let _ = self.damage.set(damage);
    }

    /// The result of `work`. `None` if it panicked; then the face is recorded as damaged.
    pub fn guarded<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        let result = guarded(work);
        if result.is_none() {
            self.fail(Damage::Contradiction);
        }
        result
    }

    /// The file of the face, with its damage. `None` if no damage was found, or if the face is bundled.
    pub(super) fn broken(&self) -> Option<BrokenFont> {
        let (FaceData::File { file, .. }, Some(damage)) = (&self.data, self.damage.get()) else { return None };
        Some(BrokenFont { path: file.path()?.to_owned(), damage: damage.clone() })
    }

    /// The data that a backend derives from the face. The first call stores the result of `read` for all editions; later calls return it.
    /// `None` if a value of another type was stored.
    pub fn kept<T: Any + Send + Sync>(&self, read: impl FnOnce() -> T) -> Option<&T> {
        self.read.get_or_init(|| Box::new(read())).downcast_ref()
    }

    /// A face of a file as a static font in a file of its own. Empty if that cannot be made; then the face is recorded as damaged.
    fn whole_font(&self) -> Arc<[u8]> {
        let FaceData::File { file, nth, location, .. } = &self.data else { return Arc::default() };
        let font = file.font(*nth).unwrap_or_default();
        let whole = if location.is_empty() {
            Some(font)
        } else {
            // `allsorts` follows the components of a glyph without a limit, so the outlines are checked first.
            let is_sound = check_outlines(self.font(), 0..u16::try_from(self.glyph_count()).unwrap_or(u16::MAX)).is_ok();
            instanced(&font, location).filter(|_| is_sound)
        };
        whole
            .unwrap_or_else(|| {
                self.fail(Damage::Variations);
                Vec::new()
            })
            .into()
    }

    /// The parsed font.
    pub(super) fn font(&self) -> &Font {
        self.font.get_or_init(|| {
            let font = match &self.data {
                FaceData::Bundled(data) => Font::new(*data, 0),
                FaceData::File { file, nth, .. } => font_of(file, *nth),
            };
            font.expect("the bundled faces are fonts (a test reads them all), and a font of a file is parsed table by table")
        })
    }

    /// The PostScript name, such as "Alegreya-BoldItalic".
    #[must_use]
    pub fn postscript_name(&self) -> String {
        let style: String = self.description.style().split([' ', '-']).map(capitalized).collect();
        let family: String = self.family.chars().filter(char::is_ascii_alphanumeric).collect();
        if family.is_empty() { format!("Font-{style}") } else { format!("{family}-{style}") }
    }

    /// The metrics of the face. Those that the font lacks are estimated from the em.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        *self.metrics.get_or_init(|| self.measured())
    }

    #[expect(clippy::cast_possible_truncation, reason = "font units are 16-bit integers handed over as floats")]
    fn measured(&self) -> Metrics {
        let font = self.font();
        let metrics = font.metrics();
        let units = |value: f64| value.round() as i64;
        let em = i64::from(font.units_per_em());
        let bounds = metrics.bounds;
        let line = metrics.typo_line.or(metrics.hhea_line);
        Metrics {
            units_per_em: em,
            ascent: line.map_or(em * 3 / 4, |line| units(line.ascender.to_f64())),
            descent: line.map_or(-em / 4, |line| units(line.descender.to_f64())),
            cap_height: metrics.cap_height.map_or(em * 7 / 10, |height| units(height.to_f64())),
            x_height: metrics.x_height.map_or(em / 2, |height| units(height.to_f64())),
            bounds: [
                units(bounds.x_min.to_f64()),
                units(bounds.y_min.to_f64()),
                units(bounds.x_max.to_f64()),
                units(bounds.y_max.to_f64()),
            ],
            italic_angle: font.style_metrics().italic_angle.map_or(0.0, |angle| angle.to_f64()),
        }
    }

    /// The glyph of a character. `None` if the face does not have the character.
    #[must_use]
    pub fn glyph(&self, character: char) -> Option<u16> {
        let glyph = self.font().charmap().map_unicode(character)?.to_u32();
        // The character map of a damaged font may name glyphs that the font does not have.
        u16::try_from(glyph).ok().filter(|&glyph| glyph != 0 && u32::from(glyph) < self.glyph_count())
    }

    /// Whether the face has the character.
    #[must_use]
    pub fn covers(&self, character: char) -> bool {
        self.glyph(character).is_some()
    }

    /// The advance of a glyph, in font units.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "font units are 16-bit integers handed over as floats")]
    pub fn advance(&self, glyph: u16) -> i64 {
        self.font().glyph_metrics().h_advance(u32::from(glyph).into()).round() as i64
    }

    /// The box around the outline of a glyph, in font units: left, bottom, right, top. `None` if the glyph is blank.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "font units are 16-bit integers handed over as floats")]
    pub fn ink(&self, glyph: u16) -> Option<[i64; 4]> {
        let extents = self.font().glyph_metrics().extents(u32::from(glyph).into())?;
        let (right, bottom) = (extents.x_bearing + extents.width, extents.y_bearing - extents.height);
        let is_blank = extents.width <= 0.0 || extents.height <= 0.0;
        (!is_blank).then(|| [extents.x_bearing, bottom, right, extents.y_bearing].map(|side| side.round() as i64))
    }

    /// The number of glyphs.
    #[must_use]
    pub fn glyph_count(&self) -> u32 {
        self.font().num_glyphs()
    }
}

/// The font of a file as the shaper reads it: each table when it is first needed.
fn font_of(file: &Arc<FontFile>, nth: usize) -> Option<Font> {
    let file = Arc::clone(file);
    let read: Arc<dyn Fn(Tag) -> Option<Blob> + Send + Sync> = Arc::new(move |tag| file.table(nth, tag).map(Blob::from));
    Font::new(Source::from(read), 0)
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
