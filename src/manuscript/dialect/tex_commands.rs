//! Rewrites the commands of TeX that Pandoc passes on to LaTeX: `\textbf{x}`, `\index{whale}`, `\vspace{1em}`.
//!
//! [`COMMANDS`] says what becomes of each. Those for layout are left out and reported, since the design of the book decides on it. Others
//! stay as they are, and are reported when the text is read. Code and formulas do not change.
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::edition::Dialect;

use super::tex::argument;
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::syntax::verbatim::{VerbatimLines, after_code_span};

/// What becomes of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CommandUse {
    /// It is left out with its arguments, and reported.
    LeftOut,
    /// It stands for a text.
    Text(&'static str),
    /// Its argument stands between two texts.
    Around(&'static str, &'static str),
    /// Its argument is an entry of the index.
    Index,
    /// A page break.
    PageBreak,
    /// Its argument is an address.
    Address,
    /// Its arguments are an address and words.
    Link,
    /// Its argument is a list of works: cited in brackets, or in the sentence.
    Citation { in_brackets: bool },
}

/// The commands.
const COMMANDS: [(&str, CommandUse); 70] = [
    ("addcontentsline", CommandUse::LeftOut),
    ("addtocounter", CommandUse::LeftOut),
    ("appendix", CommandUse::LeftOut),
    ("backmatter", CommandUse::LeftOut),
    ("bigskip", CommandUse::LeftOut),
    ("centering", CommandUse::LeftOut),
    ("cite", CommandUse::Citation { in_brackets: true }),
    ("citep", CommandUse::Citation { in_brackets: true }),
    ("citet", CommandUse::Citation { in_brackets: false }),
    ("cleardoublepage", CommandUse::PageBreak),
    ("clearpage", CommandUse::PageBreak),
    ("dots", CommandUse::Text("…")),
    ("doublespacing", CommandUse::LeftOut),
    ("emph", CommandUse::Around("*", "*")),
    ("footnote", CommandUse::Around("^[", "]")),
    ("footnotesize", CommandUse::LeftOut),
    ("frontmatter", CommandUse::LeftOut),
    ("hfill", CommandUse::LeftOut),
    ("href", CommandUse::Link),
    ("hspace", CommandUse::LeftOut),
    ("huge", CommandUse::LeftOut),
    ("index", CommandUse::Index),
    ("indexc", CommandUse::Index),
    ("large", CommandUse::LeftOut),
    ("LaTeX", CommandUse::Text("LaTeX")),
    ("ldots", CommandUse::Text("…")),
    ("linebreak", CommandUse::Text("\\\n")),
    ("listoffigures", CommandUse::LeftOut),
    ("listoftables", CommandUse::LeftOut),
    ("mainmatter", CommandUse::LeftOut),
    ("maketitle", CommandUse::LeftOut),
    ("markboth", CommandUse::LeftOut),
    ("mbox", CommandUse::Around("", "")),
    ("medskip", CommandUse::LeftOut),
    ("newgeometry", CommandUse::LeftOut),
    ("newline", CommandUse::Text("\\\n")),
    ("newpage", CommandUse::PageBreak),
    ("noindent", CommandUse::LeftOut),
    ("normalsize", CommandUse::LeftOut),
    ("onehalfspacing", CommandUse::LeftOut),
    ("pagebreak", CommandUse::PageBreak),
    ("pagenumbering", CommandUse::LeftOut),
    ("pagestyle", CommandUse::LeftOut),
    ("par", CommandUse::Text("\n\n")),
    ("parindent", CommandUse::LeftOut),
    ("parskip", CommandUse::LeftOut),
    ("phantomsection", CommandUse::LeftOut),
    ("printindex", CommandUse::LeftOut),
    ("raggedright", CommandUse::LeftOut),
    ("restoregeometry", CommandUse::LeftOut),
    ("scriptsize", CommandUse::LeftOut),
    ("setcounter", CommandUse::LeftOut),
    ("setlength", CommandUse::LeftOut),
    ("singlespacing", CommandUse::LeftOut),
    ("small", CommandUse::LeftOut),
    ("smallskip", CommandUse::LeftOut),
    ("tableofcontents", CommandUse::LeftOut),
    ("TeX", CommandUse::Text("TeX")),
    ("textbf", CommandUse::Around("**", "**")),
    ("textit", CommandUse::Around("*", "*")),
    ("textsc", CommandUse::Around("[", "]{.smallcaps}")),
    ("textsuperscript", CommandUse::Around("<sup>", "</sup>")),
    ("textsubscript", CommandUse::Around("<sub>", "</sub>")),
    ("thispagestyle", CommandUse::LeftOut),
    ("tiny", CommandUse::LeftOut),
    ("underline", CommandUse::Around("[", "]{.underline}")),
    ("url", CommandUse::Address),
    ("vfill", CommandUse::LeftOut),
    ("vskip", CommandUse::LeftOut),
    ("vspace", CommandUse::LeftOut),
];

/// The environments whose beginning and end are left out.
const ENVIRONMENTS: [&str; 9] =
    ["center", "flushleft", "flushright", "landscape", "minipage", "multicols", "singlespace", "small", "spacing"];

/// The text with its commands rewritten. `None` if there are none.
pub(super) fn translated(source: &Assembled, dialect: Dialect, sink: &Sink) -> Option<Assembled> {
    let text = source.text.as_str();
    let has_command =
        text.match_indices('\\').any(|(at, _)| name_at(text, at).is_some_and(|name| becomes(name).is_some() || name == "begin"));
    if !has_command {
        return None;
    }
    let mut rewriter = CommandRewriter { source, dialect, sink, out: Assembled::default(), in_display: false, marks: Vec::new() };
    let mut verbatim = VerbatimLines::default();
    let (mut from, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let is_code = verbatim.continues(line) || verbatim.opens(line);
        if is_code || line.trim().is_empty() {
            rewriter.paragraph(from..at);
            rewriter.out.copy(source, at..at + line.len());
            from = at + line.len();
        }
        at += line.len();
    }
    rewriter.paragraph(from..at);
    rewriter.finish();
    Some(rewriter.out)
}

/// The name of the command that begins with the backslash at a byte.
fn name_at(text: &str, at: usize) -> Option<&str> {
    let rest = &text[at + 1..];
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let is_escaped = text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
    // `C:\index`, `dir\small`
    let is_path = text[..at].chars().next_back().is_some_and(|c| matches!(c, ':' | '/' | '`'));
    (letters > 1 && !is_escaped && !is_path).then(|| &rest[..letters])
}

fn becomes(name: &str) -> Option<CommandUse> {
    COMMANDS.iter().find(|(own, _)| *own == name).map(|(_, becomes)| *becomes)
}

/// A command with the bytes of its arguments, without their brackets.
struct TexCommand<'t> {
    name: &'t str,
    /// Those in braces.
    arguments: Vec<Range<usize>>,
    /// The byte after it and all its arguments.
    end: usize,
}

impl<'t> TexCommand<'t> {
    /// The command that begins with the backslash at a byte.
    fn at(text: &'t str, at: usize, limit: usize) -> Option<Self> {
        let name = name_at(text, at)?;
        let mut end = at + 1 + name.len();
        end += usize::from(text[end..].starts_with('*'));
        let mut arguments = Vec::new();
        while let Some(length) = argument(&text[end..limit.max(end)]) {
            if text[end..].starts_with('{') {
                arguments.push(end + 1..end + length - 1);
            }
            end += length;
        }
        Some(Self { name, arguments, end })
    }
}

struct CommandRewriter<'a> {
    source: &'a Assembled,
    dialect: Dialect,
    sink: &'a Sink,
    out: Assembled,
    /// Whether a formula between `$$` is open.
    in_display: bool,
    /// Entries of the index without words beside them. They go to the next paragraph.
    marks: Vec<(String, crate::source::Span)>,
}

impl CommandRewriter<'_> {
    /// Rewrites lines without an empty line between them.
    fn paragraph(&mut self, range: Range<usize>) {
        let text = &self.source.text[range.clone()];
        let is_only_marks = text.lines().all(|line| {
            let line = line.trim();
            TexCommand::at(line, 0, line.len()).filter(|_| line.starts_with("\\index")).is_some_and(|command| command.end == line.len())
        });
        if is_only_marks && !range.is_empty() {
            let mut at = range.start;
            for line in text.split_inclusive('\n') {
                let start = at + (line.len() - line.trim_start().len());
                if let Some(mark) = TexCommand::at(&self.source.text, start, range.end).and_then(|command| self.mark(&command)) {
                    self.marks.push((mark, self.source.span(start..at + line.trim_end().len())));
                }
                at += line.len();
            }
            return;
        }
        if !self.marks.is_empty() && !self.in_display && text.starts_with(|c: char| c.is_alphabetic()) {
            self.write_marks();
        }
        self.inline(range);
    }

    fn write_marks(&mut self) {
        for (mark, span) in std::mem::take(&mut self.marks) {
            self.out.insert(&mark, span);
        }
    }

    /// Writes the entries of the index that no paragraph followed.
    fn finish(&mut self) {
        if let Some((_, span)) = self.marks.first().cloned() {
            self.out.insert("\n", span);
            self.write_marks();
            self.out.insert("\n", span);
        }
    }

    /// Rewrites the commands in a range.
    fn inline(&mut self, range: Range<usize>) {
        let text = self.source.text.as_str();
        let (mut from, mut at) = (range.start, range.start);
        while let Some(found) = text[at..range.end].find(['\\', '`', '$']).map(|found| at + found) {
            at = found + 1;
            if text[found..].starts_with("$$") {
                self.in_display ^= true;
                at = found + 2;
                continue;
            }
            if self.in_display {
                continue;
            }
            match text.as_bytes()[found] {
                b'`' => at = after_code_span(&text[..range.end], found),
                b'$' => at = formula_end(&text[..range.end], found).unwrap_or(at),
                _ if text[at..].starts_with(['(', '[']) => {
                    let close = if text[at..].starts_with('(') { "\\)" } else { "\\]" };
                    at = text[at..range.end].find(close).map_or(at + 1, |end| at + end + close.len());
                }
                _ => {
                    let Some(command) = TexCommand::at(text, found, range.end) else {
                        at = (found + 2).min(range.end);
                        while !text.is_char_boundary(at) {
                            at += 1;
                        }
                        continue;
                    };
                    if let Some(end) = self.command(&command, from..found, range.end) {
                        from = end;
                        at = end;
                    } else {
                        at = self.environment_end(&command, range.end).unwrap_or(found + 1 + command.name.len());
                    }
                }
            }
        }
        self.out.copy(self.source, from..range.end);
    }

    /// The byte after the environment that a command begins, which may hold a formula.
    fn environment_end(&self, command: &TexCommand<'_>, limit: usize) -> Option<usize> {
        let name = command.arguments.first().filter(|_| command.name == "begin")?;
        let end = format!("\\end{{{}}}", &self.source.text[name.clone()]);
        let found = self.source.text[command.end..limit].find(&end)?;
        Some(command.end + found + end.len())
    }

    /// Writes the text before a command and what becomes of the command. Returns the byte after what it replaces. `None` if the command
    /// stays as it is.
    fn command(&mut self, command: &TexCommand<'_>, before: Range<usize>, limit: usize) -> Option<usize> {
        let text = self.source.text.as_str();
        let whole = before.end..command.end;
        let span = self.source.span(whole.clone());
        let argument = command.arguments.first().map(|range| trimmed(text, range.clone()));
        if matches!(command.name, "begin" | "end") {
            let name = &text[argument?];
            ENVIRONMENTS.contains(&name).then_some(())?;
            self.report_left_out(&format!("\\begin{{{name}}}"), span);
            self.out.copy(self.source, before);
            return Some(command.end);
        }
        let bare_end = before.end + 1 + command.name.len();
        Some(match becomes(command.name)? {
            CommandUse::LeftOut => {
                self.report_left_out(&format!("\\{}", command.name), span);
                self.out.copy(self.source, before);
                // A blank after a command without arguments belongs to it.
                let blank = usize::from(command.end == bare_end && text[command.end..limit].starts_with(' '));
                command.end + blank
            }
            CommandUse::Text(words) => {
                self.out.copy(self.source, before);
                self.out.insert(words, span);
                if text[bare_end..].starts_with("{}") { bare_end + 2 } else { bare_end }
            }
            CommandUse::Around(open, close) => {
                let inner = argument.filter(|inner| !inner.is_empty())?;
                self.out.copy(self.source, before);
                self.out.insert(open, span);
                self.inline(inner);
                self.out.insert(close, span);
                self.end_of_first(command)
            }
            CommandUse::Index => {
                let mark = self.mark(command)?;
                self.out.copy(self.source, before);
                self.out.insert(&mark, span);
                self.end_of_first(command)
            }
            CommandUse::PageBreak => {
                let line = text[..whole.start].rfind('\n').map_or(0, |end| end + 1);
                let is_alone = text[line..whole.start].trim().is_empty()
                    && text[whole.end..].split('\n').next().is_some_and(|rest| rest.trim().is_empty());
                self.out.copy(self.source, before);
                if is_alone {
                    self.out.copy(self.source, whole.clone());
                } else {
                    self.out.insert("\n\n\\newpage\n\n", span);
                }
                whole.end
            }
            CommandUse::Address => {
                let address = argument.filter(|address| !text[address.clone()].contains(['<', '>', ' ', '\n']))?;
                self.out.copy(self.source, before);
                self.out.insert("<", span);
                self.out.copy(self.source, address);
                self.out.insert(">", span);
                self.end_of_first(command)
            }
            CommandUse::Link => {
                let address = argument.filter(|address| !text[address.clone()].contains(['<', '>', '\n']))?;
                let words = command.arguments.get(1).map(|words| trimmed(text, words.clone()))?;
                self.out.copy(self.source, before);
                self.out.insert("[", span);
                self.inline(words);
                self.out.insert(&format!("](<{}>)", text[address].replace("\\%", "%").replace("\\#", "#")), span);
                command.arguments[1].end + 1
            }
            CommandUse::Citation { in_brackets } => {
                let keys = &text[argument.filter(|keys| !keys.is_empty())?];
                let keys: Vec<String> = keys.split(',').map(|key| format!("@{}", key.trim())).collect();
                self.out.copy(self.source, before);
                self.out.insert(&if in_brackets { format!("[{}]", keys.join("; ")) } else { keys.join(", ") }, span);
                self.end_of_first(command)
            }
        })
    }

    /// The byte after the first argument of a command.
    fn end_of_first(&self, command: &TexCommand<'_>) -> usize {
        command.arguments.first().map_or(command.end, |inner| inner.end + 1)
    }

    /// The mark of the index for `\index{ropes!hemp}`. An entry may have words to sort it by before an `@`, and after a bar the entry that
    /// readers should see (makeindex).
    fn mark(&self, command: &TexCommand<'_>) -> Option<String> {
        let given = self.source.text[command.arguments.first()?.clone()].trim();
        let (entry, see) = match given.split_once('|') {
            Some((entry, rest)) => (
                entry,
                rest.strip_prefix("see")
                    .filter(|rest| !rest.starts_with("also"))
                    .map(|rest| rest.trim().trim_start_matches('{').trim_end_matches('}')),
            ),
            None => (given, None),
        };
        let levels: Vec<String> = entry.split('!').map(|level| plain(level.rsplit('@').next().unwrap_or(level))).collect();
        let entry = levels.join("!");
        let see = see.map(plain).filter(|see| !see.is_empty()).map_or_else(String::new, |see| format!(" see=\"{see}\""));
        (!entry.trim().is_empty()).then(|| format!("[]{{.index entry=\"{entry}\"{see}}}"))
    }

    fn report_left_out(&self, written: &str, span: crate::source::Span) {
        let message = format!("`{written}` is a layout command of TeX, which {} passes on", self.dialect.tool());
        let diagnostic = Diagnostic::new(codes::FOREIGN_MARKUP, span, message).cause(format!("Tex {written}"));
        self.sink.report(diagnostic.label("left out").hint("remove it: the design of the book decides on the layout"));
    }
}

/// A range without the white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    start..(range.start + inner.trim_end().len()).max(start)
}

/// The words of an entry of the index without commands, such as `\texttt{x}`, and without quotation marks.
fn plain(entry: &str) -> String {
    let mut out = String::new();
    let mut letters = entry.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '\\' if letters.peek().is_some_and(|next| next.is_ascii_alphabetic()) => {
                while letters.peek().is_some_and(|next| next.is_ascii_alphabetic()) {
                    letters.next();
                }
            }
            '\\' => out.extend(letters.next()),
            '{' | '}' | '"' | '`' | '\n' => {}
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// The byte after the formula that begins with a dollar sign at a byte.
fn formula_end(text: &str, at: usize) -> Option<usize> {
    let inner = &text[at + 1..];
    if inner.starts_with(char::is_whitespace) || text[..at].ends_with('\\') {
        return None;
    }
    let close = inner.match_indices('$').map(|(close, _)| close).find(|close| !inner[..*close].ends_with(['\\', ' ', '\n']))?;
    Some(at + 1 + close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn commands_become_markdown() {
        let becomes = |text: &str| {
            let sink = Sink::default();
            let out = translated(&Assembled::whole(FileId(0), text, 0), Dialect::Pandoc, &sink);
            (out.map_or_else(|| text.to_owned(), |out| out.text), sink.sorted().len())
        };
        let cases = [
            ("A \\textbf{bold \\emph{word}}\\footnote{A note.}\\ldots{}", "A **bold *word***^[A note.]…", 0),
            ("\\vspace*{\\fill}\n\\noindent The sea.\n", "\nThe sea.\n", 2),
            (
                "\\index{ropes!hemp}\n\\index{a@b|see{c}}\n\n# Ropes\n\nText.\n",
                "\n# Ropes\n\n[]{.index entry=\"ropes!hemp\"}[]{.index entry=\"b\" see=\"c\"}Text.\n",
                0,
            ),
            ("Rope\\index{rope} is\\index{x|textbf}.", "Rope[]{.index entry=\"rope\"} is[]{.index entry=\"x\"}.", 0),
            ("\\newpage\\listoffigures\n", "\n\n\\newpage\n\n\n", 1),
            ("\\newpage\n", "\\newpage\n", 0),
            ("\\cite{a,b} and \\citet{c}", "[@a; @b] and @c", 0),
            ("\\href{https://a.example/\\#x}{the \\textit{sea}}", "[the *sea*](<https://a.example/#x>)", 0),
            ("\\begin{center}\nText.\n\\end{center}\n", "\nText.\n\n", 1),
            (
                "$\\textbf{x}$ `\\textbf{y}` $$\n\n\\small x$$ \\(\\small\\)",
                "$\\textbf{x}$ `\\textbf{y}` $$\n\n\\small x$$ \\(\\small\\)",
                0,
            ),
            (
                "```\n\\small\n```\n\\begin{align}\\small x\\end{align} C:\\index{x} \\\\small \\textbf",
                "```\n\\small\n```\n\\begin{align}\\small x\\end{align} C:\\index{x} \\\\small \\textbf",
                0,
            ),
            ("\\textbf{half é", "\\textbf{half é", 0),
            ("\\é \\textbf{}", "\\é \\textbf{}", 0),
        ];
        for (text, wanted, count) in cases {
            assert_eq!(becomes(text), (wanted.to_owned(), count), "{text}");
        }
    }
}
