//! Shapes text: turns characters into the glyphs of a face. `harfrust` implements the rules of HarfBuzz.
use std::sync::{Arc, PoisonError};

use harfrust::{Buffer, ClusterLevel, Direction, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};

use super::error::Damage;
use super::face::PlanKey;
use super::{Face, FaceId};

/// An OpenType feature that is switched on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature {
    /// Its tag, such as `smcp` or `onum`.
    pub tag: [u8; 4],
    /// 1 for on, 0 for off.
    pub value: u32,
}

/// A shaped glyph. Lengths are in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Glyph {
    /// The number of the glyph in the whole font.
    pub id: u16,
    /// Whether the text must be shaped as a whole here: if it were divided before this cluster and each side shaped on its own, they could
    /// have other glyphs or positions (HarfBuzz, `HB_GLYPH_FLAG_UNSAFE_TO_BREAK`).
    pub joined: bool,
    /// The byte of the text at which its cluster begins.
    pub cluster: u32,
    /// The distance to the next glyph.
    pub advance: i32,
    /// How far to the right of its position it is drawn.
    pub x_offset: i32,
    /// How far above its position it is drawn.
    pub y_offset: i32,
}

/// Shapes text in one face with one set of features. It reuses its buffer from call to call.
pub struct Shaper<'a> {
    /// The face.
    pub face: FaceId,
    shaped: &'a Face,
    font: ShaperFont<'a, 'static>,
    glyph_count: u32,
    features: Vec<harfrust::Feature>,
    /// `None` if the face is damaged.
    plan: Option<Arc<ShapePlan>>,
    direction: Direction,
    script: Option<Script>,
    language: Option<Language>,
    buffer: Option<Buffer>,
}

impl<'a> Shaper<'a> {
    /// A shaper for a face, features, an OpenType script (`latn`, `cyrl`, `grek`, `hebr`…) and a language tag. The script determines the
    /// direction.
    #[must_use]
    pub fn new(id: FaceId, face: &'a Face, features: &[Feature], script: [u8; 4], language: Option<&str>) -> Self {
        let key = PlanKey { features: features.to_vec(), script, language: language.map(str::to_owned) };
        let features: Vec<harfrust::Feature> =
            features.iter().map(|feature| harfrust::Feature::new(Tag::new(&feature.tag), feature.value, ..)).collect();
        let backwards = matches!(&script, b"hebr" | b"arab" | b"syrc" | b"thaa");
        let direction = if backwards { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = Script::from_iso15924_tag(iso15924(script));
        let language = language.and_then(Language::new);
        let font = face.font();
        let mut plans = face.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let plan = match plans.iter().find(|(known, _)| *known == key) {
            Some((_, plan)) => Some(Arc::clone(plan)),
            None => {
                let plan = face.guarded(|| Arc::new(ShapePlan::new(font, direction, script, language.as_ref(), &features)));
                plans.extend(plan.clone().map(|plan| (key, plan)));
                plan
            }
        };
        Self {
            face: id,
            shaped: face,
            font: ShaperFont::new(font),
            glyph_count: face.glyph_count(),
            features,
            plan,
            direction,
            script,
            language,
            buffer: Some(Buffer::new()),
        }
    }

    /// Shapes a text of one script. The glyphs are in order from left to right, whatever the direction of the script. Empty if `harfrust`
    /// fails, because the face is damaged.
    pub fn shape(&mut self, text: &str) -> Vec<Glyph> {
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
        buffer.push_str(text);
        buffer.set_direction(self.direction);
        buffer.set_script(self.script);
        buffer.set_language(self.language.clone());
        buffer.set_cluster_level(ClusterLevel::MonotoneGraphemes);
        let Some(plan) = &self.plan else { return Vec::new() };
        let options = ShapeOptions::new().plan(Some(plan)).features(&self.features);
        let glyphs = match self.shaped.guarded(|| harfrust::shape(&self.font, &mut buffer, options)) {
            Some(Ok(())) => buffer
                .glyph_infos()
                .iter()
                .zip(buffer.glyph_positions())
                .map(|(info, position)| Glyph {
                    // A damaged font may substitute glyphs that it does not have.
                    id: u16::try_from(info.glyph_id).ok().filter(|id| u32::from(*id) < self.glyph_count).unwrap_or(0),
                    joined: info.unsafe_to_break(),
                    cluster: info.cluster,
                    advance: position.x_advance,
                    x_offset: position.x_offset,
                    y_offset: position.y_offset,
                })
                .collect(),
            Some(Err(error)) => {
                self.shaped.fail(Damage::Rejected(error.to_string()));
                Vec::new()
            }
            None => Vec::new(),
        };
        self.buffer = Some(buffer);
        glyphs
    }
}

/// The ISO 15924 code for an OpenType script tag. Tags are in lower case; codes begin with a capital.
fn iso15924(script: [u8; 4]) -> Tag {
    let mut tag = script;
    tag[0] = tag[0].to_ascii_uppercase();
    Tag::new(&tag)
}
