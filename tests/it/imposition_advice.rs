//! What `impose` warns about before the sheets are printed, and the file that it never overwrites.
use std::fs;
use std::path::Path;

use lopdf::{Document, Object, Stream, dictionary};

use crate::cli::{chapbook, error};

/// A PDF with pages of these widths and heights. `unit` is their `UserUnit`.
fn pages(sizes: &[(i64, i64)], unit: Option<f32>) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let tree = document.new_object_id();
    let kids: Vec<Object> = sizes
        .iter()
        .map(|(width, height)| {
            let content = document.add_object(Stream::new(dictionary! {}, b"0 0 10 10 re f".to_vec()));
            let mut page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => dictionary! {},
                "MediaBox" => vec![0.into(), 0.into(), (*width).into(), (*height).into()],
            };
            if let Some(unit) = unit {
                page.set("UserUnit", unit);
            }
            Object::Reference(document.add_object(page))
        })
        .collect();
    let count = i64::try_from(kids.len()).unwrap();
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Imposes such a PDF. Returns the messages.
fn impose(sizes: &[(i64, i64)], arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.pdf"), pages(sizes, None)).unwrap();
    let output = chapbook(folder.path(), &[&["impose", "a.pdf"], arguments].concat(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", error(&output));
    error(&output)
}

const A5: (i64, i64) = (420, 595);

#[test]
fn the_file_that_is_read_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = pages(&[A5; 4], None);
    fs::write(folder.path().join("a.pdf"), &bytes).unwrap();
    fs::create_dir(folder.path().join("inner")).unwrap();
    for output in ["a.pdf", "./a.pdf", "inner/../a.pdf"] {
        let output = chapbook(folder.path(), &["impose", "a.pdf", "-o", output], &[]);
        assert_eq!(output.status.code(), Some(2), "{}", error(&output));
        assert!(error(&output).contains("is the file that is imposed"), "{}", error(&output));
        assert_eq!(fs::read(folder.path().join("a.pdf")).unwrap(), bytes);
    }
}

#[test]
fn pages_that_are_cut_are_named() {
    let text = impose(&[A5; 4], &["--scale", "150"]);
    assert!(text.contains("note: pages 1, 2, 3, 4 do not fit at 150 % and are cut; without --scale, they are scaled to fit\n"), "{text}");
    let text = impose(&[(200, 300), (200, 300), (420, 595), (200, 300)], &["--scale", "110"]);
    assert!(text.contains("note: page 3 does not fit at 110 % and is cut"), "{text}");
    assert!(!impose(&[A5; 4], &["--scale", "90"]).contains("note:"));
    assert!(!impose(&[A5; 4], &[]).contains("note:"));
}

#[test]
fn a_page_that_makes_all_others_smaller_is_named() {
    let mut sizes = vec![A5; 41];
    sizes[16] = (595, 420);
    let text = impose(&sizes, &[]);
    assert!(text.contains("note: page 17 is larger than the others, so all pages are set at 70.7 % instead of 100 %"), "{text}");
    // With a scale of its own, nothing is made smaller, but the page is cut.
    let text = impose(&sizes, &["--scale", "100"]);
    assert!(text.contains("note: page 17 does not fit at 100 % and is cut") && !text.contains("larger than"), "{text}");
    // Without a usual size, no page is the exception.
    assert!(!impose(&[A5, (595, 420), A5, (595, 420)], &[]).contains("note:"));
}

#[test]
fn a_pile_too_thick_to_fold_is_reported() {
    let text = impose(&[A5; 64], &[]);
    assert!(text.contains("note: 16 sheets are folded together, and more than 15 do not fold well"), "{text}");
    assert!(!impose(&[A5; 60], &[]).contains("note:"));
    assert!(!impose(&[A5; 64], &["--scheme", "gathered"]).contains("note:"));
}

#[test]
fn a_single_sheet_is_not_stapled() {
    let folder = tempfile::tempdir().unwrap();
    for (count, staples) in [(4, false), (5, true)] {
        fs::write(folder.path().join("a.pdf"), pages(&vec![A5; count], None)).unwrap();
        let output = chapbook(folder.path(), &["impose", "a.pdf", "--slip", "--marks", "staple"], &[]);
        assert_eq!(output.status.code(), Some(0), "{}", error(&output));
        let slip = fs::read_to_string(folder.path().join("a-saddle.txt")).unwrap();
        assert_eq!((slip.contains("Staple"), slip.contains("Fold the sheet in the middle.")), (staples, !staples), "{slip}");
    }
}

/// `UserUnit` says how large a unit of a page is. A page of 210 units of 2 points is as large as one of 420 points.
#[test]
fn the_unit_of_a_page_counts() {
    let folder = tempfile::tempdir().unwrap();
    let size = |bytes: Vec<u8>| {
        fs::write(folder.path().join("a.pdf"), bytes).unwrap();
        let output = chapbook(folder.path(), &["impose", "a.pdf", "--scheme", "two-up"], &[]);
        let slip = error(&output);
        (drawn(&folder.path().join("a-two-up.pdf")), slip)
    };
    let (twice, _) = size(pages(&[(210, 297); 2], Some(2.0)));
    let (whole, _) = size(pages(&[(420, 594); 2], None));
    let (once, _) = size(pages(&[(210, 297); 2], None));
    assert_eq!(twice, whole.map(|number| number * 2.0), "the square of 10 units is twice as large in units of 2 points");
    assert_eq!(once, whole, "a square of 10 points has its size on any page");
}

/// The width and height of the square that a page draws, on the first sheet.
fn drawn(path: &Path) -> [f32; 2] {
    let document = Document::load(path).unwrap();
    let form = document.objects.values().filter_map(|object| object.as_stream().ok());
    let form = form
        .filter(|stream| stream.dict.get(b"Matrix").is_ok())
        .find(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form"));
    let matrix = form.unwrap().dict.get(b"Matrix").unwrap().as_array().unwrap();
    [0, 3].map(|at| matrix[at].as_float().unwrap() * 10.0)
}
