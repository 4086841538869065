//! Prepares data for the program, so that adding a language or a style is adding a file. The language files `src/language/data/*.toml` become
//! the table that `src/language/registry.rs` includes. The styles and languages of citations, `src/citation/styles/*.csl` and
//! `src/citation/locales/*.xml`, are compressed and become the tables that `src/citation/bundled.rs` includes.
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let languages = files(&root.join("src/language/data"), "toml");
    let mut table = format!("const FILES: [(&str, &str); {}] = [\n", languages.len());
    for (tag, path) in languages {
        writeln!(table, "    ({tag:?}, include_str!({:?})),", path.display()).expect("a string takes all text");
    }
    table.push_str("];\n");
    fs::write(out.join("language_files.rs"), table).expect("the build folder can be written");
    #[cfg(feature = "citations")]
    citation_files(&root, &out);
}

/// The files of a folder with an extension, each with its name without the extension. They are sorted by the name in lower case, because the
/// program uses a binary search.
fn files(folder: &Path, extension: &str) -> Vec<(String, PathBuf)> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<(String, PathBuf)> = fs::read_dir(folder)
        .expect("the folder of the data")
        .filter_map(|entry| {
            let path = entry.expect("an entry of that folder").path();
            let name = path.file_stem()?.to_str()?.to_owned();
            (path.extension()? == extension).then_some((name, path))
        })
        .collect();
    files.sort_by_key(|(name, _)| name.to_ascii_lowercase());
    files
}

/// Compresses the styles and languages of citations with Deflate, each by itself. They are 2 MB of XML, and 0.4 MB compressed.
#[cfg(feature = "citations")]
fn citation_files(root: &Path, out: &Path) {
    use libdeflater::{CompressionLvl, Compressor};

    let mut tables = String::new();
    let mut compressor = Compressor::new(CompressionLvl::best());
    for (name, folder, extension, prefix) in [("STYLES", "styles", "csl", ""), ("LOCALES", "locales", "xml", "locales-")] {
        let files = files(&root.join("src/citation").join(folder), extension);
        writeln!(tables, "const {name}: [(&str, usize, &[u8]); {}] = [", files.len()).expect("a string takes all text");
        for (stem, path) in files {
            let text = fs::read(&path).expect("a file of that folder");
            let mut compressed = vec![0; compressor.zlib_compress_bound(text.len())];
            let length = compressor.zlib_compress(&text, &mut compressed).expect("the buffer is as long as the bound");
            let target = out.join(format!("{stem}.{extension}.z"));
            fs::write(&target, &compressed[..length]).expect("the build folder can be written");
            let stem = stem.strip_prefix(prefix).unwrap_or(&stem);
            writeln!(tables, "    ({stem:?}, {}, include_bytes!({:?})),", text.len(), target.display()).expect("a string takes all text");
        }
        tables.push_str("];\n");
    }
    fs::write(out.join("citation_files.rs"), tables).expect("the build folder can be written");
}
