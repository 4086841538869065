use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_CODE_LANGUAGE: &Code = &Code {
    name: "unknown-code-language",
    severity: Severity::Warning,
    allowable: true,
    summary: "The language of code is nearly one that chapbook knows.",
    explanation: "\
The word after a code fence is the language of the code. It decides the colours
of keywords, strings and comments. chapbook reports a word that differs by one
or two letters from a name that it knows. Any other unknown word is accepted,
and the code is printed without colours.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

```pyhton
print(1)
```
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

```python
print(1)
```

```recipe
flour
```
",
        )],
    },
};
