//! Reads the imposition in an `[[edition]]` table.
use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Sink, codes, nearest};
use crate::imposition::{Duplex, Imposition, Scheme, SheetMarks};
use crate::units::{Length, PAPERS, Size, paper};

use crate::edition::settings::tree::{PathStep, Setting};

/// How pages are imposed on sheets.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum ImpositionValue {
    /// The scheme.
    Scheme(String),
    /// The scheme and more settings.
    Table(ImpositionTable),
}

/// How pages are imposed on sheets.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ImpositionTable {
    /// `saddle` (the default), `gathered`, `perfect`, `two-up`, `cut-and-stack`, `zine`.
    pub(crate) scheme: Option<String>,
    /// The paper: `a4`, `a3`, `letter`, `legal`, `tabloid`… Default: the available paper.
    pub(crate) paper: Option<String>,
    /// Over which edge the printer turns a sheet: `long-edge`, `short-edge`, or `two-pass` for a printer that prints one side only.
    /// Default: the left or right edge.
    pub(crate) duplex: Option<String>,
    /// For `gathered`: the number of sheets of a signature. Default: the number that leaves the fewest pages blank.
    pub(crate) signature: Option<u32>,
    /// How thick the paper is. Default: `"0.1mm"`, paper of 80 grams per square metre.
    #[schemars(extend("format" = "length"))]
    pub(crate) thickness: Option<String>,
    /// Whether the first and the last page are a cover. Blank pages then come before the last.
    pub(crate) cover: Option<bool>,
    /// The marks that are drawn: `fold`, `staple`, `crop`, `collate`.
    pub(crate) marks: Option<Vec<String>>,
}

/// The maximum number of sheets in a signature: more cannot be folded together.
const MOST_SHEETS: u32 = 32;
/// The thickest paper that is accepted, in points: one millimetre.
const THICKEST: f64 = 72.0 / 25.4;

/// Reads the imposition of an edition.
pub(crate) struct ImpositionReader<'a> {
    /// The file.
    pub(crate) given: &'a Setting,
    /// The path to the table of the edition.
    pub(crate) path: [PathStep<'a>; 2],
    /// Collects the mistakes.
    pub(crate) sink: &'a Sink,
}

impl ImpositionReader<'_> {
    /// Replaces or changes an imposition as the table says.
    pub(crate) fn apply(&self, imposition: &mut Option<Imposition>, raw: Option<&ImpositionValue>) {
        let Some(raw) = raw else { return };
        let (table, scheme, key) = match raw {
            ImpositionValue::Scheme(scheme) => (ImpositionTable::default(), Some(scheme), None),
            ImpositionValue::Table(table) => (table.clone(), table.scheme.as_ref(), Some("scheme")),
        };
        // A table changes the inherited imposition; a name replaces it.
        let before = imposition.take().filter(|_| key.is_some());
        let mut own = before.unwrap_or_else(|| Imposition::new(Scheme::Saddle, Size::default()));
        if let Some(named) = scheme
            && let Some(scheme) = self.one_of(named, Scheme::NAMES, key, "scheme of imposition")
        {
            own.scheme = scheme;
        }
        if let Some(named) = &table.paper {
            let papers = PAPERS.iter().filter_map(|(name, ..)| Some((*name, paper(name)?)));
            if let Some(paper) = self.one_of(&named.to_lowercase(), papers, Some("paper"), "paper") {
                own.paper = paper;
            }
        }
        if let Some(named) = &table.duplex {
            own.duplex = self.one_of(named, Duplex::NAMES, Some("duplex"), "way to turn a sheet").or(Some(Duplex::ShortEdge));
        }
        match table.signature {
            Some(sheets @ 1..=MOST_SHEETS) => own.signature = usize::try_from(sheets).ok(),
            Some(sheets) => self.bad("signature", format!("{sheets} sheets cannot be folded together"), &format!("use 1 to {MOST_SHEETS}")),
            None => {}
        }
        match table.thickness.as_deref().map(str::parse::<Length>) {
            Some(Ok(length)) if (0.0..=THICKEST).contains(&length.to_pt()) => own.thickness = length,
            Some(Ok(_)) => self.bad("thickness", "no paper is so thick".to_owned(), "paper of 80 grams is 0.1mm thick"),
            Some(Err(error)) => self.bad("thickness", error.to_string(), "write a number and a unit: `\"0.1mm\"`"),
            None => {}
        }
        own.cover = table.cover.unwrap_or(own.cover);
        if let Some(names) = &table.marks {
            own.marks = SheetMarks::default();
            for name in names.iter().filter(|name| !own.marks.add(name)) {
                self.bad("marks", format!("there are no marks called `{name}`"), &format!("use {}", SheetMarks::NAMES.join(", ")));
            }
        }
        *imposition = Some(own);
    }

    /// The value of `known` with the name `named`. Reports if there is none. `what`: what the names stand for, for the message.
    fn one_of<'n, T>(&self, named: &str, known: impl IntoIterator<Item = (&'n str, T)>, key: Option<&str>, what: &str) -> Option<T> {
        let known: Vec<(&str, T)> = known.into_iter().collect();
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        if let Some((_, value)) = known.into_iter().find(|(name, _)| *name == named) {
            return Some(value);
        }
        let hint = nearest(named, names.iter().copied())
            .map_or_else(|| format!("use one of {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
        self.bad(key.unwrap_or_default(), format!("no {what} is called `{named}`"), &hint);
        None
    }

    fn bad(&self, key: &str, message: String, hint: &str) {
        let mut path = self.path.to_vec();
        path.push(PathStep::Key("imposition"));
        if !key.is_empty() {
            path.push(PathStep::Key(key));
        }
        self.sink.report(Diagnostic::new(codes::BAD_VALUE, self.given.place(&path), message).hint(hint));
    }
}
