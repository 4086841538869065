//! The rules on paragraphs: groups of lines between empty lines.
use super::{NumberedLine, Repair, Rule};

/// How long a paragraph must be to be broken by the end of a page. Lines of verse and items of lists are shorter.
pub(in crate::import) const LEAST: usize = 60;
/// The maximum number of words in a heading in capitals.
const MOST_WORDS: usize = 10;

/// Words of English, German, French, Spanish and Russian that end no sentence: articles, prepositions, conjunctions.
const OPEN_WORDS: [&str; 52] = [
    "a", "an", "the", "of", "to", "in", "and", "or", "by", "with", "for", "from", "at", "on", "that", "which", "their", "its", "his",
    "her", "our", "as", "than", "into", "der", "die", "das", "den", "dem", "des", "ein", "eine", "und", "oder", "von", "mit", "für", "le",
    "la", "les", "du", "et", "ou", "el", "los", "y", "и", "в", "на", "с", "из", "что",
];

/// Joins paragraphs that were broken by the end of a page: the first is long and does not end a sentence, and the second goes on with a
/// small letter, or the first ends with a word that ends no sentence.
pub(super) fn broken_paragraphs(repair: &mut Repair) {
    let mut kept: Vec<NumberedLine> = Vec::with_capacity(repair.lines.len());
    let mut lines = std::mem::take(&mut repair.lines).into_iter().peekable();
    // The characters of the paragraph that ends with the last line that was kept.
    let mut length = 0;
    while let Some(line) = lines.next() {
        let is_gap = line.text.is_empty() && length >= LEAST;
        if let Some(first) = kept.last_mut().filter(|_| is_gap)
            && let Some(next) = lines.next_if(|next| !next.text.is_empty() && !next.is_code() && continues(&first.text, &next.text))
        {
            let before = format!("{} ¶ {}", end(&first.text), start(&next.text));
            let after = format!("{} {}", end(&first.text), start(&next.text));
            first.text.push(' ');
            first.text.push_str(&next.text);
            length += next.text.chars().count();
            repair.note(next.number, Rule::BrokenParagraphs, &before, &after);
            continue;
        }
        length = if line.text.is_empty() { 0 } else { length + line.text.chars().count() };
        kept.push(line);
    }
    repair.lines = kept;
}

/// The last words of a text.
pub(in crate::import) fn end(text: &str) -> String {
    let mut words: Vec<&str> = text.rsplit(' ').take(4).collect();
    words.reverse();
    words.join(" ")
}

/// The first words of a text.
pub(in crate::import) fn start(text: &str) -> String {
    text.split(' ').take(4).collect::<Vec<_>>().join(" ")
}

/// Whether the second paragraph goes on with the sentence of the first.
pub(in crate::import) fn continues(first: &str, second: &str) -> bool {
    let is_prose = |text: &str| !text.starts_with([' ', '\t', '#', '>', '|', '-', '*', '+', '[', '`', '~', ':', '<']);
    let ends_open = first.ends_with(|c: char| c.is_alphabetic() || c == ',' || c == ';');
    if !is_prose(first) || !is_prose(second) || !ends_open {
        return false;
    }
    let last = first.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let is_item = second.split(' ').next().is_some_and(|word| word.ends_with([')', '.']) && word.chars().count() <= 4);
    let goes_on = second.starts_with(char::is_lowercase) && !is_item && second.chars().count() >= 12;
    goes_on || (OPEN_WORDS.contains(&last.as_str()) && second.starts_with(char::is_alphabetic))
}

/// Makes headings from paragraphs of one line in capitals. One is made only if the text has small letters elsewhere, and if the line has at
/// least two words or eight letters, so that `USSR` stays.
pub(super) fn capital_headings(repair: &mut Repair) {
    if !repair.lines.iter().any(|line| line.text.chars().filter(|c| c.is_lowercase()).count() > 20) {
        return;
    }
    for at in 0..repair.lines.len() {
        let blank = |at: Option<usize>| at.and_then(|at| repair.lines.get(at)).is_none_or(|line| line.text.is_empty());
        let text = repair.lines[at].text.clone();
        let stands_alone = !repair.lines[at].is_code() && blank(at.checked_sub(1)) && blank(Some(at + 1)) && at + 1 < repair.lines.len();
        if stands_alone && is_capital_title(&text) {
            let after = format!("# {text}");
            let number = repair.lines[at].number;
            repair.note(number, Rule::CapitalHeadings, &text, &after);
            repair.lines[at].text = after;
        }
    }
}

/// Whether a text may be a title in capitals.
pub(in crate::import) fn is_capital_title(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let words = text.split_whitespace().count();
    text.starts_with(char::is_alphanumeric)
        && !text.chars().any(char::is_lowercase)
        && text.chars().any(char::is_uppercase)
        && letters * 2 >= text.chars().count()
        && (letters >= 8 || (words >= 2 && letters >= 5))
        && words <= MOST_WORDS
        && !text.ends_with([',', ';', ':', '!', '?', '"', '”'])
}

/// Whether a text may be a title in bold.
pub(in crate::import) fn is_bold_title(title: &str) -> bool {
    !title.contains('*')
        && title.starts_with(char::is_alphanumeric)
        && title.split_whitespace().count() <= MOST_WORDS
        && !title.ends_with(['.', ',', ';', ':', '!', '?', '"', '”'])
}

/// Makes headings from lines that are bold as a whole and stand alone, if there are at least two of them and a paragraph follows each. They
/// are of the second level if the text already has headings.
pub(super) fn bold_headings(repair: &mut Repair) {
    let lines = &repair.lines;
    let blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.text.is_empty());
    let bold = |at: usize| {
        let title = lines.get(at)?.text.strip_prefix("**")?.strip_suffix("**")?;
        let stands_alone = !lines[at].is_code() && blank(at.checked_sub(1)) && blank(Some(at + 1));
        (stands_alone && is_bold_title(title)).then(|| title.to_owned())
    };
    let has_text = |at: usize| lines.get(at + 2).is_some_and(|line| !line.text.is_empty()) && bold(at + 2).is_none();
    let found: Vec<(usize, String)> = (0..lines.len()).filter(|at| has_text(*at)).filter_map(|at| Some((at, bold(at)?))).collect();
    if found.len() < 2 {
        return;
    }
    let marks = if lines.iter().any(|line| !line.is_code() && line.text.starts_with("# ")) { "##" } else { "#" };
    for (at, title) in found {
        let after = format!("{marks} {title}");
        let (number, before) = (repair.lines[at].number, repair.lines[at].text.clone());
        repair.note(number, Rule::BoldHeadings, &before, &after);
        repair.lines[at].text = after;
    }
}
