//! `chapbook impose`.
use super::args::{ImposeArgs, UsageError};
use super::console::Console;
use super::exit::Exit;
use crate::build::{ImposeRequest, impose};
use crate::imposition::{Duplex, Imposition, Scheme};
use crate::units::{Length, paper};

/// The largest thickness of paper in points: one millimetre.
const THICKEST: f64 = 72.0 / 25.4;

pub(super) fn run(args: &ImposeArgs, console: &Console) -> anyhow::Result<Exit> {
    let (scheme_name, scheme) = find(&args.scheme, Scheme::NAMES).unwrap_or(("saddle", Scheme::Saddle));
    let mut imposition = Imposition::new(scheme, paper(&args.paper).unwrap_or_default());
    imposition.duplex = args.duplex.as_ref().and_then(|name| find(name, Duplex::NAMES)).map(|(_, duplex)| duplex);
    imposition.signature = args.signature.and_then(|sheets| usize::try_from(sheets).ok());
    let thickness: Length = args.thickness.parse().map_err(|error| UsageError(format!("--thickness: {error}")))?;
    if !(0.0..=THICKEST).contains(&thickness.to_pt()) {
        return Err(UsageError("--thickness: paper is between 0mm and 1mm thick".to_owned()).into());
    }
    imposition.thickness = thickness;
    imposition.cover = args.cover;
    imposition.scale = args.scale.map(|percent| i64::from(percent) * 10);
    for name in &args.marks {
        imposition.marks.add(name);
    }
    let request = ImposeRequest {
        path: args.path.clone(),
        output: args.output.clone(),
        imposition,
        scheme: scheme_name,
        language: args.language.clone(),
        slip: args.slip,
    };
    let (written, imposed) = impose(&request)?;
    for path in &written {
        console.result(&format!("{}\n", path.display()));
    }
    console.note(&imposed.slip);
    imposed.advice.iter().for_each(|sentence| console.message(&format!("note: {sentence}\n")));
    Ok(Exit::Success)
}

fn find<T: Copy>(name: &str, known: impl IntoIterator<Item = (&'static str, T)>) -> Option<(&'static str, T)> {
    known.into_iter().find(|(known, _)| *known == name)
}
