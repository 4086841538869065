//! The time of each stage for a book of a thousand pages: reading, typesetting, writing the PDF, writing the EPUB, and all of them.
//! Also the whole time for books of 1, 4, 12 and 35 chapters: it should grow no faster than the length.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a benchmark may panic and print")]
mod thousand_pages;

use std::hint::black_box;

use chapbook::artwork::Gallery;
use chapbook::diagnostic::Sink;
use chapbook::document::Document;
use chapbook::edition::Edition;
use chapbook::font::FontBook;
use chapbook::manuscript::read;
use chapbook::resolve::{Book, Resolution, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::typeset;
use chapbook::{epub, pdf};
use criterion::{Criterion, criterion_group, criterion_main};

/// Writes a manuscript of this number of chapters to a temporary folder.
fn folder(chapters: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    thousand_pages::write(folder.path(), chapters).unwrap();
    folder
}

fn document(folder: &tempfile::TempDir) -> (Document, Edition, Resolution) {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read(folder.path(), &mut sources, &sink).unwrap();
    let edition = manuscript.editions[0].clone();
    let resolution = resolve(&manuscript.document, &edition, &sources, &sink);
    (manuscript.document, edition, resolution)
}

fn whole(folder: &tempfile::TempDir, fonts: &FontBook) -> usize {
    let (sink, gallery) = (Sink::default(), Gallery::default());
    let (document, edition, resolution) = document(folder);
    let book = Book { document: &document, resolution: &resolution, edition: &edition };
    let pages = typeset(&book, fonts, &gallery, &sink);
    let pdf = pdf::write(&pages, &book, fonts, &gallery, &sink).unwrap();
    let epub = epub::write(&book, &gallery, fonts, None, &sink).unwrap();
    pdf.len() + epub.len()
}

fn stages(criterion: &mut Criterion) {
    let (sink, gallery, fonts) = (Sink::default(), Gallery::default(), FontBook::bundled());
    let manuscript = folder(thousand_pages::CHAPTERS);
    let (document, edition, resolution) = document(&manuscript);
    let book = Book { document: &document, resolution: &resolution, edition: &edition };
    let pages = typeset(&book, &fonts, &gallery, &sink);
    println!("{} pages", pages.pages.len());
    let mut group = criterion.benchmark_group("thousand pages");
    group.sample_size(10);
    group.bench_function("read", |b| b.iter(|| read(manuscript.path(), &mut SourceMap::default(), &Sink::default()).unwrap()));
    group.bench_function("set", |b| b.iter(|| black_box(typeset(&book, &fonts, &gallery, &sink))));
    group.bench_function("write pdf", |b| b.iter(|| pdf::write(&pages, &book, &fonts, &gallery, &sink).unwrap()));
    group.bench_function("write epub", |b| b.iter(|| epub::write(&book, &gallery, &fonts, None, &sink).unwrap()));
    group.bench_function("whole", |b| b.iter(|| whole(&manuscript, &fonts)));
    group.finish();
}

fn lengths(criterion: &mut Criterion) {
    let fonts = FontBook::bundled();
    let mut group = criterion.benchmark_group("by length");
    group.sample_size(10);
    for chapters in [1, 4, 12, thousand_pages::CHAPTERS] {
        let manuscript = folder(chapters);
        group.throughput(criterion::Throughput::Elements(chapters as u64));
        group.bench_function(format!("{chapters} chapters"), |b| b.iter(|| whole(&manuscript, &fonts)));
    }
    group.finish();
}

criterion_group!(benches, stages, lengths);
criterion_main!(benches);
