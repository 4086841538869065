//! PDFs of other programs through `chapbook impose`: damaged, encrypted, with form fields, with strange page trees.
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use crate::support::tools::{pdftotext, tool};

/// Runs `chapbook impose in.pdf -o out.pdf --scheme two-up` in a folder. Returns standard error and the exit code.
fn impose(folder: &Path) -> (String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook"))
        .args(["impose", "in.pdf", "-o", "out.pdf", "--scheme", "two-up"])
        .current_dir(folder)
        .output()
        .unwrap();
    (String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
}

/// A PDF of pages with one line each, with a cross-reference table.
fn plain(lines: &[&str]) -> Document {
    let mut pdf = Document::with_version("1.5");
    let tree = pdf.new_object_id();
    let font = pdf.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let resources = dictionary! { "Font" => dictionary! { "F" => font } };
    let kids: Vec<Object> = lines
        .iter()
        .map(|line| {
            let content = pdf.add_object(Stream::new(dictionary! {}, format!("BT /F 12 Tf 20 200 Td ({line}) Tj ET").into_bytes()));
            pdf.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content }).into()
        })
        .collect();
    let count = i64::try_from(kids.len()).unwrap();
    let size = vec![0.into(), 0.into(), 300.into(), 400.into()];
    let nodes = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "MediaBox" => size, "Resources" => resources };
    pdf.objects.insert(tree, nodes.into());
    let root = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", root);
    pdf.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceTable;
    pdf
}

fn bytes(mut pdf: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

/// A form whose fields were filled in but not drawn.
pub fn form() -> Vec<u8> {
    let mut pdf = plain(&["Questionnaire"]);
    let page = pdf.get_pages()[&1];
    let field = |pdf: &mut Document, name: &str, rect: [i64; 4], more: lopdf::Dictionary| -> ObjectId {
        let rect: Vec<Object> = rect.map(Object::from).to_vec();
        let mut field = dictionary! { "Type" => "Annot", "Subtype" => "Widget", "F" => 4, "P" => page, "T" => Object::string_literal(name), "Rect" => rect };
        field.extend(&more);
        pdf.add_object(field)
    };
    let text = Object::string_literal;
    let fields: Vec<Object> = vec![
        field(&mut pdf, "name", [20, 340, 280, 360], dictionary! { "FT" => "Tx", "V" => text("Rosa (Luxemburg)"), "DA" => text("/Helv 14 Tf 1 0 0 rg") }).into(),
        field(&mut pdf, "town", [20, 310, 280, 330], dictionary! { "FT" => "Ch", "V" => text("z"), "Q" => 2, "Opt" => vec![Object::Array(vec![text("z"), text("Zamosc")])] }).into(),
        field(
            &mut pdf,
            "about",
            [20, 240, 280, 300],
            dictionary! { "FT" => "Tx", "Ff" => 1 << 12, "DA" => text("/Helv 0 Tf 0 g"), "V" => text("Economist and speaker, who wrote about wages, imports and the general strike.\rSecond line.") },
        )
        .into(),
        field(&mut pdf, "code", [20, 210, 140, 230], dictionary! { "FT" => "Tx", "Ff" => 1 << 24, "MaxLen" => 6, "V" => text("191815") }).into(),
        field(&mut pdf, "member", [150, 210, 170, 230], dictionary! { "FT" => "Btn", "V" => "Yes", "AS" => "Yes" }).into(),
        field(&mut pdf, "accents", [20, 180, 280, 200], dictionary! { "FT" => "Tx", "V" => lopdf::text_string("Zażółć – naïve") }).into(),
        field(&mut pdf, "hidden", [20, 150, 280, 170], dictionary! { "FT" => "Tx", "F" => 2, "V" => text("Secret") }).into(),
        field(&mut pdf, "empty", [20, 120, 280, 140], dictionary! { "FT" => "Tx" }).into(),
    ];
    pdf.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Annots", fields.clone());
    let font = pdf.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica-Bold" });
    let resources = dictionary! { "Font" => dictionary! { "Helv" => font } };
    let acro = dictionary! { "Fields" => fields, "NeedAppearances" => true, "DR" => resources, "DA" => text("/Helv 10 Tf 0 g") };
    let root = pdf.trailer.get(b"Root").unwrap().as_reference().unwrap();
    pdf.get_object_mut(root).unwrap().as_dict_mut().unwrap().set("AcroForm", acro);
    bytes(pdf)
}

#[test]
fn values_of_fields_without_an_appearance_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.pdf"), form()).unwrap();
    let (reported, code) = impose(folder.path());
    assert_eq!(code, 0, "{reported}");
    assert!(!reported.contains("accents"), "{reported}");
    let Some(text) = pdftotext(&["-layout"], &folder.path().join("out.pdf")) else { return };
    let words: Vec<&str> = text.split_whitespace().collect();
    let whole = words.join(" ");
    for expected in
        ["Questionnaire", "Rosa (Luxemburg)", "Zamosc", "Economist and speaker,", "Second line.", "1 9 1 8 1 5", "Zażółć – naïve"]
    {
        assert!(whole.contains(expected), "{expected} is not in {whole}");
    }
    assert!(!whole.contains("Secret"), "{whole}");
    // The name is red, in the font of the form, in its size.
    let pdf = Document::load(folder.path().join("out.pdf")).unwrap();
    let streams = pdf.objects.values().filter_map(|object| object.as_stream().ok()).filter_map(|stream| stream.get_plain_content().ok());
    let drawn: Vec<String> =
        streams.map(|content| String::from_utf8_lossy(&content).into_owned()).filter(|content| content.contains("/Tx BMC")).collect();
    assert_eq!(drawn.len(), 5, "{drawn:?}");
    assert!(drawn.iter().any(|content| content.contains("1 0 0 rg\n/F 14 Tf")), "{drawn:?}");
    let fonts = tool("pdffonts", &[], &folder.path().join("out.pdf")).map(|fonts| String::from_utf8(fonts).unwrap());
    assert!(fonts.is_none_or(|fonts| fonts.contains("Helvetica-Bold")));
}

/// A form whose fields have these values, and no appearances.
fn filled_in(values: &[(&str, &str)]) -> Vec<u8> {
    let mut pdf = plain(&["Questionnaire"]);
    let page = pdf.get_pages()[&1];
    let mut fields: Vec<Object> = Vec::new();
    for (nth, (name, value)) in values.iter().enumerate() {
        let top = 360 - 30 * i64::try_from(nth).unwrap();
        let rect: Vec<Object> = [20, top - 20, 280, top].map(Object::from).to_vec();
        let flags = if *name == "lines" { 1 << 12 } else { 0 };
        let field = dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "F" => 4, "P" => page, "T" => Object::string_literal(*name), "Rect" => rect, "FT" => "Tx",
            "Ff" => flags, "V" => lopdf::text_string(value)
        };
        fields.push(pdf.add_object(field).into());
    }
    pdf.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Annots", fields.clone());
    let acro = dictionary! { "Fields" => fields, "NeedAppearances" => true, "DA" => Object::string_literal("/Helv 0 Tf 0 g") };
    let root = pdf.trailer.get(b"Root").unwrap().as_reference().unwrap();
    pdf.get_object_mut(root).unwrap().as_dict_mut().unwrap().set("AcroForm", acro);
    bytes(pdf)
}

#[test]
fn values_in_other_alphabets_are_set_in_the_bundled_faces_or_reported() {
    let folder = tempfile::tempdir().unwrap();
    let values = [
        ("russian", "Роза Люксембург, 1871"),
        ("greek", "Ελευθερία ή θάνατος"),
        ("vietnamese", "Nguyễn Thị Minh Khai"),
        ("hebrew", "שלום עולם"),
        ("chinese", "名字 Li"),
        ("lines", "Первая строка и\nещё одна, которая слишком длинна для одной строки этого поля"),
    ];
    fs::write(folder.path().join("in.pdf"), filled_in(&values)).unwrap();
    let (reported, code) = impose(folder.path());
    assert_eq!(code, 0, "{reported}");
    let missing = "the field `chinese` has letters that no bundled font has; a question mark stands for each: 名 (U+540D), 字 (U+5B57)";
    assert!(reported.contains(missing), "{reported}");
    assert_eq!(reported.matches("the field").count(), 1, "{reported}");
    let Some(text) = pdftotext(&["-layout"], &folder.path().join("out.pdf")) else { return };
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in
        ["Роза Люксембург, 1871", "Ελευθερία ή θάνατος", "Nguyễn Thị Minh Khai", "שלום עולם", "?? Li", "Первая строка и", "ещё одна,"]
    {
        assert!(whole.contains(expected), "{expected} is not in {whole}");
    }
    let fonts = tool("pdffonts", &[], &folder.path().join("out.pdf")).map(|fonts| String::from_utf8(fonts).unwrap());
    let embedded = |fonts: &str| fonts.lines().filter(|line| line.contains("FIELDS+")).all(|line| line.contains("yes yes yes"));
    assert!(fonts.is_none_or(|fonts| fonts.contains("FIELDS+AlegreyaSans-Regular") && embedded(&fonts)));
}

/// In every damaged file all pages are found, as in a PDF viewer.
#[test]
fn damaged_files_are_repaired() {
    let folder = tempfile::tempdir().unwrap();
    let good = bytes(plain(&["Alpha", "Beta", "Gamma", "Delta", "Epsilon"]));
    let text = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
    let back = |text: String| text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect::<Vec<u8>>();
    let table = text(&good).rfind("xref\n0").or(text(&good).rfind("xref")).unwrap();
    let entry = text(&good).find(" 00000 n").unwrap();
    let mut wrong_place = good.clone();
    wrong_place[entry - 3..entry].copy_from_slice(b"999");
    let damages: Vec<(&str, Vec<u8>)> = vec![
        ("no %%EOF", back(text(&good).replace("%%EOF", ""))),
        ("nothing after the objects", good[..table - 20].to_vec()),
        ("bytes after the end", [good.clone(), vec![b'x'; 5000]].concat()),
        ("bytes before the beginning", [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), good.clone()].concat()),
        ("a wrong startxref", back(text(&good).replace("startxref\n", "startxref\n9"))),
        ("a wrong place", wrong_place),
        ("a wrong length", back(text(&good).replacen("/Length 3", "/Length 9", 1))),
        ("no length", back(text(&good).replacen("/Length ", "/Lenght ", 1))),
        ("no version", back(text(&good).replacen("%PDF-1.5", "%PFD-1.5", 1))),
        ("no catalogue", back(text(&good).replace("/Catalog", "/Catalgo"))),
        ("no tree", back(text(&good).replace("/Type/Pages", "/Type/Paegs").replace("/Kids", "/Kdis"))),
    ];
    for (what, damaged) in damages {
        assert_ne!(damaged, good, "{what}");
        fs::write(folder.path().join("in.pdf"), &damaged).unwrap();
        let _ = fs::remove_file(folder.path().join("out.pdf"));
        let (reported, code) = impose(folder.path());
        assert_eq!(code, 0, "{what}: {reported}");
        assert_eq!(fs::read(folder.path().join("in.pdf")).unwrap(), damaged, "{what}");
        let Some(text) = pdftotext(&["-raw"], &folder.path().join("out.pdf")) else { return };
        let words: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(words, ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"], "{what}: {reported}");
        // This damage is not reported, because nothing is missing.
        let quiet = ["bytes after the end", "bytes before the beginning", "no catalogue"];
        assert!(reported.contains("note: the file is damaged") || quiet.contains(&what), "{what}: {reported}");
    }
    fs::write(folder.path().join("in.pdf"), b"%PDF-1.4\nnothing at all\n%%EOF\n").unwrap();
    let (reported, code) = impose(folder.path());
    assert!(code == 3 && reported.contains("it is not a PDF that can be read"), "{reported}");
}

#[test]
fn the_last_version_of_an_object_counts_if_no_table_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = bytes(plain(&["Old"]));
    let pdf = Document::load_mem(&file).unwrap();
    let content = pdf.get_page_contents(pdf.get_pages()[&1])[0];
    let stream = "BT /F 12 Tf 20 200 Td (New) Tj ET";
    file.extend(format!("{} 0 obj\n<</Length {}>>stream\n{stream}\nendstream\nendobj\n", content.0, stream.len()).bytes());
    fs::write(folder.path().join("in.pdf"), file).unwrap();
    let (reported, code) = impose(folder.path());
    assert_eq!(code, 0, "{reported}");
    // The table is valid and lists the old object, so the old object counts.
    let Some(text) = pdftotext(&["-raw"], &folder.path().join("out.pdf")) else { return };
    assert_eq!(text.trim(), "Old");
    let damaged = fs::read(folder.path().join("in.pdf")).unwrap();
    let damaged: Vec<u8> = damaged.into_iter().map(|byte| if byte == b'%' { b'#' } else { byte }).collect();
    fs::write(folder.path().join("in.pdf"), damaged).unwrap();
    let (reported, code) = impose(folder.path());
    assert_eq!(code, 0, "{reported}");
    assert_eq!(pdftotext(&["-raw"], &folder.path().join("out.pdf")).unwrap().trim(), "New");
}

#[test]
fn files_encrypted_without_a_password_are_read_and_others_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plain.pdf"), bytes(plain(&["Alpha", "Beta"]))).unwrap();
    let encrypt = |arguments: &[&str]| {
        let status = Command::new("qpdf")
            .args(arguments)
            .args(["--", "plain.pdf", "in.pdf"])
            .current_dir(folder.path())
            .stderr(std::process::Stdio::null())
            .status();
        // qpdf exits with 3 if it has warnings.
        status.is_ok_and(|status| matches!(status.code(), Some(0 | 3)))
    };
    let kinds: [&[&str]; 5] = [
        &["--allow-weak-crypto", "--encrypt", "", "owner", "40"],
        &["--allow-weak-crypto", "--encrypt", "", "owner", "128"],
        &["--allow-weak-crypto", "--encrypt", "", "owner", "128", "--use-aes=y"],
        &["--encrypt", "", "owner", "256"],
        &["--object-streams=generate", "--encrypt", "", "owner", "256"],
    ];
    for kind in kinds {
        if !encrypt(kind) {
            continue;
        }
        let (reported, code) = impose(folder.path());
        assert_eq!(code, 0, "{kind:?}: {reported}");
        assert!(!reported.contains("damaged"), "{kind:?}: {reported}");
        let Some(text) = pdftotext(&["-raw"], &folder.path().join("out.pdf")) else { return };
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["Alpha", "Beta"], "{kind:?}");
        // The same without the end of the file.
        let file = fs::read(folder.path().join("in.pdf")).unwrap();
        fs::write(folder.path().join("in.pdf"), &file[..file.len() - 9]).unwrap();
        let (reported, code) = impose(folder.path());
        assert_eq!(code, 0, "{kind:?}: {reported}");
        let text = pdftotext(&["-raw"], &folder.path().join("out.pdf")).unwrap();
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["Alpha", "Beta"], "{kind:?}");
    }
    if encrypt(&["--encrypt", "user", "owner", "256"]) {
        fs::remove_file(folder.path().join("out.pdf")).unwrap();
        let (reported, code) = impose(folder.path());
        assert!(code == 3 && reported.contains("it is encrypted; save it without a password first"), "{reported}");
        assert!(!folder.path().join("out.pdf").exists());
    }
}

#[test]
fn a_page_that_is_in_the_tree_many_times_is_printed_as_often() {
    let folder = tempfile::tempdir().unwrap();
    let many = |count: usize, nested: bool| {
        let mut pdf = plain(&["Alpha"]);
        let page = pdf.get_pages()[&1];
        let tree = pdf.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
        let kid = Object::Reference(if nested { tree } else { page });
        let node = pdf.get_object_mut(tree).unwrap().as_dict_mut().unwrap();
        let mut kids = vec![kid; count];
        kids.push(page.into());
        node.set("Kids", kids);
        fs::write(folder.path().join("in.pdf"), bytes(pdf)).unwrap();
    };
    let sides = || Document::load(folder.path().join("out.pdf")).unwrap().get_pages().len();
    many(9_999, false);
    let (reported, code) = impose(folder.path());
    assert_eq!((code, sides()), (0, 5_000), "{reported}");
    // A node that contains itself is left out.
    many(3, true);
    let (reported, code) = impose(folder.path());
    assert_eq!(code, 0, "{reported}");
    assert_eq!(sides(), 2, "one page, on both sides of one sheet: {reported}");
    many(100_001, false);
    let (reported, code) = impose(folder.path());
    assert!(code == 3 && reported.contains("it has more than 100000 pages"), "{reported}");
}

/// Two megabytes of open brackets, or of words that could begin an object, are refused quickly.
#[test]
fn files_made_to_be_slow_are_refused_quickly() {
    let folder = tempfile::tempdir().unwrap();
    for part in ["trailer<<", "1 0 obj<<", "1 0 obj<</Length 9>>stream\n", "endobj ", "[", "<<", "(", "1 0 obj[", "stream\n"] {
        let text = format!("%PDF-1.4\n1 0 obj<<>>endobj\n{}", part.repeat(2_000_000 / part.len()));
        fs::write(folder.path().join("in.pdf"), &text).unwrap();
        let start = std::time::Instant::now();
        let (reported, code) = impose(folder.path());
        assert_eq!(code, 3, "{part}: {reported}");
        assert!(start.elapsed().as_secs() < 20, "{part} took {:?}", start.elapsed());
    }
}

/// A tree of thirty levels, each of which names the next level twice, has a thousand million pages in two kilobytes.
#[test]
fn a_small_file_cannot_have_pages_without_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n".to_owned();
    for level in 2..32 {
        let _ = writeln!(text, "{level} 0 obj <</Type/Pages/Kids[{next} 0 R {next} 0 R]/Count 2>> endobj", next = level + 1);
    }
    text.push_str("32 0 obj <</Type/Page/MediaBox[0 0 200 200]>> endobj\ntrailer <</Root 1 0 R>>\n");
    fs::write(folder.path().join("in.pdf"), &text).unwrap();
    let (reported, code) = impose(folder.path());
    assert!(code == 3 && reported.contains("it has more than 100000 pages"), "{reported}");
}
