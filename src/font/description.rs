//! What a font says of itself: its family, weight, width and slope, from the tables `name`, `OS/2` and `head`.
use harfrust::Font;
use read_fonts::TableProvider;
use read_fonts::tables::head::MacStyle;
use read_fonts::tables::os2::SelectionFlags;
use read_fonts::types::NameId;

use super::error::Unusable;

/// The weight of a regular face (OpenType, `usWeightClass`).
pub(super) const REGULAR: u16 = 400;
/// The weight of a bold face.
pub(super) const BOLD: u16 = 700;
/// The weight of a semi-bold face, the lightest that counts as bold.
const SEMI_BOLD: u16 = 600;
/// The width of a face that is neither condensed nor expanded (OpenType, `usWidthClass`).
pub(super) const NORMAL_WIDTH: u16 = 5;

/// What a face is called and what it looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Description {
    /// The family, in English if the font says it in English.
    pub(super) family: String,
    /// Other names by which authors may choose the face: the family in other languages, and the family of four styles that it belongs to,
    /// such as "Inter Light".
    pub(super) names: Vec<String>,
    /// The weight, from 1 to 1000.
    pub(super) weight: u16,
    /// The width, from 1 (ultra-condensed) to 9 (ultra-expanded).
    pub(super) width: u16,
    /// Whether it is italic or oblique.
    pub(super) italic: bool,
}

impl Description {
    /// The description of a bundled face.
    pub(super) fn bundled(family: &str, bold: bool, italic: bool) -> Self {
        let weight = if bold { BOLD } else { REGULAR };
        Self { family: family.to_owned(), names: Vec::new(), weight, width: NORMAL_WIDTH, italic }
    }

    /// Reads the tables of a font.
    ///
    /// # Errors
    /// If the font has no family name.
    pub(super) fn of(font: &Font) -> Result<Self, Unusable> {
        let all = |id: NameId| -> Vec<String> {
            let names = font.names().get(id);
            let first = names.iter().filter_map(|name| name.english_or_first());
            let others = names.iter().flat_map(|name| name.iter());
            let texts = first.chain(others).map(|name| name.name().chars().collect::<String>().trim().to_owned());
            texts.filter(|text| !text.is_empty()).collect()
        };
        let (typographic, linked) = (all(NameId::TYPOGRAPHIC_FAMILY_NAME), all(NameId::FAMILY_NAME));
        let family = typographic.first().or(linked.first()).cloned().ok_or(Unusable::NoName)?;
        let mut names: Vec<String> = Vec::new();
        for name in typographic.into_iter().chain(linked) {
            if !is_same(&name, &family) && !names.iter().any(|known| is_same(known, &name)) {
                names.push(name);
            }
        }
        let styles = [all(NameId::TYPOGRAPHIC_SUBFAMILY_NAME), all(NameId::SUBFAMILY_NAME)];
        let style = styles.iter().find_map(|styles| styles.first()).map(|style| style.to_lowercase()).unwrap_or_default();
        let measured = measured(font, &style);
        let (weight, width) = (measured.weight, measured.width);
        Ok(Self { family, names, weight, width, italic: measured.is_slanted || style.contains("italic") || style.contains("oblique") })
    }

    /// Whether it is bold.
    pub(super) fn is_bold(&self) -> bool {
        self.weight >= SEMI_BOLD
    }

    /// Whether the weight, the width and the slope are the same.
    pub(super) fn is_same_style(&self, other: &Self) -> bool {
        (self.weight, self.width, self.italic) == (other.weight, other.width, other.italic)
    }

    /// All names of the face.
    pub(super) fn all_names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.family).chain(&self.names).map(String::as_str)
    }

    /// Whether a name is one of its other names, without regard to case.
    pub(super) fn has_name(&self, name: &str) -> bool {
        self.names.iter().any(|known| is_same(known, name))
    }

    /// The style in words: `light italic`, `condensed bold`, `regular`.
    pub(super) fn style(&self) -> String {
        let width = match self.width {
            ..=1 => "ultra-condensed",
            2 => "extra-condensed",
            3 => "condensed",
            4 => "semi-condensed",
            5 => "",
            6 => "semi-expanded",
            7 => "expanded",
            8 => "extra-expanded",
            9.. => "ultra-expanded",
        };
        let weight = match self.weight {
            ..150 => "thin",
            150..250 => "extra-light",
            250..350 => "light",
            350..450 => "",
            450..550 => "medium",
            550..650 => "semi-bold",
            650..750 => "bold",
            750..850 => "extra-bold",
            850.. => "black",
        };
        let words: Vec<&str> =
            [width, weight, if self.italic { "italic" } else { "" }].into_iter().filter(|word| !word.is_empty()).collect();
        if words.is_empty() { "regular".to_owned() } else { words.join(" ") }
    }
}

/// The style of a face by its tables.
struct MeasuredStyle {
    weight: u16,
    width: u16,
    is_slanted: bool,
}

/// The style of a face by its tables. `style` is the name of the style in lower case. It is used where an old font leaves a number at its
/// default.
fn measured(font: &Font, style: &str) -> MeasuredStyle {
    let tables = font.tables();
    let (os2, head) = (tables.os2().ok(), tables.head().ok());
    let selection = os2.as_ref().map_or(SelectionFlags::empty(), |os2| os2.fs_selection());
    let mac = head.map_or(MacStyle::empty(), |head| head.mac_style());
    let stated = os2.as_ref().map_or(REGULAR, |os2| match os2.us_weight_class() {
        // Some old fonts count from 1 to 9.
        class @ 1..=9 => class * 100,
        0 => REGULAR,
        class => class.min(1000),
    });
    let says_bold = selection.contains(SelectionFlags::BOLD) || mac.contains(MacStyle::BOLD);
    let is_bold = says_bold || (stated == REGULAR && style.split(' ').any(|word| word == "bold"));
    let weight = if is_bold && stated < SEMI_BOLD { BOLD } else { stated };
    let width = os2.as_ref().map_or(NORMAL_WIDTH, |os2| match os2.us_width_class() {
        class @ 1..=9 => class,
        _ => NORMAL_WIDTH,
    });
    let named = if style.contains("condensed") {
        3
    } else if style.contains("expanded") {
        7
    } else {
        NORMAL_WIDTH
    };
    let slants = SelectionFlags::ITALIC | SelectionFlags::OBLIQUE;
    let is_slanted = selection.intersects(slants) || mac.contains(MacStyle::ITALIC);
    MeasuredStyle { weight, width: if width == NORMAL_WIDTH { named } else { width }, is_slanted }
}

/// Whether two names are the same without regard to case.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || a.to_lowercase() == b.to_lowercase()
}
