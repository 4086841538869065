//! `chapbook impose`.
use super::GOOD;
use super::args::{ImposeArguments, Usage};
use super::report::Report;
use crate::build::{ImposeRequest, impose};
use crate::imposition::{Duplex, Imposition, Scheme};
use crate::units::{Length, paper};

pub(super) fn run(typed: &ImposeArguments, report: &Report) -> anyhow::Result<u8> {
    let (scheme_name, scheme) = named(&typed.scheme, Scheme::NAMES).unwrap_or(("saddle", Scheme::Saddle));
    let mut imposition = Imposition::new(scheme, paper(&typed.paper).unwrap_or_default());
    imposition.duplex = typed.duplex.as_ref().and_then(|name| named(name, Duplex::NAMES)).map(|(_, duplex)| duplex);
    imposition.signature = typed.signature.and_then(|sheets| usize::try_from(sheets).ok());
    let thickness: Length = typed.thickness.parse().map_err(|error| Usage(format!("--thickness: {error}")))?;
    if !(0.0..=72.0 / 25.4).contains(&thickness.to_pt()) {
        return Err(Usage("--thickness: paper has between 0mm and 1mm".to_owned()).into());
    }
    imposition.thickness = thickness;
    imposition.cover = typed.cover;
    imposition.scale = typed.scale.map(|scale| i64::from(scale) * 10);
    for name in &typed.marks {
        imposition.marks.add(name);
    }
    let request = ImposeRequest {
        path: typed.path.clone(),
        output: typed.output.clone(),
        imposition,
        scheme: scheme_name,
        language: typed.language.clone(),
        slip: typed.slip,
    };
    let (written, imposed) = impose(&request)?;
    for path in &written {
        report.result(&format!("{}\n", path.display()));
    }
    report.told(&imposed.slip);
    Ok(GOOD)
}

fn named<T: Copy>(name: &str, known: impl IntoIterator<Item = (&'static str, T)>) -> Option<(&'static str, T)> {
    known.into_iter().find(|(own, _)| *own == name)
}
