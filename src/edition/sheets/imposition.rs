//! What an `[[edition]]` says about sheets that are folded and cut.
use crate::diagnostic::{Diagnostic, Sink, codes, nearest};
use crate::imposition::{Duplex, Imposition, Marks, Scheme};
use crate::units::{Length, PAPERS, Size, paper};

use crate::edition::Edition;
use crate::edition::book::schema::{ImpositionTable, ImpositionValue};
use crate::edition::settings::tree::{Given, Step};

/// The most sheets that can be folded together, with some goodwill.
const MOST_SHEETS: u32 = 32;
/// The thickest paper, in points: a millimetre is cardboard.
const THICKEST: f64 = 72.0 / 25.4;

/// Reads it.
pub(crate) struct ImpositionReader<'a> {
    /// The file.
    pub(crate) given: &'a Given,
    /// The way to the table of the edition.
    pub(crate) path: [Step<'a>; 2],
    /// Where mistakes are told.
    pub(crate) sink: &'a Sink,
}

impl ImpositionReader<'_> {
    /// Lets the pages of an edition be put on sheets as the table says.
    pub(crate) fn apply(&self, edition: &mut Edition, raw: Option<&ImpositionValue>) {
        let Some(raw) = raw else { return };
        let (table, scheme, key) = match raw {
            ImpositionValue::Scheme(scheme) => (ImpositionTable::default(), Some(scheme), None),
            ImpositionValue::Table(table) => (table.clone(), table.scheme.as_ref(), Some("scheme")),
        };
        // A table adds to what the edition has that it extends; a name begins anew.
        let before = edition.imposition.take().filter(|_| key.is_some());
        let mut own = before.unwrap_or_else(|| Imposition::new(Scheme::Saddle, Size::default()));
        if let Some(named) = scheme {
            self.one_of(named, Scheme::NAMES, key, "scheme of imposition", &mut own.scheme);
        }
        if let Some(named) = &table.paper {
            let papers = PAPERS.iter().filter_map(|(name, ..)| Some((*name, paper(name)?)));
            self.one_of(&named.to_lowercase(), papers, Some("paper"), "paper", &mut own.paper);
        }
        if let Some(named) = &table.duplex {
            let mut duplex = Duplex::ShortEdge;
            self.one_of(named, Duplex::NAMES, Some("duplex"), "way to turn a sheet", &mut duplex);
            own.duplex = Some(duplex);
        }
        match table.signature {
            Some(sheets @ 1..=MOST_SHEETS) => own.signature = usize::try_from(sheets).ok(),
            Some(sheets) => self.bad("signature", format!("{sheets} sheets cannot be folded together"), &format!("use 1 to {MOST_SHEETS}")),
            None => {}
        }
        match table.thickness.as_deref().map(str::parse::<Length>) {
            Some(Ok(length)) if (0.0..=THICKEST).contains(&length.to_pt()) => own.thickness = length,
            Some(Ok(_)) => self.bad("thickness", "no paper is so thick".to_owned(), "paper of 80 grams has 0.1mm"),
            Some(Err(error)) => self.bad("thickness", error.to_string(), "write a number and a unit: `\"0.1mm\"`"),
            None => {}
        }
        own.cover = table.cover.unwrap_or(own.cover);
        if let Some(names) = &table.marks {
            own.marks = Marks::default();
            for name in names.iter().filter(|name| !own.marks.add(name)) {
                self.bad("marks", format!("there are no marks called `{name}`"), &format!("use {}", Marks::NAMES.join(", ")));
            }
        }
        edition.imposition = Some(own);
    }

    fn one_of<'n, T>(&self, named: &str, known: impl IntoIterator<Item = (&'n str, T)>, key: Option<&str>, what: &str, into: &mut T) {
        let known: Vec<(&str, T)> = known.into_iter().collect();
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        if let Some((_, value)) = known.into_iter().find(|(name, _)| *name == named) {
            *into = value;
            return;
        }
        let hint = nearest(named, names.iter().copied())
            .map_or_else(|| format!("use one of {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
        self.bad(key.unwrap_or_default(), format!("no {what} is called `{named}`"), &hint);
    }

    fn bad(&self, key: &str, message: String, hint: &str) {
        let mut path = self.path.to_vec();
        path.push(Step::Key("imposition"));
        if !key.is_empty() {
            path.push(Step::Key(key));
        }
        self.sink.report(Diagnostic::new(codes::BAD_VALUE, self.given.place(&path), message).hint(hint));
    }
}
