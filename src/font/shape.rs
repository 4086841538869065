//! Text and face to glyphs, through HarfBuzz's rules as `harfrust` has them.
use std::sync::{Arc, PoisonError};

use harfrust::{Buffer, ClusterLevel, Direction, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};

use super::face::PlanKey;
use super::{Face, FaceId};

/// An OpenType feature switched on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature {
    /// Its tag: `smcp`, `onum`…
    pub tag: [u8; 4],
    /// 1 for on, 0 for off.
    pub value: u32,
}

/// A shaped glyph, measured in units of the em.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Glyph {
    /// The glyph's number in the whole font.
    pub id: u16,
    /// If the text were parted before its cluster, both sides could have other glyphs, or places, than they have together.
    pub joined: bool,
    /// The byte of the text at which its cluster begins.
    pub cluster: u32,
    /// To the next glyph.
    pub advance: i32,
    /// Drawn so far to the right.
    pub x_offset: i32,
    /// Drawn so far above.
    pub y_offset: i32,
}

/// Shapes text of one face with one set of features; keeps its buffer from call to call.
pub struct Shaper<'a> {
    /// The face.
    pub face: FaceId,
    font: ShaperFont<'a, 'static>,
    features: Vec<harfrust::Feature>,
    plan: Arc<ShapePlan>,
    direction: Direction,
    script: Option<Script>,
    language: Option<Language>,
    buffer: Option<Buffer>,
}

impl<'a> Shaper<'a> {
    /// A shaper for a face, features, a script (`latn`, `cyrl`, `grek`, `hebr`…) and a language. The script decides the
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
            Some((_, plan)) => Arc::clone(plan),
            None => {
                let plan = Arc::new(ShapePlan::new(font, direction, script, language.as_ref(), &features));
                plans.push((key, Arc::clone(&plan)));
                plan
            }
        };
        Self { face: id, font: ShaperFont::new(font), features, plan, direction, script, language, buffer: Some(Buffer::new()) }
    }

    /// Shapes a text of one script; the glyphs come from left to right, whichever way the script is read. Text that cannot be shaped at all (which no plan of ours makes happen)
    /// gives no glyphs.
    pub fn shape(&mut self, text: &str) -> Vec<Glyph> {
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
        buffer.push_str(text);
        buffer.set_direction(self.direction);
        buffer.set_script(self.script);
        buffer.set_language(self.language.clone());
        buffer.set_cluster_level(ClusterLevel::MonotoneGraphemes);
        let options = ShapeOptions::new().plan(Some(&self.plan)).features(&self.features);
        let glyphs = match harfrust::shape(&self.font, &mut buffer, options) {
            Ok(()) => buffer
                .glyph_infos()
                .iter()
                .zip(buffer.glyph_positions())
                .map(|(info, position)| Glyph {
                    id: u16::try_from(info.glyph_id).unwrap_or(0),
                    joined: info.unsafe_to_break(),
                    cluster: info.cluster,
                    advance: position.x_advance,
                    x_offset: position.x_offset,
                    y_offset: position.y_offset,
                })
                .collect(),
            Err(_) => Vec::new(),
        };
        self.buffer = Some(buffer);
        glyphs
    }
}

/// OpenType script tags are lower case, ISO 15924 codes begin with a capital.
fn iso15924(script: [u8; 4]) -> Tag {
    let mut tag = script;
    tag[0] = tag[0].to_ascii_uppercase();
    Tag::new(&tag)
}
