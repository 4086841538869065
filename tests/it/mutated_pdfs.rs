//! Damaged PDFs: `chapbook impose` imposes each of them, or refuses it with a reason.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::mutation::{Numbers, run};

/// The ways to damage a file.
const WAYS: usize = 8;

/// Damages a file in one of the ways.
fn mutate(file: &[u8], way: usize, numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = file.to_vec();
    let range = |numbers: &mut Numbers| {
        let start = numbers.below(file.len());
        start..(start + 1 + numbers.below(600)).min(file.len())
    };
    match way {
        // Bits are flipped.
        0 => (0..1 + numbers.below(12)).for_each(|_| {
            let at = numbers.below(file.len());
            bytes[at] ^= 1 << numbers.below(8);
        }),
        // The file ends too early.
        1 => bytes.truncate(file.len() / 10 + numbers.below(file.len() * 9 / 10)),
        // A range is missing.
        2 => drop(bytes.drain(range(numbers))),
        // A range is repeated.
        3 => {
            let range = range(numbers);
            let copy = file[range.clone()].to_vec();
            bytes.splice(range.end..range.end, copy);
        }
        // Numbers are changed: in cross-references, in lengths and elsewhere.
        4 | 5 => {
            let words: &[&[u8]] = if way == 4 {
                &[b"startxref", b" 00000 n", b" 0 R", b" 0 obj"]
            } else {
                &[b"/Length ", b"/Count ", b"/Size ", b"/W [", b"/N ", b"/First "]
            };
            let word = words[numbers.below(words.len())];
            let places: Vec<usize> = file.windows(word.len()).enumerate().filter(|(_, window)| *window == word).map(|(at, _)| at).collect();
            for _ in 0..1 + numbers.below(4) {
                let Some(place) = places.get(numbers.below(places.len())) else { break };
                let near = place.saturating_sub(4)..(place + word.len() + 5).min(file.len());
                for at in near.filter(|at| file[*at].is_ascii_digit()) {
                    bytes[at] = b'0' + u8::try_from(numbers.below(10)).unwrap();
                }
            }
        }
        // Other bytes are before or after the file.
        6 => {
            let other = vec![b'x'; numbers.below(3000)];
            let at = if numbers.below(2) == 0 { 0 } else { file.len() };
            bytes.splice(at..at, other);
        }
        // The last lines are missing: `startxref` and `%%EOF`.
        _ => bytes.truncate(file.len() - numbers.below(40)),
    }
    bytes
}

/// The files to damage: with a cross-reference table, with a cross-reference stream and object streams, encrypted, with a form.
fn originals(folder: &Path) -> Vec<PathBuf> {
    let text = format!(
        "---\ntitle: T\nlang: en\n---\n# One\n\nText with a note.[^1]\n\n[^1]: The note.\n\n# Two\n\n{}\n",
        "Words fill the page. ".repeat(300)
    );
    fs::write(folder.join("t.md"), text).unwrap();
    let built =
        Command::new(env!("CARGO_BIN_EXE_chapbook")).args(["build", "t.md", "--format", "pdf", "-q"]).current_dir(folder).status().unwrap();
    assert!(built.success());
    let made = folder.join("t.pdf");
    let mut originals = vec![made.clone()];
    let arguments: [(&str, &[&str]); 3] = [
        ("plain.pdf", &["--object-streams=disable"]),
        ("lines.pdf", &["--qdf", "--object-streams=disable"]),
        ("encrypted.pdf", &["--encrypt", "", "owner", "256", "--"]),
    ];
    for (name, arguments) in arguments {
        let path = folder.join(name);
        let written = Command::new("qpdf").args(arguments).arg(&made).arg(&path).stderr(Stdio::null()).status();
        if written.is_ok_and(|status| status.success()) {
            originals.push(path);
        }
    }
    let form = folder.join("form.pdf");
    fs::write(&form, crate::foreign_pdfs::form()).unwrap();
    originals.push(form);
    originals
}

/// The time that a file of a few pages may take, on a busy machine.
const LIMIT: Duration = Duration::from_secs(20);

/// The memory that a process may use, in kilobytes.
const MEMORY: usize = 3_000_000;

/// The number of words that poppler finds, also in a damaged file.
fn words(path: &Path) -> usize {
    let output = Command::new("pdftotext").arg("-raw").arg(path).arg("-").stderr(Stdio::null()).output();
    output.map_or(0, |output| String::from_utf8_lossy(&output.stdout).split_whitespace().count())
}

/// Damages files in many ways and imposes them.
fn check(count: usize) {
    let folder = tempfile::tempdir().unwrap();
    let originals = originals(folder.path());
    let mut numbers = Numbers(21);
    let mut wrong = Vec::new();
    let (mut imposed, mut refused, mut refused_readable) = (0, 0, 0);
    for nth in 0..count {
        let original = &originals[nth % originals.len()];
        let way = nth / originals.len() % WAYS;
        let bytes = mutate(&fs::read(original).unwrap(), way, &mut numbers);
        let name = format!("{nth}-{way}-{}", original.file_name().unwrap().to_str().unwrap());
        let (input, output) = (folder.path().join(&name), folder.path().join(format!("sheets-{name}")));
        fs::write(&input, &bytes).unwrap();
        let mut impose = Command::new("sh");
        impose.args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" impose \"$1\" -o \"$2\" --scheme two-up")]);
        impose.arg(env!("CARGO_BIN_EXE_chapbook")).args([&input, &output]);
        let ended = run(&mut impose, &folder.path().join("log"), LIMIT);
        if fs::read(&input).unwrap() != bytes {
            wrong.push(format!("{name}: the file was changed"));
        }
        let opens =
            Command::new("pdfinfo").arg(&input).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        match ended {
            Some((Some(0), message)) => {
                imposed += 1;
                let sheets = lopdf::Document::load(&output).map(|sheets| sheets.get_pages().len());
                if sheets.as_ref().map_or(0, |count| *count) == 0 {
                    wrong.push(format!("{name}: the sheets cannot be read: {sheets:?}"));
                }
                let (before, after) = (words(&input), words(&output));
                // Readers differ in what they show of a damaged stream.
                if after + before / 50 + 4 < before && !message.contains("note: ") {
                    wrong.push(format!("{name}: {before} words became {after} without a word"));
                }
            }
            Some((Some(3), message)) => {
                refused += 1;
                if !message.contains("cause: ") || output.exists() {
                    wrong.push(format!("{name}: refused without a reason: {message}"));
                }
                refused_readable += usize::from(opens);
            }
            Some((code, message)) => wrong.push(format!("{name}: exit code {code:?}: {message}")),
            None => wrong.push(format!("{name}: not finished after {LIMIT:?}")),
        }
        if let Some(keep) = std::env::var_os("MUTATED_OUT").filter(|_| wrong.last().is_some_and(|line| line.starts_with(&name))) {
            fs::copy(&input, Path::new(&keep).join(&name)).unwrap();
        }
        let _ = (fs::remove_file(&input), fs::remove_file(&output));
    }
    println!("{imposed} of {count} damaged PDFs imposed, {refused} refused, of which poppler opens {refused_readable}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(refused_readable * 50 <= count + 50, "poppler opens {refused_readable} of those that are refused");
    assert!(imposed * 2 > count, "most damaged files can be repaired: {imposed} of {count}");
}

#[test]
fn damaged_pdfs_are_imposed_or_refused() {
    check(40);
}

/// `just prove` runs this.
#[test]
#[ignore = "takes a minute or more"]
fn three_hundred_damaged_pdfs_are_imposed_or_refused() {
    check(300);
}
