//! The faces of a variable font: one for each weight that a book may name, upright and, if the font has an axis for it, italic.
//!
//! The axes are those that OpenType registers ("Registered design-variation axis tags"). Other axes stay at their defaults.
use harfrust::{Font, Tag};

use super::description::{BOLD, Description, NORMAL_WIDTH, REGULAR};

/// The size of the text of a book in points. Fonts with an optical size axis are set at this size.
const TEXT_SIZE: f32 = 11.0;
/// The normal width in per cent.
const FULL_WIDTH: f32 = 100.0;
/// The slope of oblique letters in degrees, if the font can lean so far.
const SLOPE: f32 = -12.0;

/// A face of a variable font: what it is called, and its location on the axes.
pub(super) struct Instance {
    pub(super) description: Description,
    pub(super) location: Vec<(Tag, f32)>,
}

/// The faces of a variable font. `whole` describes the font at its default location. The weights are those of the named instances, and 400
/// and 700 or the nearest that the font has.
pub(super) fn instances(font: &Font, whole: &Description) -> Vec<Instance> {
    let axis = |tag: &[u8; 4]| font.axes().get_by_tag(Tag::new(tag));
    let clamped = |tag: &[u8; 4], value: f32| Some((Tag::new(tag), axis(tag).map(|axis| value.clamp(axis.min_value(), axis.max_value()))?));
    let weight = axis(b"wght");
    let mut weights: Vec<(u16, Option<String>)> = Vec::new();
    for instance in font.named_instances().iter() {
        let at = instance.variations().find(|variation| variation.tag == Tag::new(b"wght"));
        let name = font.names().get(instance.subfamily_name()).and_then(|name| name.english_or_first());
        let name: Option<String> = name.map(|name| name.name().chars().collect());
        weights.extend(at.map(|at| (rounded(at.value), name)));
    }
    // Many web fonts are named after their default weight: "Noto Serif SC ExtraLight".
    let stripped = weights.iter().find_map(|(_, name)| whole.family.strip_suffix(name.as_deref()?)?.strip_suffix(' '));
    let family = stripped.unwrap_or(&whole.family).to_owned();
    let regular_and_bold = [REGULAR, BOLD].map(|wanted| match weight {
        Some(axis) => rounded(f32::from(wanted).clamp(axis.min_value(), axis.max_value())),
        None => whole.weight,
    });
    weights.extend(regular_and_bold.map(|weight| (weight, None)));
    weights.sort_by_key(|(weight, _)| *weight);
    weights.dedup_by_key(|(weight, _)| *weight);
    let width = clamped(b"wdth", FULL_WIDTH);
    let leans = axis(b"ital").is_some_and(|axis| axis.max_value() >= 1.0) || axis(b"slnt").is_some_and(|axis| axis.min_value() < 0.0);
    let slopes = if leans && !whole.italic { vec![false, true] } else { vec![whole.italic] };
    let mut faces = Vec::new();
    for (weight, name) in &weights {
        for italic in &slopes {
            let slope = if leans && *italic && !whole.italic { [clamped(b"ital", 1.0), clamped(b"slnt", SLOPE)] } else { [None; 2] };
            let place = [clamped(b"wght", f32::from(*weight)), width, clamped(b"opsz", TEXT_SIZE)];
            let mut names = whole.names.clone();
            names.extend(name.as_ref().map(|name| format!("{family} {}", name.replace("Italic", "").trim())));
            faces.push(Instance {
                description: Description {
                    family: family.clone(),
                    names,
                    weight: *weight,
                    width: width.map_or(whole.width, |(_, percent)| width_class(percent)),
                    italic: *italic,
                },
                location: place.into_iter().chain(slope).flatten().collect(),
            });
        }
    }
    faces
}

/// The width class (OpenType, `usWidthClass`) nearest to a width in per cent of the normal one.
fn width_class(percent: f32) -> u16 {
    const PERCENT: [f32; 9] = [50.0, 62.5, 75.0, 87.5, 100.0, 112.5, 125.0, 150.0, 200.0];
    let distance = |class: &u16| (PERCENT[usize::from(*class) - 1] - percent).abs();
    (1..=9).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(NORMAL_WIDTH)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is between 1 and 1000")]
fn rounded(weight: f32) -> u16 {
    weight.clamp(1.0, 1000.0).round() as u16
}
