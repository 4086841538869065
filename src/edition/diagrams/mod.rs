//! The commands that draw diagrams: the table `[diagrams]`.
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, codes};
use crate::edition::settings::reader::SettingsReader;
use crate::edition::settings::tree::PathStep;
use crate::source::Span;

/// The commands of a book, by the language that a block of code names.
pub type DiagramCommands = BTreeMap<String, DiagramCommand>;

/// A command that reads the source of a diagram from its standard input and writes an SVG or a PNG to its standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagramCommand {
    /// The program.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// The place of the command in the settings.
    pub span: Span,
}

impl SettingsReader<'_> {
    /// The commands of `[diagrams]`. Those that cannot be divided into words are reported and left out.
    pub(crate) fn diagrams(&self, given: &BTreeMap<String, String>) -> DiagramCommands {
        let mut commands = DiagramCommands::new();
        for (language, command) in given {
            let span = self.place(&[PathStep::Key("diagrams"), PathStep::Key(language)]);
            let fault = match words(command).map(|words| words.split_first().map(|(program, rest)| (program.clone(), rest.to_vec()))) {
                Some(Some((program, arguments))) => {
                    commands.insert(language.clone(), DiagramCommand { program, arguments, span });
                    continue;
                }
                Some(None) => "the command is empty",
                None => "a quotation mark in the command is not closed",
            };
            let hint = "write a program and its arguments, such as `mermaid = \"mmdc -i - -o -\"`";
            self.sink.report(Diagnostic::new(codes::BAD_VALUE, span, fault).hint(hint));
        }
        commands
    }
}

/// The words of a command. Quotation marks keep words with spaces together, as in a shell; nothing else has a meaning. `None` if one is not
/// closed.
fn words(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    for sign in command.chars() {
        match (quote, sign) {
            (Some(open), sign) if sign == open => quote = None,
            (Some(_), sign) => word.get_or_insert_default().push(sign),
            (None, '"' | '\'') => {
                quote = Some(sign);
                word.get_or_insert_default();
            }
            (None, sign) if sign.is_whitespace() => words.extend(word.take()),
            (None, sign) => word.get_or_insert_default().push(sign),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_divided_as_in_a_shell() {
        let divided = |command| words(command).map(|words| words.join("|"));
        assert_eq!(divided("mmdc -i -  -o -"), Some("mmdc|-i|-|-o|-".to_owned()));
        assert_eq!(divided("'my tool' --title \"a b\"c ''"), Some("my tool|--title|a bc|".to_owned()));
        assert_eq!(divided("  "), Some(String::new()));
        assert_eq!(divided("dot 'x"), None);
    }
}
