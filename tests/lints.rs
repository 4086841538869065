//! Codes, and what an author may allow.
use chapbook::diagnostic::{Diagnostic, Severity, Sink, codes};
use chapbook::source::Span;

#[test]
fn codes_are_sorted_and_every_warning_can_be_allowed() {
    assert!(codes::ALL.is_sorted_by(|one, other| one.name < other.name), "sort the list in src/diagnostic/codes/mod.rs");
    for code in codes::ALL {
        assert!(code.severity == Severity::Error || code.allowable, "{code}");
        assert_eq!(codes::find(code.name), Some(*code));
        assert_eq!(is_allowable(code.name), code.allowable, "{code}");
    }
    assert!(!is_allowable("no-such-code") && !is_allowable(""));
}

fn is_allowable(code: &str) -> bool {
    let sink = Sink::default();
    sink.allow(code, Span::DETACHED);
    sink.sorted().is_empty()
}

#[test]
fn what_is_allowed_is_not_told() {
    let sink = Sink::default();
    sink.report(Diagnostic::new(codes::MISSING_ALT, Span::DETACHED, "no text"));
    sink.report(Diagnostic::new(codes::DEAD_LINK, Span::DETACHED, "no end"));
    assert!(sink.has_errors());
    sink.allow("missing-alt", Span::DETACHED);
    assert!(!sink.has_errors());
    assert_eq!(sink.sorted().iter().map(|told| told.code.name).collect::<Vec<_>>(), ["dead-link"]);
    sink.allow("dead-lnk", Span::DETACHED);
    assert!(sink.has_errors());
    assert!(sink.sorted().iter().any(|told| told.code.name == "unknown-lint" && told.hints[0].contains("dead-link")));
}
