//! Sessions: commands with their prompts, and their output.
use std::ops::Range;

use super::syntax::{CodeTokens, tokens};
use super::token::{CodeToken, TokenClass, add};

/// The maximum length in bytes of a prompt with variable parts, such as a user, a host and a folder.
const LONGEST_PROMPT: usize = 80;

/// A prompt at the beginning of a line.
struct Prompt {
    /// The length in bytes, with the space after the prompt.
    length: usize,
    /// The language of the command, as the extension of its files.
    language: &'static str,
    /// Whether the line continues the command before it.
    continues: bool,
}

/// The tokens of a session: the prompts, and the tokens of the commands. The output of the commands is plain.
pub(super) fn session(code: &str) -> CodeTokens {
    let mut read = CodeTokens::default();
    let mut command: Option<TypedCommand> = None;
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        // After a backslash at the end of a line, the command continues on the next line, without a prompt.
        let goes_on = command.as_ref().is_some_and(|command| command.is_open);
        match prompt(content, command.as_ref()) {
            Some(prompt) => {
                let mut own = command.take().filter(|_| prompt.continues).unwrap_or_else(|| TypedCommand::new(prompt.language));
                add(&mut read.tokens, start..start + content[..prompt.length].trim_end().len(), TokenClass::Prompt);
                own.line(&content[prompt.length..], start + prompt.length, &mut read);
                command = Some(own);
            }
            None if goes_on => {
                if let Some(command) = &mut command {
                    command.line(content, start, &mut read);
                }
            }
            None => command = None,
        }
        start += line.len();
    }
    read
}

/// A command. With each further line, all its lines are read again, because the syntax needs those before.
struct TypedCommand {
    language: &'static str,
    text: String,
    /// Whether the last line ends with a backslash.
    is_open: bool,
}

/// The maximum length in bytes of the lines of a command that are read together. After it, reading starts afresh, so that the work is
/// bounded.
const LONGEST_COMMAND: usize = 4_000;

impl TypedCommand {
    const fn new(language: &'static str) -> Self {
        Self { language, text: String::new(), is_open: false }
    }

    /// Whether the command may continue on a further line. In a shell, a line that begins with `>` may also be output.
    fn expects_more(&self) -> bool {
        const OPEN: [&str; 8] = ["\\", "|", "&&", "do", "then", "else", "{", "("];
        let text = self.text.trim_end();
        let is_quoted = ['"', '\''].into_iter().any(|mark| text.matches(mark).count() % 2 == 1);
        self.language != "sh" || is_quoted || text.contains("<<") || OPEN.iter().any(|end| text.ends_with(end))
    }

    /// Adds a line to the command, and its tokens to `read`. `start` is the byte of the session at which the line begins.
    fn line(&mut self, content: &str, start: usize, read: &mut CodeTokens) {
        if self.text.len() > LONGEST_COMMAND {
            self.text.clear();
        }
        let own = self.text.len();
        self.text.push_str(content);
        self.text.push('\n');
        self.is_open = content.ends_with('\\');
        let Some(all) = tokens(self.language, &self.text) else { return };
        read.plain_lines += usize::from(all.plain_lines > 0);
        for CodeToken { range, class } in all.tokens.into_iter().filter(|token| token.range.start >= own) {
            let moved = |byte: usize| byte - own + start;
            let Range { start, end } = range;
            add(&mut read.tokens, moved(start)..moved(end), class);
        }
    }
}

/// The prompt at the beginning of a line. `before` is the command on the line before, if there is one.
fn prompt(line: &str, before: Option<&TypedCommand>) -> Option<Prompt> {
    let found = |length: usize, language| Some(Prompt { length, language, continues: false });
    if let Some(before) = before.filter(|before| before.expects_more())
        && let Some(sign) = [">", "..."].into_iter().find(|sign| line == *sign || line.starts_with(&format!("{sign} ")))
    {
        return Some(Prompt { length: (sign.len() + 1).min(line.len()), language: before.language, continues: true });
    }
    for (sign, language) in [("$", "sh"), ("%", "sh"), (">>>", "py"), ("ghci>", "hs"), ("λ>", "hs"), ("Prelude>", "hs"), ("mysql>", "sql")]
    {
        if line == sign {
            return found(line.len(), language);
        }
        if line.starts_with(sign) && line[sign.len()..].starts_with(' ') {
            return found(sign.len() + 1, language);
        }
    }
    // `In [1]: `, `irb(main):001:0> `, `iex(1)> `, `user@host:~/book$ `, `C:\book> `, `PS C:\> `.
    for (begin, end, language) in [("In [", "]: ", "py"), ("irb(", "> ", "rb"), ("iex(", "> ", "ex")] {
        if line.starts_with(begin)
            && let Some(at) = line.find(end).filter(|at| *at < LONGEST_PROMPT)
        {
            return found(at + end.len(), language);
        }
    }
    let bare = line.strip_prefix("PS ").unwrap_or(line);
    let is_windows = bare.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && bare[1..].starts_with(":\\");
    if is_windows && let Some(at) = line.find('>').filter(|at| *at < LONGEST_PROMPT) {
        return found((at + 2).min(line.len()), "bat").filter(|prompt| line.is_char_boundary(prompt.length));
    }
    let at = ["$ ", "# "].into_iter().filter_map(|sign| line.find(sign)).min().filter(|at| (1..LONGEST_PROMPT).contains(at))?;
    let head = &line[..at];
    let is_place = head.contains('@') && !head.contains(' ') || head.starts_with('[') && head.ends_with(']') && head.contains('@');
    if is_place || head == "~" { found(at + 2, "sh") } else { None }
}

#[cfg(all(test, feature = "highlighting"))]
mod tests {
    use super::*;

    fn seen(code: &str) -> Vec<(&str, TokenClass)> {
        session(code).tokens.into_iter().map(|token| (&code[token.range], token.class)).collect()
    }

    #[test]
    fn prompts_and_commands_are_told_from_what_is_printed() {
        let tokens = seen("$ echo \"a b\"\na \"b\"\n# no prompt\nme@host:~/book$ export A=1\n");
        assert_eq!(tokens.iter().filter(|(_, class)| *class == TokenClass::Prompt).count(), 2, "{tokens:?}");
        assert!(tokens.contains(&("\"a b\"", TokenClass::String)), "{tokens:?}");
        assert!(!tokens.iter().any(|(text, _)| text.contains("\"b\"") || text.contains("no prompt")), "{tokens:?}");
    }

    #[test]
    fn commands_go_on_after_a_prompt_for_that_or_a_backslash() {
        let tokens = seen(">>> def f():\n...     return 1\n...\n>>> f()\n1\n> no\n");
        assert_eq!(tokens.iter().filter(|(_, class)| *class == TokenClass::Prompt).count(), 4, "{tokens:?}");
        assert!(tokens.contains(&("return", TokenClass::Keyword)), "{tokens:?}");
        let tokens = seen("$ cat \\\n  'a b'\n'c'\n");
        assert!(tokens.contains(&("'a b'", TokenClass::String)) && !tokens.iter().any(|(text, _)| *text == "'c'"), "{tokens:?}");
    }

    #[test]
    fn a_session_of_one_long_command_is_bounded() {
        let code = "$ a \\\n".to_owned() + &"  b \\\n".repeat(5_000);
        assert!(session(&code).tokens.len() < 20_000);
    }
}
