//! Fuzzing: one file of a small book is changed at random, and the book is built in this process. Whatever the file says, the build must
//! not panic, must end in time, and must either report an error or write files that other programs can read.
//!
//! Each test changes one kind of file [`CASES`] times, which takes about ten seconds. The changes are the same in each run. For longer runs
//! with other changes, set the variables:
//!
//!     FUZZ_SECONDS=600 FUZZ_SEED=7 cargo test --release --test it fuzz::drawings
//!
//! Before each build, the changed file is written to `target/fuzz/`, so it is not lost if the process aborts. A file that fails is reduced
//! first: pieces of it are removed as long as the build fails in the same way.
mod archive_pieces;
mod line_breaks;
mod mutation;
mod seeds;
mod soundness;

use std::any::Any;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::support::mutation::Numbers;

use mutation::{Kind, changed};
use seeds::Seed;

/// The time that a small book may take on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// How often a file is changed and the book built, unless `FUZZ_SECONDS` says how long.
const CASES: usize = 60;

/// How often a file that fails is built again to reduce it.
const REDUCTIONS: usize = 300;

/// Checks a book with one file changed. An error says what is wrong.
type Check = fn(&Path) -> Result<(), String>;

/// A number from the environment.
fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// The message of a panic.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    format!("panic: {}", text.unwrap_or("without a message"))
}

/// Writes a seed with a file changed to a new folder, and checks it there, in a thread of its own. A book that takes longer than the limit
/// fails; its thread is left to itself.
fn verdict(seed: &Seed, file: Vec<u8>, check: Check) -> Result<(), String> {
    let (sender, receiver) = mpsc::channel();
    let seed = seed.clone();
    // The stack of the main thread of a program on Linux.
    let thread = std::thread::Builder::new().stack_size(8 << 20).spawn(move || {
        let folder = tempfile::tempdir().unwrap();
        seed.write(folder.path(), &file);
        let checked = catch_unwind(AssertUnwindSafe(|| check(folder.path())));
        let _ = sender.send(checked.unwrap_or_else(|panic| Err(message(panic.as_ref()))));
    });
    thread.unwrap();
    receiver.recv_timeout(LIMIT).unwrap_or_else(|_| Err(format!("not finished after {LIMIT:?}")))
}

/// Removes pieces of a file as long as the book fails with the same message.
fn reduced(seed: &Seed, file: Vec<u8>, error: &str, check: Check) -> Vec<u8> {
    let mut best = file;
    let mut tries = 0;
    let mut size = best.len() / 2;
    while size > 0 && tries < REDUCTIONS && !error.starts_with("not finished") {
        let mut at = 0;
        while at < best.len() && tries < REDUCTIONS {
            let mut shorter = best.clone();
            shorter.drain(at..(at + size).min(best.len()));
            tries += 1;
            if verdict(seed, shorter.clone(), check).is_err_and(|own| own == error) { best = shorter } else { at += size }
        }
        size /= 2;
    }
    best
}

/// Changes the files of some seeds again and again. Panics with the first file that fails.
fn fuzz(name: &str, seeds: &[Seed], kind: Kind, check: Check) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/fuzz");
    fs::create_dir_all(&folder).unwrap();
    let (current, failed) = (folder.join(format!("{name}-current")), folder.join(format!("{name}-failed")));
    let time = number("FUZZ_SECONDS").map(Duration::from_secs);
    let mut numbers = Numbers(number("FUZZ_SEED").unwrap_or(1922));
    let begin = Instant::now();
    let mut count = 0;
    for seed in seeds {
        verdict(seed, seed.changing().to_vec(), check).unwrap_or_else(|error| panic!("{name}: an unchanged seed fails: {error}"));
    }
    while time.map_or(count < CASES, |time| begin.elapsed() < time) {
        let seed = &seeds[numbers.below(seeds.len())];
        let others: Vec<&[u8]> = seeds.iter().map(Seed::changing).collect();
        let file = changed(seed.changing(), &others, kind, &mut numbers);
        fs::write(&current, &file).unwrap();
        count += 1;
        if let Err(error) = verdict(seed, file.clone(), check) {
            let file = reduced(seed, file, &error, check);
            fs::write(&failed, &file).unwrap();
            let text = String::from_utf8_lossy(&file[..file.len().min(600)]).into_owned();
            panic!("{name}: number {count} fails: {error}\n{} has the file:\n{text}", failed.display());
        }
    }
    println!("{name}: {count} files in {:?}", begin.elapsed());
}

#[test]
fn chapters() {
    fuzz("chapters", &seeds::chapters(), Kind::Text(mutation::MARKDOWN), soundness::files);
}

#[test]
fn pages_of_chapters() {
    fuzz("pages", &seeds::chapters(), Kind::Text(mutation::MARKDOWN), soundness::pages);
}

#[test]
fn html() {
    fuzz("html", &seeds::html(), Kind::Text(mutation::HTML), soundness::files);
}

#[test]
fn formulas() {
    fuzz("formulas", &seeds::formulas(), Kind::Text(mutation::TEX), soundness::files);
}

#[test]
fn front_matter() {
    fuzz("front-matter", &seeds::front_matter(), Kind::Text(mutation::YAML), soundness::files);
}

#[test]
fn settings() {
    fuzz("settings", &seeds::settings(), Kind::Text(mutation::TOML), soundness::files);
}

#[test]
fn names() {
    fuzz("names", &seeds::names(), Kind::Text(mutation::TOML), soundness::files);
}

#[test]
fn lock_files() {
    fuzz("lock-files", &seeds::lock_files(), Kind::Text(mutation::LOCK), soundness::files);
}

#[test]
fn summaries() {
    fuzz("summaries", &seeds::summaries(), Kind::Text(mutation::MARKDOWN), soundness::files);
}

#[test]
fn drawings() {
    fuzz("drawings", &seeds::drawings(), Kind::Text(mutation::SVG), soundness::files);
}

#[test]
fn pictures() {
    fuzz("pictures", &seeds::pictures(), Kind::Bytes, soundness::files);
}

#[test]
fn fonts() {
    fuzz("fonts", &seeds::fonts(), Kind::Bytes, soundness::files);
}

#[test]
fn imposed_pdfs() {
    fuzz("pdfs", &seeds::pdfs(), Kind::Bytes, soundness::imposed);
}

#[test]
fn pandoc_documents() {
    fuzz("pandoc", &seeds::pandoc_documents(), Kind::Text(mutation::JSON), soundness::files);
}

#[test]
fn imported_pages() {
    fuzz("imported-pages", &seeds::imported_pages(), Kind::Text(mutation::HTML), soundness::imported);
}

#[test]
fn imported_texts() {
    fuzz("imported-texts", &seeds::imported_texts(), Kind::Text(mutation::MARKDOWN), soundness::imported);
}

#[test]
fn imported_documents() {
    fuzz("imported-documents", &seeds::imported_documents(), Kind::Text(mutation::WORD), soundness::imported);
}

#[test]
fn imported_fiction_books() {
    fuzz("imported-fiction-books", &seeds::imported_fiction_books(), Kind::Text(archive_pieces::FICTION_BOOK), soundness::imported);
}

#[test]
fn imported_muse_texts() {
    fuzz("imported-muse-texts", &seeds::imported_muse_texts(), Kind::Text(archive_pieces::MUSE), soundness::imported);
}

#[test]
fn imported_archives() {
    fuzz("imported-archives", &seeds::imported_archives(), Kind::Bytes, soundness::imported);
}
