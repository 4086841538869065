//! The letters of appendices in the books of tools that letter them: Quarto and bookdown. The first appendix is A.
use crate::document::{Division, DivisionKind, Document, TitleNumber, plain_text};

/// Gives appendices their letters. Those that the author left unnumbered have none. If the title of one begins with a letter or a number of
/// its own, none gets a letter.
pub(super) fn letter_appendices(document: &mut Document) {
    let mut appendices: Vec<&mut Division> = Vec::new();
    document.matter.iter_mut().flatten().for_each(|division| collect(division, &mut appendices));
    let titles: Vec<String> = appendices.iter().map(|division| title(division)).collect();
    if titles.iter().any(|title| is_lettered(title)) {
        return;
    }
    let numbered = appendices.into_iter().zip(titles).filter_map(|(division, title)| Some((division.heading.as_mut()?, title)));
    for (letter, (heading, title)) in ('A'..='Z').zip(numbered) {
        heading.own_number = Some(TitleNumber { number: letter.to_string(), label: Some(letter.to_string()), written: title });
    }
}

fn collect<'d>(division: &'d mut Division, out: &mut Vec<&'d mut Division>) {
    match division.kind {
        DivisionKind::Appendix if division.heading.as_ref().is_some_and(|heading| heading.numbered) => out.push(division),
        DivisionKind::Part => division.divisions.iter_mut().for_each(|inner| collect(inner, out)),
        _ => {}
    }
}

fn title(division: &Division) -> String {
    division.heading.as_ref().map(|heading| plain_text(&heading.title)).unwrap_or_default()
}

/// Whether a title has a letter or a number of its own: "A. Tables", "Appendix B: Tables", "2 Tables".
fn is_lettered(title: &str) -> bool {
    let is_mark = |word: &str| {
        let word = word.trim_end_matches(['.', ':', ')', '—', '–']);
        let is_letter = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        is_letter || !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut words = title.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    // "A" is a word too: "A Tale".
    first.ends_with(['.', ':', ')']) && is_mark(first)
        || first.bytes().all(|byte| byte.is_ascii_digit()) && !first.is_empty()
        || is_mark(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_titles_have_letters() {
        for title in ["A. Tables", "Appendix B", "Annexe 2 : Tables", "1 Tables", "B) Tables"] {
            assert!(is_lettered(title), "{title}");
        }
        for title in ["Tables", "A Tale", "Tables of A", "R packages", "C-interface", ""] {
            assert!(!is_lettered(title), "{title}");
        }
    }
}
