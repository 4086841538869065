//! The faces of a build: the bundled ones, those of the book and of `--font-path`, and system fonts if the book uses them.
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::classification::Classification;
use super::description::{BOLD, Description, NORMAL_WIDTH, REGULAR, is_same};
use super::emoji::{is_pictograph, is_shown};
use super::file::FontFile;
use super::folder::FontFolder;
use super::{BrokenFont, Face, FaceId, FontError, Shaping, SkippedFile, SymbolicLinks, Unusable};

/// All faces of a build. Their order is fixed, so that ids are the same in every build.
#[derive(Debug, Default)]
pub struct FontBook {
    faces: Vec<Face>,
    /// The number of bundled faces, which come first.
    bundled: usize,
    /// The positions of the faces of last resort.
    last_resort: Range<usize>,
    /// The face of formulas. It is not among the others, so that text never depends on it.
    math: Option<Face>,
    /// The position of the first system font. System fonts come last, and are found only by name. `None` if none were added.
    system: Option<usize>,
    /// Files that turned out to be damaged when they were used. They are skipped.
    broken: Vec<BrokenFont>,
    /// The shapings that were requested so far.
    pub(super) shapings: Mutex<Vec<Arc<Shaping>>>,
}

/// The family of emoji, the last of the faces of last resort.
const EMOJI: &str = "Noto Emoji";

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
    bundled!("noto-emoji" "NotoEmoji" "Noto Emoji" SansSerif, false, false, "Regular"),
];
/// The face of formulas.
#[cfg(feature = "bundled-fonts")]
const MATH: Option<Bundled> = Some(Bundled {
    family: "STIX Two Math",
    bold: false,
    italic: false,
    classification: Classification::Serif,
    data: include_bytes!("../../fonts/stix-two-math/STIXTwoMath-Regular.otf"),
});
#[cfg(not(feature = "bundled-fonts"))]
const MATH: Option<Bundled> = None;
/// The id of the face of formulas. It is the last id that there can be, so it moves no other.
const MATH_ID: FaceId = FaceId(u16::MAX);
#[cfg(not(feature = "bundled-fonts"))]
const LAST_RESORT: &[Bundled] = &[];
#[cfg(not(feature = "bundled-fonts"))]
const BUNDLED: &[Bundled] = &[];

impl FontBook {
    /// The bundled faces.
    #[must_use]
    pub fn bundled() -> Self {
        let face = |face: &Bundled| Face::bundled(face.family, face.bold, face.italic, face.classification, face.data);
        let faces: Vec<Face> = BUNDLED.iter().chain(LAST_RESORT).map(face).collect();
        let math = MATH.as_ref().map(face);
        Self { bundled: faces.len(), last_resort: BUNDLED.len()..faces.len(), faces, math, ..Self::default() }
    }

    /// The same faces. Skips the damaged files in `broken` when files are added later.
    #[must_use]
    pub fn without(mut self, broken: &[BrokenFont]) -> Self {
        self.broken = broken.to_vec();
        self
    }

    /// The files that turned out to be damaged since they were added.
    pub fn broken(&self) -> impl Iterator<Item = BrokenFont> {
        self.faces.iter().filter_map(Face::broken)
    }

    /// Adds the faces of a file, or of all font files of a folder and its subfolders in the order of their names. Returns the files that
    /// have no face that can be used, and why.
    ///
    /// # Errors
    /// If there is no such file or folder, or if the folder cannot be read.
    pub fn add_path(&mut self, path: &Path, links: SymbolicLinks) -> Result<Vec<SkippedFile>, FontError> {
        let unreadable = |source| FontError::Read { path: path.to_owned(), source };
        let found = if std::fs::metadata(path).map_err(unreadable)?.is_dir() {
            FontFolder::read(path, links).map_err(unreadable)?
        } else {
            FontFolder::of_file(path)
        };
        let mut skipped = found.skipped;
        for path in found.files {
            let reason = match self.broken.iter().find(|broken| broken.path == path) {
                Some(broken) => Some(Unusable::Damaged(broken.damage.clone())),
                None => FontFile::open(&path).and_then(|file| self.add_file(&Arc::new(file))).err(),
            };
            skipped.extend(reason.map(|reason| SkippedFile { path, reason }));
        }
        Ok(skipped)
    }

    /// Adds the faces of a file. A collection needs only one face that can be used.
    fn add_file(&mut self, file: &Arc<FontFile>) -> Result<(), Unusable> {
        let mut faces = Vec::new();
        let mut reason = None;
        for nth in 0..file.count() {
            match Face::of_file(file, nth) {
                Ok(own) => faces.extend(own),
                Err(error) => reason = reason.or(Some(error)),
            }
        }
        match reason {
            Some(reason) if faces.is_empty() => Err(reason),
            _ => {
                self.faces.extend(faces);
                Ok(())
            }
        }
    }

    /// Adds the system fonts, after all others. They are only found by name, and never set a character that another face lacks. Folders
    /// that do not exist and files that cannot be used are skipped. Returns the files that turned out to be damaged when they were used.
    pub fn add_system_fonts(&mut self, folders: &[PathBuf]) -> Vec<SkippedFile> {
        self.system = Some(self.faces.len());
        let mut skipped: Vec<SkippedFile> =
            folders.iter().flat_map(|folder| self.add_path(folder, SymbolicLinks::Follow)).flatten().collect();
        skipped.retain(|file| self.broken.iter().any(|broken| broken.path == file.path));
        skipped
    }

    /// The faces, by [`FaceId`], without the system fonts.
    #[must_use]
    pub fn faces(&self) -> &[Face] {
        &self.faces[..self.system.unwrap_or(self.faces.len())]
    }

    /// The faces that the words of a drawing may need: the bundled ones, those that the drawing names, and those with a character that no
    /// bundled face has. A large font is not read for a drawing that does not use it.
    pub fn faces_for_drawing(&self, svg: &str) -> impl Iterator<Item = &Face> {
        let (bundled, others) = self.faces().split_at(self.bundled.min(self.faces().len()));
        let lower = svg.to_lowercase();
        // A reference such as `&#x4E2D;` may stand for any character.
        let any = svg.contains("&#");
        let mut rare: Vec<char> = if others.is_empty() { Vec::new() } else { svg.chars().filter(|sign| !sign.is_ascii()).collect() };
        rare.sort_unstable();
        rare.dedup();
        rare.retain(|sign| !bundled.iter().any(|face| face.covers(*sign)));
        bundled.iter().chain(others.iter().filter(move |face| {
            any || face.description.all_names().any(|name| lower.contains(&name.to_lowercase()))
                || rare.iter().any(|sign| face.covers(*sign))
        }))
    }

    /// The face with an id.
    ///
    /// # Panics
    /// If this book has no face with that id. It has one for every id that it returned.
    #[must_use]
    pub fn face(&self, id: FaceId) -> &Face {
        if let Some(math) = self.math.as_ref().filter(|_| id == MATH_ID) {
            return math;
        }
        &self.faces[usize::from(id.0)]
    }

    /// The face of formulas, if the program has one.
    #[must_use]
    pub fn math(&self) -> Option<(FaceId, &Face)> {
        self.math.as_ref().map(|face| (MATH_ID, face))
    }

    /// The face of a family in a style, or the nearest that the family has. `None` if there is no such family.
    ///
    /// The name is compared without regard to case. It is the name of the family in any language, or the name that a face shares with its
    /// italic, bold and bold italic, such as "Inter Light".
    ///
    /// Faces are compared by width, then slope, then weight, as in CSS Fonts Level 4, 5.2. The nearest width is the one nearest to normal.
    /// The nearest weight is the one nearest to 400, or to 700 if `bold`; of two, the greater. Web fonts divide a family into files by
    /// alphabets, so of several faces of the same style the last one that has the letter a is chosen, or the last one if none has it.
    #[must_use]
    pub fn find(&self, family: &str, bold: bool, italic: bool) -> Option<FaceId> {
        let named = |at: &usize| is_same(&self.faces[*at].family, family);
        let known_as = |at: &usize| self.faces[*at].description.has_name(family);
        let of_computer = self.faces().len()..self.faces.len();
        let found = [0..self.faces().len(), of_computer].into_iter().find_map(|faces| {
            self.nearest(faces.clone().filter(named), bold, italic).or_else(|| self.nearest(faces.filter(known_as), bold, italic))
        })?;
        let face = self.face(found);
        if bold && !face.bold && !is_same(&face.family, family) {
            // "Inter Light" has no bold face of its own, but Inter has.
            let same = |other: &Face| other.family == face.family && other.description.width == face.description.width;
            let whole = (0..self.faces.len()).filter(|at| same(&self.faces[*at]) && self.faces[*at].bold);
            return self.nearest(whole, bold, italic).or(Some(found));
        }
        Some(found)
    }

    /// The face nearest to a style. `faces` are the positions of faces of one family.
    fn nearest(&self, faces: impl Iterator<Item = usize>, bold: bool, italic: bool) -> Option<FaceId> {
        let wanted = if bold { BOLD } else { REGULAR };
        let distance = |at: usize| {
            let Description { weight, width, italic: slanted, .. } = self.faces[at].description;
            (width.abs_diff(NORMAL_WIDTH), slanted != italic, weight.abs_diff(wanted), weight < wanted)
        };
        let mut faces: Vec<usize> = faces.collect();
        let least = faces.iter().map(|at| distance(*at)).min()?;
        faces.retain(|at| distance(*at) == least);
        let last = *faces.last()?;
        let found = if faces.len() > 1 { faces.iter().rev().copied().find(|at| self.faces[*at].covers('a')) } else { None };
        u16::try_from(found.unwrap_or(last)).ok().map(FaceId)
    }

    /// The other faces of the family of a face in the same style. There are some if the family is divided into files by alphabets.
    pub fn companions(&self, of: FaceId) -> impl Iterator<Item = FaceId> {
        let first = self.face(of);
        let same = move |face: &Face| face.family == first.family && face.description.is_same_style(&first.description);
        let all = self.faces.iter().enumerate().filter(move |(at, face)| *at != usize::from(of.0) && same(face));
        all.filter_map(|(at, _)| u16::try_from(at).ok().map(FaceId))
    }

    /// A face that has a character: `wanted` itself, or else one of the same style, or else any other. Faces of last resort are not
    /// considered. `None` if no face has the character.
    #[must_use]
    pub fn covering(&self, wanted: FaceId, character: char) -> Option<FaceId> {
        let first = self.face(wanted);
        if first.covers(character) {
            return Some(wanted);
        }
        let found =
            (0..self.faces().len()).filter(|at| !self.last_resort.contains(at) && self.faces[*at].covers(character)).min_by_key(|&at| {
                let face = &self.faces[at];
                let weight = face.description.weight.abs_diff(first.description.weight);
                (face.bold != first.bold, face.italic != first.italic, face.family != first.family, weight, at)
            })?;
        u16::try_from(found).ok().map(FaceId)
    }

    /// The bundled face of emoji. `None` if no face is bundled.
    #[must_use]
    pub fn emoji(&self) -> Option<FaceId> {
        let at = self.last_resort.clone().find(|at| self.faces[*at].family == EMOJI)?;
        u16::try_from(at).ok().map(FaceId)
    }

    /// A face that can show an emoji which is written as several characters: one of `wanted`, or any face that is not bundled, or the
    /// bundled face of emoji. `None` if none has all characters.
    pub(crate) fn for_sequence(&self, wanted: &[FaceId], sequence: &str) -> Option<FaceId> {
        let covers = |id: &FaceId| sequence.chars().filter(|character| is_shown(*character)).all(|c| self.face(*id).covers(c));
        let own = (self.bundled..self.faces().len()).filter_map(|at| u16::try_from(at).ok().map(FaceId));
        wanted.iter().copied().chain(own).chain(self.emoji()).find(covers)
    }

    /// A face of last resort that has a character: in the first such family, the one that is italic if `wanted` is, or else any. A
    /// pictograph is set in the face of emoji if that has it, so that all look alike. `None` if none has the character.
    #[must_use]
    pub fn last_resort(&self, wanted: FaceId, character: char) -> Option<FaceId> {
        if let Some(emoji) = self.emoji().filter(|emoji| is_pictograph(character) && self.face(*emoji).covers(character)) {
            return Some(emoji);
        }
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
        for face in self.faces() {
            if !families.contains(&face.family.as_str()) {
                families.push(&face.family);
            }
        }
        families
    }
}
