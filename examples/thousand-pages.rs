//! Writes the book of the benchmarks as a manuscript, so that you can time the whole program:
//! `cargo run --release --example thousand-pages -- FOLDER [CHAPTERS]`.
#[path = "../benches/thousand_pages.rs"]
mod thousand_pages;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "target/thousand-pages".to_owned());
    let chapters = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(thousand_pages::CHAPTERS);
    thousand_pages::write(std::path::Path::new(&folder), chapters)
}
