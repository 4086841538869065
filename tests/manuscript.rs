//! Reading: what a manuscript says becomes the document, and what is wrong with it is told with its place.
use chapbook::diagnostic::Sink;
use chapbook::document::proof;
use chapbook::manuscript::{Manuscript, read_text};
use chapbook::source::SourceMap;

/// What was read, and what was told: `code line:column message`.
fn read(text: &str) -> (Manuscript, Vec<String>) {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read_text("book.md", text, &mut sources, &sink);
    let told = sink.sorted();
    let told = told.iter().map(|told| {
        let (line, column) = sources.line_column(told.span).unwrap_or_default();
        format!("{} {line}:{column} {}", told.code, told.message)
    });
    let told = told.collect();
    (manuscript, told)
}

/// Each file of `tests/manuscript` beside its proof: the document and the diagnostics.
#[test]
fn manuscripts_are_read_as_their_proofs_say() {
    insta::glob!("manuscript/*.md", |path| {
        let text = std::fs::read_to_string(path).expect("a test file");
        let (manuscript, told) = read(&text);
        let metadata = &manuscript.editions[0].metadata;
        insta::assert_snapshot!(format!(
            "title {:?} slug {:?}\n{}\n{}",
            metadata.title,
            manuscript.slug,
            told.join("\n"),
            proof(&manuscript.document)
        ));
    });
}
