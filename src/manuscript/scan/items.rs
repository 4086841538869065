//! Finds the items of lists that CommonMark does not have: lists with letters (`a.`), roman numerals (`i)`), parentheses (`(1)`) or
//! number signs (`#.`), and examples that are counted through the file (`(@)`, `(@label)`), as in Pandoc.
//!
//! The parser gets a number as wide as the marker, and [`ItemMark`] keeps what the author wrote. A sentence may begin as such a list does
//! ("B. Russell was …"), so the first item must be `a`, `i`, `A`, `I` or `1`, the next one must follow, and after a single capital with a
//! full stop there are two spaces.
use std::collections::BTreeMap;

use crate::document::{ListDelimiter, Numerals};

use crate::manuscript::syntax::lines::Line;

/// How far the second item may be from the first, in lines, so that the search stays fast.
const FARTHEST: usize = 400;
/// The longest marker that the parser gets: nine digits and a sign.
const LONGEST: usize = 10;

/// The marker of an item, as the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ItemMark {
    /// The marker as written.
    pub(crate) written: String,
    /// The marker that the parser gets.
    pub(crate) replacement: String,
    /// How the numbers of its list are written.
    pub(crate) numerals: Numerals,
    /// What stands beside the numbers of its list.
    pub(crate) delimiter: ListDelimiter,
    /// Its number.
    pub(crate) number: u64,
}

/// The examples of a file.
#[derive(Debug, Default)]
pub(crate) struct ExampleNumbering {
    /// The numbers of those with a label.
    pub(crate) labels: BTreeMap<String, u64>,
    count: u64,
}

/// What stands in a marker.
#[derive(Clone, Copy, PartialEq)]
enum Enumerator<'a> {
    /// Letters: a letter or a roman numeral.
    Letters(&'a str),
    /// A number.
    Number(u64),
    /// A number sign.
    Sign,
    /// An example, with its label. The label may be empty.
    Example(&'a str),
}

/// A marker at the beginning of a text.
#[derive(Clone, Copy)]
struct ListMarker<'a> {
    body: Enumerator<'a>,
    delimiter: ListDelimiter,
    /// Its length in bytes.
    length: usize,
    /// The spaces after it.
    spaces: usize,
}

/// The series that the numbers of a list belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ItemNumbering {
    Numerals(Numerals),
    Examples,
}

/// A list whose end has not been found.
struct OpenList {
    quotes: usize,
    /// The column of its markers.
    column: usize,
    /// The column of the text of its last item.
    content: usize,
    series: ItemNumbering,
    delimiter: ListDelimiter,
    /// The sign after the numbers that the parser gets. Two lists that follow one another have different ones.
    sign: char,
    next: u64,
}

/// Finds items line by line.
#[derive(Default)]
pub(super) struct Items {
    open: Vec<OpenList>,
}

/// What is around a line.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// All of the text.
    pub(super) text: &'a str,
    /// Its lines.
    pub(super) lines: &'a [Line],
    /// The number of the line.
    pub(super) at: usize,
    /// Whether a list may begin here: after an empty line, at the beginning of the text, or at the beginning of an item.
    pub(super) can_begin: bool,
    /// Whether an empty line, or nothing, stands before it.
    pub(super) after_blank: bool,
}

impl Items {
    /// The mark of the item that a line begins, if the parser would not read the item as the author meant it.
    pub(super) fn item(&mut self, around: Surroundings<'_>, examples: &mut ExampleNumbering) -> Option<ItemMark> {
        let line = &around.lines[around.at];
        let (quotes, column) = (line.prefix.quotes, line.prefix.columns);
        let marker = marker(line.text(around.text));
        self.open.retain(|list| {
            let is_inside = list.quotes < quotes || (list.quotes == quotes && column >= list.content);
            let is_item = list.quotes == quotes && column >= list.column && marker.is_some();
            is_inside || is_item || !around.after_blank
        });
        let marker = marker?;
        let place = self.open.iter().rposition(|list| list.quotes == quotes && (list.column..list.content).contains(&column));
        if let Some(list) = place.map(|place| &mut self.open[place])
            && list.delimiter == marker.delimiter
            && let Some(number) = value(marker.body, list.series, list.next)
        {
            let content = column + marker.length + marker.spaces;
            let is_plain = matches!(marker.body, Enumerator::Number(_)) && marker.delimiter.sign() == Some(list.sign);
            // Numbers are counted from the first, as everywhere in Markdown. Letters that leave some out are kept as written.
            let leaves_out = matches!(marker.body, Enumerator::Letters(_)) && number > list.next;
            let number = if leaves_out { number } else { list.next };
            (list.content, list.next) = (content, number + 1);
            let (series, sign) = (list.series, list.sign);
            self.open.retain(|list| list.quotes != quotes || list.column <= column);
            return (!is_plain).then(|| made(line.text(around.text), marker, series, (number, sign), examples));
        }
        let sibling = place.map(|place| self.open[place].sign);
        let series = begins(around, marker, sibling.is_some(), examples)?;
        // An example continues the numbers of those before it. Any other list begins with its own first number.
        let number = match (series, marker.body) {
            (ItemNumbering::Examples, _) => examples.count + 1,
            (_, Enumerator::Number(number)) => number,
            _ => 1,
        };
        let own = marker.delimiter.sign().unwrap_or(')');
        let sign = match sibling {
            Some(')') => '.',
            Some(_) => ')',
            None => own,
        };
        self.open.retain(|list| list.quotes != quotes || list.column < column);
        let content = column + marker.length + marker.spaces;
        self.open.push(OpenList { quotes, column, content, series, delimiter: marker.delimiter, sign, next: number + 1 });
        let is_plain = matches!(marker.body, Enumerator::Number(_)) && marker.delimiter.sign() == Some(sign);
        (!is_plain).then(|| made(line.text(around.text), marker, series, (number, sign), examples))
    }
}

/// The mark of an item. `number` and the sign after it are those of the item.
fn made(
    text: &str,
    marker: ListMarker<'_>,
    series: ItemNumbering,
    (number, sign): (u64, char),
    examples: &mut ExampleNumbering,
) -> ItemMark {
    if let Enumerator::Example(label) = marker.body {
        examples.count += 1;
        if !label.is_empty() {
            examples.labels.entry(label.to_owned()).or_insert(number);
        }
    }
    let digits = marker.length.min(LONGEST) - 1;
    let numerals = match series {
        ItemNumbering::Numerals(numerals) => numerals,
        ItemNumbering::Examples => Numerals::Decimal,
    };
    ItemMark {
        written: text[..marker.length].to_owned(),
        // A list that begins with a number other than 1 cannot follow a line of text.
        replacement: format!("{:0>digits$}{sign}", 1),
        numerals,
        delimiter: marker.delimiter,
        number,
    }
}

/// Reads a marker and the spaces after it. There must be text on the line.
fn marker(text: &str) -> Option<ListMarker<'_>> {
    let (inner, is_open) = match text.strip_prefix('(') {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || (is_open && matches!(c, '@' | '-' | '_')) || c == '#';
    let end = inner.find(|c: char| !is_name(c)).filter(|end| *end > 0)?;
    let word = &inner[..end];
    let delimiter = match (inner.as_bytes()[end], is_open) {
        (b'.', false) => ListDelimiter::Period,
        (b')', false) => ListDelimiter::Parenthesis,
        (b')', true) => ListDelimiter::Parentheses,
        _ => return None,
    };
    let length = end + 1 + usize::from(is_open);
    let spaces = text[length..].bytes().take_while(|byte| *byte == b' ').count();
    if !(1..=4).contains(&spaces) || text[length..].trim().is_empty() {
        return None;
    }
    let body = if let Some(label) = word.strip_prefix('@').filter(|_| is_open) {
        if label.contains(['@', '#']) {
            return None;
        }
        Enumerator::Example(label)
    } else if word == "#" {
        Enumerator::Sign
    } else if word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() < LONGEST {
        Enumerator::Number(word.parse().ok()?)
    } else if word.bytes().all(|byte| byte.is_ascii_lowercase()) || word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let is_initial = word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase() && delimiter == ListDelimiter::Period;
        if is_initial && spaces < 2 {
            return None;
        }
        Enumerator::Letters(word)
    } else {
        return None;
    };
    Some(ListMarker { body, delimiter, length, spaces })
}

/// The number of a marker in a series. `None` if it does not belong to it. `next` is the number of the next item.
fn value(body: Enumerator<'_>, series: ItemNumbering, next: u64) -> Option<u64> {
    match (body, series) {
        (Enumerator::Letters(word), ItemNumbering::Numerals(numerals @ (Numerals::LowerRoman | Numerals::UpperRoman))) => {
            roman(word, numerals)
        }
        (Enumerator::Letters(word), ItemNumbering::Numerals(numerals @ (Numerals::LowerAlpha | Numerals::UpperAlpha))) => {
            letters(word, numerals)
        }
        (Enumerator::Number(number), ItemNumbering::Numerals(Numerals::Decimal)) => Some(number),
        (Enumerator::Sign, ItemNumbering::Numerals(Numerals::Decimal)) | (Enumerator::Example(_), ItemNumbering::Examples) => Some(next),
        _ => None,
    }
}

/// The value of a roman numeral up to 100.
fn roman(word: &str, numerals: Numerals) -> Option<u64> {
    (word.len() <= 8).then(|| (1..=100).find(|number| numerals.of(*number) == word))?
}

/// The value of one or two letters: a is 1, z is 26, aa is 27.
fn letters(word: &str, numerals: Numerals) -> Option<u64> {
    let first = if numerals == Numerals::LowerAlpha { b'a' } else { b'A' };
    let digit = |byte: u8| byte.checked_sub(first).filter(|digit| *digit < 26).map(|digit| u64::from(digit) + 1);
    match word.as_bytes() {
        [one] => digit(*one),
        [one, two] => Some(digit(*one)? * 26 + digit(*two)?),
        _ => None,
    }
}

/// The series of a list that a marker begins. `None` if it begins none. `is_sibling` says whether it follows another list at its place.
fn begins(around: Surroundings<'_>, marker: ListMarker<'_>, is_sibling: bool, examples: &ExampleNumbering) -> Option<ItemNumbering> {
    let is_plain = matches!(marker.body, Enumerator::Number(_)) && marker.delimiter != ListDelimiter::Parentheses;
    if !(around.can_begin || is_sibling) {
        return None;
    }
    let series = match marker.body {
        // The parser knows these lists. They are noted because another list may follow.
        Enumerator::Number(_) if is_plain => return Some(ItemNumbering::Numerals(Numerals::Decimal)),
        Enumerator::Number(1) | Enumerator::Sign => ItemNumbering::Numerals(Numerals::Decimal),
        Enumerator::Letters("i") => ItemNumbering::Numerals(Numerals::LowerRoman),
        Enumerator::Letters("I") => ItemNumbering::Numerals(Numerals::UpperRoman),
        Enumerator::Letters("a") => ItemNumbering::Numerals(Numerals::LowerAlpha),
        Enumerator::Letters("A") => ItemNumbering::Numerals(Numerals::UpperAlpha),
        Enumerator::Example(label) => {
            // One example alone is usual, but `(@name)` may be somebody's name.
            let is_example = label.is_empty() || examples.count > 0 || around.text.matches(&format!("(@{label})")).nth(1).is_some();
            return (is_example || follows(around, marker, ItemNumbering::Examples)).then_some(ItemNumbering::Examples);
        }
        Enumerator::Number(_) | Enumerator::Letters(_) => return None,
    };
    follows(around, marker, series).then_some(series)
}

/// Whether the next item of a list follows its first.
fn follows(around: Surroundings<'_>, first: ListMarker<'_>, series: ItemNumbering) -> bool {
    let line = &around.lines[around.at];
    let (quotes, column) = (line.prefix.quotes, line.prefix.columns);
    let content = column + first.length + first.spaces;
    let mut after_blank = false;
    for next in around.lines[around.at + 1..].iter().take(FARTHEST) {
        if next.is_blank() {
            after_blank = true;
            continue;
        }
        let own = next.prefix.columns;
        if next.prefix.quotes == quotes
            && (column..content).contains(&own)
            && let Some(found) = marker(next.text(around.text))
        {
            return found.delimiter == first.delimiter && value(found.body, series, 2) == Some(2);
        }
        if after_blank && (next.prefix.quotes < quotes || (next.prefix.quotes == quotes && own < content)) {
            return false;
        }
        after_blank = false;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The markers of all items that are found, as they will be printed.
    fn found(text: &str) -> Vec<String> {
        let lines = Line::all(text);
        let (mut items, mut examples) = (Items::default(), ExampleNumbering::default());
        let mut out = Vec::new();
        let mut after_blank = true;
        for (at, line) in lines.iter().enumerate() {
            if line.is_blank() {
                after_blank = true;
                continue;
            }
            let around = Surroundings { text, lines: &lines, at, can_begin: after_blank, after_blank };
            if let Some(mark) = items.item(around, &mut examples) {
                out.push(mark.delimiter.around(&mark.numerals.of(mark.number)));
            }
            after_blank = false;
        }
        out
    }

    #[test]
    fn lists_by_letters_and_numerals_are_found() {
        for (text, expected) in [
            ("a. x\nb. y\n\nc. z\n", &["a.", "b.", "c."][..]),
            ("i) x\nii) y\niii) z\n", &["i)", "ii)", "iii)"]),
            ("(1) x\n(2) y\n", &["(1)", "(2)"]),
            ("A.  x\nB.  y\n", &["A.", "B."]),
            ("I.  x\nII. y\n", &["I.", "II."]),
            ("#. x\n#. y\n", &["1.", "2."]),
            ("a. x\nb. y\nd. z\n", &["a.", "b.", "d."]),
            ("h. x\n\na. x\n\n   more\n\nb. y\n", &["a.", "b."]),
            ("(@) x\n\ntext\n\n(@good) y\n\nsee (@good)\n", &["(1)", "(2)"]),
            ("1. x\n2. y\n#. z\n", &["3."]),
            ("1. x\n2. y\n\na. x\nb. y\n", &["a.", "b."]),
            ("a. x\nb. y\n\n1. x\n2. y\n", &["a.", "b.", "1.", "2."]),
            ("> a) x\n> b) y\n", &["a)", "b)"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_are_not_items() {
        for text in [
            "a. x\n",
            "B. Russell was\n\nC. Darwin\n",
            "A. Smith\nB. Jones\n",
            "(c) 2024\n\n(d) x\n",
            "i. e. this\n",
            "a. x\n\ntext\n\nb. y\n",
            "text\na. x\nb. y\n",
            "a. x\nb) y\n",
            "a. \nb. y\n",
            "(@someone) said so\n",
            "b. x\nc. y\n",
            "1. x\n2. y\n",
            "a.x\nb.y\n",
            "aa. x\nab. y\n",
            "a. x\na. y\n",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
