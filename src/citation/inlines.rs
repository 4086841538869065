//! Makes inlines from the output of a style.
use super::engine::{GroupKind, Level, Look, Piece};
use crate::document::{Attributes, Inline, InlineKind, Node, Phrase};
use crate::source::Span;

/// A title in a language other than that of the book.
#[derive(Clone, Copy)]
pub(super) struct ForeignTitle<'a> {
    pub(super) title: &'a str,
    pub(super) lang: &'a str,
}

/// How text is printed.
#[derive(Clone, Copy, Default)]
pub(super) struct TextForm<'a> {
    /// The title in another language.
    pub(super) foreign: Option<ForeignTitle<'a>>,
    /// Whether full stops and commas stand before closing quotation marks, as in the United States.
    pub(super) stops_in_quotes: bool,
}

/// Makes inlines. All get the place `span`.
pub(super) fn inlines(pieces: &[Piece], span: Span, form: &TextForm<'_>) -> Vec<Inline> {
    let mut printer = InlinePrinter { span, form: *form, out: Vec::new(), last: None };
    printer.pieces(pieces);
    printer.out
}

/// Adds inlines to others, as one text: signs are joined with the text before them.
pub(super) fn append_pieces(out: &mut Vec<Inline>, pieces: &[Piece], span: Span, form: &TextForm<'_>) {
    let last = last_text(out).and_then(|text| text.chars().next_back());
    let mut printer = InlinePrinter { span, form: *form, out: std::mem::take(out), last };
    printer.pieces(pieces);
    *out = printer.out;
}

/// A text without markup.
pub(super) fn text(text: impl Into<String>, span: Span) -> Inline {
    Inline { node: Node::at(span), kind: InlineKind::Text(text.into()) }
}

/// Takes the names out of the citation of a work. Returns them, and what is left without the punctuation that separated them.
pub(super) fn split_names(pieces: &[Piece]) -> (Option<Vec<Piece>>, Vec<Piece>) {
    let mut names = None;
    let mut rest = take_names(pieces, &mut names);
    if names.is_some() {
        trim_start(&mut rest);
    }
    (names, rest)
}

fn take_names(pieces: &[Piece], names: &mut Option<Vec<Piece>>) -> Vec<Piece> {
    let mut out = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Group(GroupKind::Names, inner) if names.is_none() => *names = Some(inner.clone()),
            Piece::Group(kind, inner) => {
                let inner = take_names(inner, names);
                if !inner.is_empty() {
                    out.push(Piece::Group(*kind, inner));
                }
            }
            other => out.push(other.clone()),
        }
    }
    out
}

/// Removes white space and separating punctuation at the beginning. Returns whether there is any text.
fn trim_start(pieces: &mut Vec<Piece>) -> bool {
    while let Some(first) = pieces.first_mut() {
        let has_text = match first {
            Piece::Text(text, _) => {
                *text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';')).to_owned();
                !text.is_empty()
            }
            Piece::Link { .. } => true,
            Piece::Group(_, inner) => trim_start(inner),
        };
        if has_text {
            return true;
        }
        pieces.remove(0);
    }
    false
}

/// Whether all text is raised, as in styles that cite with raised numbers.
pub(super) fn is_raised(pieces: &[Piece]) -> bool {
    pieces.iter().all(|piece| match piece {
        Piece::Text(text, look) => look.level == Level::Raised || text.trim().is_empty(),
        Piece::Link { look, .. } => look.level == Level::Raised,
        Piece::Group(_, inner) => is_raised(inner),
    })
}

/// The text of pieces without markup.
pub(super) fn plain(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text, _) | Piece::Link { text, .. } => text.clone(),
            Piece::Group(_, inner) => plain(inner),
        })
        .collect()
}

struct InlinePrinter<'a> {
    span: Span,
    form: TextForm<'a>,
    out: Vec<Inline>,
    /// The last character that was printed.
    last: Option<char>,
}

impl InlinePrinter<'_> {
    fn pieces(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Text(text, look) => self.text(text, *look),
                Piece::Link { text, look, uri } => {
                    let from = self.out.len();
                    self.text(text, *look);
                    let inner = self.out.split_off(from.min(self.out.len()));
                    if inner.is_empty() {
                        continue;
                    }
                    self.push(InlineKind::Link { target: uri.clone(), title: None, text: inner });
                }
                Piece::Group(kind, inner) => {
                    if *kind == GroupKind::Block && self.last.is_some_and(|last| !last.is_whitespace()) {
                        self.text(" ", Look::default());
                    }
                    self.pieces(inner);
                }
            }
        }
    }

    fn push(&mut self, kind: InlineKind) {
        self.out.push(Inline { node: Node::at(self.span), kind });
    }

    /// Prints text. A title may have the markup of HTML that CSL JSON allows: `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>` and `<span>`.
    fn text(&mut self, text: &str, look: Look) {
        let mut open: Vec<Look> = vec![look];
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            let inside = *open.last().unwrap_or(&look);
            let tag = rest[at + 1..].find('>').map(|end| &rest[at + 1..at + 1 + end]);
            let Some(change) = tag.and_then(|tag| tagged(tag, inside)) else {
                self.words(&rest[..at + 1], inside);
                rest = &rest[at + 1..];
                continue;
            };
            let before = &rest[..at];
            rest = &rest[at + tag.map_or(0, str::len) + 2..];
            // The spaces are those of `spaced_tags`.
            match change {
                TagEffect::Opens(_) => self.words(before, inside),
                TagEffect::Closes => self.words(before.strip_suffix(' ').unwrap_or(before), inside),
            }
            match change {
                TagEffect::Opens(look) => {
                    rest = rest.strip_prefix(' ').unwrap_or(rest);
                    open.push(look);
                }
                TagEffect::Closes if open.len() > 1 => {
                    open.pop();
                }
                TagEffect::Closes => {}
            }
        }
        self.words(rest, *open.last().unwrap_or(&look));
    }

    /// Prints words. After a question mark or an exclamation mark, a full stop or a comma is left out, and so is a sign after the same
    /// sign.
    fn words(&mut self, words: &str, look: Look) {
        let words = self.joined(words);
        let mut text = String::with_capacity(words.len());
        for c in words.chars() {
            let is_double = match c {
                '.' => matches!(self.last, Some('?' | '!' | '.')) && !words.contains("..."),
                ',' => matches!(self.last, Some('?' | '!' | ',')),
                ':' | ';' => self.last == Some(c),
                ' ' => self.last == Some(' '),
                _ => false,
            };
            if !is_double {
                text.push(c);
                self.last = Some(c);
            }
        }
        if text.is_empty() {
            return;
        }
        let foreign = self.form.foreign.filter(|foreign| !foreign.title.is_empty());
        if let Some(foreign) = foreign
            && let Some(at) = text.find(foreign.title)
        {
            let end = at + foreign.title.len();
            self.styled(text[..at].to_owned(), look, None);
            self.styled(text[at..end].to_owned(), look, Some(foreign.lang));
            self.styled(text[end..].to_owned(), look, None);
        } else {
            self.styled(text, look, None);
        }
    }

    /// Joins the sign at the beginning of some words with the text before it: a full stop replaces a comma, and stands before a closing
    /// quotation mark if the form wants it. Returns the words that are left to print.
    fn joined<'w>(&mut self, words: &'w str) -> &'w str {
        let Some(sign) = words.chars().next().filter(|sign| matches!(sign, '.' | ',')) else { return words };
        let stops_in_quotes = self.form.stops_in_quotes;
        let Some(text) = last_text(&mut self.out) else { return words };
        if sign == '.' && text.ends_with(',') {
            text.pop();
            return words;
        }
        let Some(quote) = text.chars().next_back().filter(|quote| stops_in_quotes && matches!(quote, '”' | '’')) else { return words };
        text.pop();
        if !text.ends_with(['.', ',', '?', '!']) {
            text.push(sign);
        }
        text.push(quote);
        &words[sign.len_utf8()..]
    }

    fn styled(&mut self, text: String, look: Look, lang: Option<&str>) {
        if text.is_empty() {
            return;
        }
        if let (Some(Inline { kind: InlineKind::Text(last), .. }), true, None) = (self.out.last_mut(), look == Look::default(), lang) {
            last.push_str(&text);
            return;
        }
        let span = self.span;
        let around = |kind| vec![Inline { node: Node::at(span), kind }];
        let mut inner = around(InlineKind::Text(text));
        if let Some(lang) = lang {
            let attributes = Attributes { lang: Some(lang.to_owned()), ..Attributes::default() };
            inner = vec![Inline { node: Node::with(span, attributes), kind: InlineKind::Container(inner) }];
        }
        if look.small_caps {
            inner = around(InlineKind::SmallCaps(inner));
        }
        if look.italic {
            inner = around(InlineKind::Emphasis(inner));
        }
        if look.bold {
            inner = around(InlineKind::Strong(inner));
        }
        if look.underlined {
            inner = around(InlineKind::Phrase(Phrase::Underline, inner));
        }
        match look.level {
            Level::Line => {}
            Level::Raised => inner = around(InlineKind::Superscript(inner)),
            Level::Lowered => inner = around(InlineKind::Subscript(inner)),
        }
        self.out.append(&mut inner);
    }
}

/// The text that was printed last.
fn last_text(inlines: &mut [Inline]) -> Option<&mut String> {
    match &mut inlines.last_mut()?.kind {
        InlineKind::Text(text) => Some(text),
        kind => last_text(kind.inner_mut()?),
    }
}

enum TagEffect {
    Opens(Look),
    Closes,
}

/// Adds a space after each opening tag and before each closing tag. With these spaces, styles that change the case of words find the words
/// inside. The spaces are not printed.
pub(super) fn spaced_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let tag = rest[at + 1..].split('>').next().unwrap_or_default();
        let whole = &rest[at..(at + tag.len() + 2).min(rest.len())];
        out.push_str(&rest[..at]);
        match tagged(tag, Look::default()).filter(|_| whole.ends_with('>')) {
            Some(TagEffect::Opens(_)) => {
                out.push_str(whole);
                out.push(' ');
            }
            Some(TagEffect::Closes) => {
                out.push(' ');
                out.push_str(whole);
            }
            None => {
                out.push('<');
                rest = &rest[at + 1..];
                continue;
            }
        }
        rest = &rest[at + whole.len()..];
    }
    out.push_str(rest);
    out
}

/// What a tag in a title does. `None` if it is not a tag that CSL JSON knows; then it is text.
fn tagged(tag: &str, look: Look) -> Option<TagEffect> {
    let tag = tag.to_ascii_lowercase();
    let name = tag.split_whitespace().next().unwrap_or_default();
    Some(match name {
        "/i" | "/em" | "/b" | "/strong" | "/sup" | "/sub" | "/sc" | "/span" => TagEffect::Closes,
        "i" | "em" => TagEffect::Opens(Look { italic: !look.italic, ..look }),
        "b" | "strong" => TagEffect::Opens(Look { bold: !look.bold, ..look }),
        "sup" => TagEffect::Opens(Look { level: Level::Raised, ..look }),
        "sub" => TagEffect::Opens(Look { level: Level::Lowered, ..look }),
        "sc" => TagEffect::Opens(Look { small_caps: true, ..look }),
        "span" if tag.contains("small-caps") => TagEffect::Opens(Look { small_caps: true, ..look }),
        "span" => TagEffect::Opens(look),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::plain_text;

    #[test]
    fn markup_in_titles_becomes_inlines() {
        let printed = inlines(
            &[Piece::Text(spaced_tags("Reading <i>Ulysses</i> at 1 < 2?. X"), Look::default())],
            Span::DETACHED,
            &TextForm::default(),
        );
        assert_eq!(plain_text(&printed), "Reading Ulysses at 1 < 2? X");
        assert!(matches!(&printed[1].kind, InlineKind::Emphasis(_)));
    }

    #[test]
    fn signs_are_joined_with_the_text_before_them() {
        let italic = Look { italic: true, ..Look::default() };
        let pieces = ["“Title”", ".", " Tape,", ".", " “Who?”", ",", " Sea"].map(|text| Piece::Text(text.to_owned(), italic));
        let form = TextForm { stops_in_quotes: true, ..TextForm::default() };
        assert_eq!(plain_text(&inlines(&pieces, Span::DETACHED, &form)), "“Title.” Tape. “Who?” Sea");
    }

    #[test]
    fn names_are_taken_out_with_their_comma() {
        let words = |text: &str| Piece::Text(text.to_owned(), Look::default());
        let (names, rest) = split_names(&[Piece::Group(GroupKind::Names, vec![words("Doe")]), words(", 1999")]);
        assert_eq!((names.map(|names| plain(&names)).as_deref(), plain(&rest).as_str()), (Some("Doe"), "1999"));
        let (names, rest) = split_names(&[words("“Title,” 1999")]);
        assert_eq!((names, plain(&rest).as_str()), (None, "“Title,” 1999"));
    }
}
