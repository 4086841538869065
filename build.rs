//! Lists the language files, so that adding a language is adding a file: `src/language/data/*.toml` become the table that
//! `src/language/registry.rs` includes.
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("src/language/data");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut tags: Vec<(String, String)> = fs::read_dir(&folder)
        .expect("the folder of the language files")
        .filter_map(|entry| {
            let path = entry.expect("an entry of that folder").path();
            let tag = path.file_stem()?.to_str()?.to_owned();
            (path.extension()? == "toml").then(|| (tag, path.display().to_string()))
        })
        .collect();
    // Sorted by the tag in lower case, because `registry.rs` uses a binary search.
    tags.sort_by_key(|(tag, _)| tag.to_ascii_lowercase());
    let mut table = format!("const FILES: [(&str, &str); {}] = [\n", tags.len());
    for (tag, path) in tags {
        writeln!(table, "    ({tag:?}, include_str!({path:?})),").expect("a string takes all text");
    }
    table.push_str("];\n");
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("language_files.rs");
    fs::write(out, table).expect("the build folder can be written");
}
