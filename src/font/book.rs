//! The faces of a build: the bundled ones and those of `--font-path`. Fonts of the system are never used.
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::classification::Classification;
use super::{Face, FaceId, FontError, Shaping};

/// All faces of a build. Their order is fixed, so that ids are the same in every build.
#[derive(Debug, Default)]
pub struct FontBook {
    faces: Vec<Face>,
    /// The positions of the faces of last resort.
    last_resort: Range<usize>,
    /// The shapings that were requested so far.
    pub(super) shapings: Mutex<Vec<Arc<Shaping>>>,
}

/// A face in the binary.
#[cfg_attr(not(feature = "bundled-fonts"), allow(dead_code, reason = "no face is in the binary"))]
struct Bundled {
    family: &'static str,
    bold: bool,
    italic: bool,
    /// Stated here because most of these files leave it open in their OS/2 table.
    classification: Classification,
    data: &'static [u8],
}

#[cfg(feature = "bundled-fonts")]
macro_rules! bundled {
    ($($folder:literal $stem:literal $family:literal $classification:ident;)*) => {
        const BUNDLED: &[Bundled] = &[$(
            bundled!($folder $stem $family $classification, false, false, "Regular"),
            bundled!($folder $stem $family $classification, false, true, "Italic"),
            bundled!($folder $stem $family $classification, true, false, "Bold"),
            bundled!($folder $stem $family $classification, true, true, "BoldItalic"),
        )*];
    };
    ($folder:literal $stem:literal $family:literal $classification:ident, $bold:literal, $italic:literal, $style:literal) => {
        Bundled {
            family: $family,
            bold: $bold,
            italic: $italic,
            classification: Classification::$classification,
            data: include_bytes!(concat!("../../fonts/", $folder, "/", $stem, "-", $style, ".ttf")),
        }
    };
}
#[cfg(feature = "bundled-fonts")]
bundled! {
    "alegreya" "Alegreya" "Alegreya" Serif;
    "alegreya-sans" "AlegreyaSans" "Alegreya Sans" SansSerif;
    "literata" "Literata" "Literata" Serif;
    "jetbrains-mono" "JetBrainsMono" "JetBrains Mono" SansSerif;
    "atkinson-hyperlegible-next" "AtkinsonHyperlegibleNext" "Atkinson Hyperlegible Next" SansSerif;
}
/// Faces that no design uses. A character that no other face has is set in the first of these families that has it.
#[cfg(feature = "bundled-fonts")]
const LAST_RESORT: &[Bundled] = &[
    bundled!("gentium-plus" "GentiumPlus" "Gentium Plus" Serif, false, false, "Regular"),
    bundled!("gentium-plus" "GentiumPlus" "Gentium Plus" Serif, false, true, "Italic"),
    Bundled {
        family: "DejaVu Sans",
        bold: false,
        italic: false,
        classification: Classification::SansSerif,
        data: include_bytes!("../../fonts/dejavu-sans/DejaVuSans.ttf"),
    },
];
#[cfg(not(feature = "bundled-fonts"))]
const LAST_RESORT: &[Bundled] = &[];
#[cfg(not(feature = "bundled-fonts"))]
const BUNDLED: &[Bundled] = &[];

impl FontBook {
    /// The bundled faces.
    #[must_use]
    pub fn bundled() -> Self {
        let faces = BUNDLED.iter().chain(LAST_RESORT);
        let faces: Vec<Face> =
            faces.map(|face| Face::bundled(face.family, face.bold, face.italic, face.classification, face.data)).collect();
        Self { last_resort: BUNDLED.len()..faces.len(), faces, shapings: Mutex::default() }
    }

    /// Adds the faces of a file, or of all `.ttf` and `.otf` files of a folder in the order of their names.
    ///
    /// # Errors
    /// If the path cannot be read, or a file is not a static TrueType or OpenType font.
    pub fn add_path(&mut self, path: &Path) -> Result<(), FontError> {
        let unreadable = |source| FontError::Read { path: path.to_owned(), source };
        if path.is_dir() {
            let mut files: Vec<PathBuf> = Vec::new();
            for entry in std::fs::read_dir(path).map_err(unreadable)? {
                files.push(entry.map_err(unreadable)?.path());
            }
            files.retain(|file| file.extension().is_some_and(|x| x.eq_ignore_ascii_case("ttf") || x.eq_ignore_ascii_case("otf")));
            files.sort();
            return files.iter().try_for_each(|file| self.add_path(file));
        }
        let data = std::fs::read(path).map_err(unreadable)?;
        let face = Face::read(data).ok_or_else(|| FontError::Format(path.display().to_string()))?;
        self.faces.push(face);
        Ok(())
    }

    /// All faces, by [`FaceId`].
    #[must_use]
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The face with an id.
    ///
    /// # Panics
    /// If this book has no face with that id. It has one for every id that it returned.
    #[must_use]
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The face of a family in a style, or in the nearest style that the family has. The name is compared without regard to case. If
    /// several faces have the same name and style, the one that was added last is found. `None` if there is no such family.
    #[must_use]
    pub fn find(&self, family: &str, bold: bool, italic: bool) -> Option<FaceId> {
        let distance = |face: &Face| u8::from(face.bold != bold) * 2 + u8::from(face.italic != italic);
        let found = (0..self.faces.len())
            .rev()
            .filter(|&at| self.faces[at].family.eq_ignore_ascii_case(family))
            .min_by_key(|&at| distance(&self.faces[at]))?;
        u16::try_from(found).ok().map(FaceId)
    }

    /// A face that has a character: `wanted` itself, or else one of the same style, or else any other. Faces of last resort are not
    /// considered. `None` if no face has the character.
    #[must_use]
    pub fn covering(&self, wanted: FaceId, character: char) -> Option<FaceId> {
        let first = self.face(wanted);
        if first.covers(character) {
            return Some(wanted);
        }
        let found = (0..self.faces.len())
            .filter(|at| !self.last_resort.contains(at) && self.faces[*at].covers(character))
            .min_by_key(|&at| (self.faces[at].bold != first.bold, self.faces[at].italic != first.italic, at))?;
        u16::try_from(found).ok().map(FaceId)
    }

    /// A face of last resort that has a character: in the first such family, the one that is italic if `wanted` is, or else any. `None` if
    /// none has the character.
    #[must_use]
    pub fn last_resort(&self, wanted: FaceId, character: char) -> Option<FaceId> {
        let italic = self.face(wanted).italic;
        let covering = || self.last_resort.clone().filter(|&at| self.faces[at].covers(character));
        let first = &self.faces[covering().next()?].family;
        let found = covering().filter(|&at| self.faces[at].family == *first).min_by_key(|&at| (self.faces[at].italic != italic, at))?;
        u16::try_from(found).ok().map(FaceId)
    }

    /// The names of the families, each once, in the order in which they were added.
    #[must_use]
    pub fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = Vec::new();
        for face in &self.faces {
            if !families.contains(&face.family.as_str()) {
                families.push(&face.family);
            }
        }
        families
    }
}
