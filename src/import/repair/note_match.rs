//! Matches calls of notes with texts of notes: only one to one.
use std::collections::BTreeMap;

/// The call of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct SourceCall {
    pub(in crate::import) number: u32,
    pub(in crate::import) chapter: usize,
    /// Whether it is certainly a call. A raised number after a year or a unit may be one or not.
    pub(in crate::import) is_sure: bool,
}

/// The text of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct SourceText {
    pub(in crate::import) number: u32,
    pub(in crate::import) chapter: usize,
}

/// A call and its text, by their indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct NoteMatch {
    pub(in crate::import) call: usize,
    pub(in crate::import) text: usize,
}

/// Calls and texts that do not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct NoteDoubt {
    /// The index of the first call.
    pub(in crate::import) call: usize,
    /// What does not match.
    pub(in crate::import) words: String,
}

/// What matches and what does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct NoteMatches {
    pub(in crate::import) pairs: Vec<NoteMatch>,
    pub(in crate::import) doubts: Vec<NoteDoubt>,
}

/// The maximum number of numbers that a doubt names.
const MOST: usize = 5;

/// Matches calls and texts, each in the order of the text: all of them, or else those of each chapter.
pub(in crate::import) fn matched(calls: &[SourceCall], texts: &[SourceText]) -> NoteMatches {
    let mut out = NoteMatches::default();
    let all_calls: Vec<usize> = (0..calls.len()).collect();
    let all_texts: Vec<usize> = (0..texts.len()).collect();
    if let Some(pairs) = of_scope(calls, texts, &all_calls, &all_texts) {
        out.pairs = pairs;
        out.pairs.sort_by_key(|pair| pair.call);
        return out;
    }
    let mut chapters: BTreeMap<usize, [Vec<usize>; 2]> = BTreeMap::new();
    all_calls.iter().for_each(|at| chapters.entry(calls[*at].chapter).or_default()[0].push(*at));
    all_texts.iter().for_each(|at| chapters.entry(texts[*at].chapter).or_default()[1].push(*at));
    let mut rest = [Vec::new(), Vec::new()];
    for [own_calls, own_texts] in chapters.into_values() {
        match of_scope(calls, texts, &own_calls, &own_texts) {
            Some(pairs) => out.pairs.extend(pairs),
            None if own_calls.is_empty() || own_texts.is_empty() => {
                rest[0].extend(own_calls);
                rest[1].extend(own_texts);
            }
            None => out.doubts.extend(doubt(calls, texts, &own_calls, &own_texts)),
        }
    }
    // Calls of chapters without texts, and texts of chapters without calls.
    let [own_calls, own_texts] = rest;
    match of_scope(calls, texts, &own_calls, &own_texts) {
        Some(pairs) => out.pairs.extend(pairs),
        None => out.doubts.extend(doubt(calls, texts, &own_calls, &own_texts)),
    }
    out.pairs.sort_by_key(|pair| pair.call);
    out
}

/// The pairs of some calls and texts, if they match one to one: all calls, or else those that are sure.
fn of_scope(calls: &[SourceCall], texts: &[SourceText], own_calls: &[usize], own_texts: &[usize]) -> Option<Vec<NoteMatch>> {
    let sure: Vec<usize> = own_calls.iter().copied().filter(|at| calls[*at].is_sure).collect();
    one_to_one(calls, texts, own_calls, own_texts).or_else(|| one_to_one(calls, texts, &sure, own_texts))
}

fn one_to_one(calls: &[SourceCall], texts: &[SourceText], own_calls: &[usize], own_texts: &[usize]) -> Option<Vec<NoteMatch>> {
    if own_calls.is_empty() || own_calls.len() != own_texts.len() {
        return None;
    }
    let in_order = own_calls.iter().zip(own_texts).all(|(call, text)| calls[*call].number == texts[*text].number);
    if in_order {
        return Some(own_calls.iter().zip(own_texts).map(|(call, text)| NoteMatch { call: *call, text: *text }).collect());
    }
    let by_number: BTreeMap<u32, usize> = own_texts.iter().map(|text| (texts[*text].number, *text)).collect();
    let called: BTreeMap<u32, usize> = own_calls.iter().map(|call| (calls[*call].number, *call)).collect();
    if by_number.len() != own_texts.len() || called.len() != own_calls.len() {
        return None;
    }
    called.into_iter().map(|(number, call)| Some(NoteMatch { call, text: *by_number.get(&number)? })).collect()
}

/// Says why calls and texts do not match, if they have a number in common.
fn doubt(calls: &[SourceCall], texts: &[SourceText], own_calls: &[usize], own_texts: &[usize]) -> Option<NoteDoubt> {
    let mut counts: BTreeMap<u32, [usize; 2]> = BTreeMap::new();
    let sure = own_calls.iter().filter(|at| calls[**at].is_sure);
    sure.clone().for_each(|at| counts.entry(calls[*at].number).or_default()[0] += 1);
    own_texts.iter().for_each(|at| counts.entry(texts[*at].number).or_default()[1] += 1);
    if !counts.values().any(|[calls, texts]| *calls > 0 && *texts > 0) {
        return None;
    }
    let named = |wanted: &dyn Fn(usize, usize) -> bool| {
        let found: Vec<String> =
            counts.iter().filter(|(_, [calls, texts])| wanted(*calls, *texts)).map(|(number, _)| number.to_string()).collect();
        let more = if found.len() > MOST { " and others" } else { "" };
        (!found.is_empty()).then(|| format!("{}{more}", found.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ")))
    };
    let parts = [
        named(&|calls, _| calls > 1).map(|numbers| format!("called more than once: {numbers}")),
        named(&|_, texts| texts > 1).map(|numbers| format!("several texts: {numbers}")),
        named(&|calls, texts| calls > 0 && texts == 0).map(|numbers| format!("no text: {numbers}")),
        named(&|calls, texts| calls == 0 && texts > 0).map(|numbers| format!("not called: {numbers}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let first = sure.min().copied()?;
    Some(NoteDoubt { call: first, words: format!("calls and notes do not match ({})", parts.join("; ")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(number: u32, chapter: usize) -> SourceCall {
        SourceCall { number, chapter, is_sure: true }
    }

    fn pairs(calls: &[SourceCall], texts: &[(u32, usize)]) -> (Vec<(usize, usize)>, Vec<String>) {
        let texts: Vec<SourceText> = texts.iter().map(|(number, chapter)| SourceText { number: *number, chapter: *chapter }).collect();
        let found = matched(calls, &texts);
        (found.pairs.iter().map(|pair| (pair.call, pair.text)).collect(), found.doubts.into_iter().map(|doubt| doubt.words).collect())
    }

    #[test]
    fn calls_and_texts_match_one_to_one_or_not_at_all() {
        let nothing: Vec<String> = Vec::new();
        // In order, out of order, and with numbers that begin again.
        assert_eq!(pairs(&[call(1, 0), call(2, 0)], &[(1, 5), (2, 5)]), (vec![(0, 0), (1, 1)], nothing.clone()));
        assert_eq!(pairs(&[call(2, 0), call(1, 0)], &[(1, 0), (2, 0)]), (vec![(0, 1), (1, 0)], nothing.clone()));
        assert_eq!(pairs(&[call(1, 0), call(1, 1)], &[(1, 5), (1, 5)]), (vec![(0, 0), (1, 1)], nothing.clone()));
        // An exponent is not a call.
        let exponent = SourceCall { is_sure: false, ..call(2, 0) };
        assert_eq!(pairs(&[call(1, 0), exponent, call(2, 0)], &[(1, 0), (2, 0)]), (vec![(0, 0), (2, 1)], nothing));
        // One chapter matches, the other does not.
        let (found, doubts) = pairs(&[call(1, 0), call(1, 1), call(1, 1), call(2, 1)], &[(1, 0), (1, 1), (3, 1)]);
        assert_eq!(found, [(0, 0)]);
        assert_eq!(doubts, ["calls and notes do not match (called more than once: 1; no text: 2; not called: 3)"]);
        // Numbers that have nothing to do with one another.
        assert_eq!(pairs(&[call(7, 0)], &[(1, 0)]), (Vec::new(), Vec::new()));
    }
}
