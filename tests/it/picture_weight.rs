//! Pictures take no more bytes, time and memory than a reader sees.
use std::io::Cursor;
use std::time::{Duration, Instant};

use chapbook::build::{BuildRequest, OutputFormat, build};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, RgbImage};

use crate::support::pressed::{is, pressed};
use crate::support::shelf::Silent;
use crate::support::tools::is_ci;

/// A picture with the noise of a camera: a smooth ground with grain.
fn photograph(width: u32, height: u32, seed: u32) -> DynamicImage {
    let mut state = seed.wrapping_mul(747_796_405).wrapping_add(1);
    let mut grain = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 28) as i32 - 8
    };
    let wave = |at: u32, length: f64| ((f64::from(at) / length).sin() * 50.0) as i32;
    RgbImage::from_fn(width, height, |x, y| {
        let ground = [wave(x, 90.0) + wave(y, 130.0), wave(x + y, 70.0), wave(y, 50.0) - wave(x, 210.0)];
        image::Rgb(ground.map(|channel| (channel + 128 + grain()).clamp(0, 255) as u8))
    })
    .into()
}

/// A picture with few colours in areas of one colour.
fn drawing(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| if (x / 40 + y / 30) % 2 == 0 { image::Rgb([20, 60, 160]) } else { image::Rgb([255; 3]) })
        .into()
}

fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn jpeg(image: &DynamicImage) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 90).encode_image(image).unwrap();
    file
}

/// The measure of the books here is 108 mm, so this many pixels are 300 to the inch.
const SEEN: i64 = 1276;

#[test]
fn a_picture_has_as_many_pixels_as_a_reader_sees() {
    let photo = photograph(1800, 900, 1);
    let chart = drawing(1800, 900);
    for (name, bytes, filter) in [
        ("p.jpg", jpeg(&photo), "DCTDecode"),
        ("p.png", file(&photo, ImageFormat::Png), "DCTDecode"),
        ("p.webp", file(&photo, ImageFormat::WebP), "DCTDecode"),
        ("p.png", file(&chart, ImageFormat::Png), "FlateDecode"),
        ("p.webp", file(&chart, ImageFormat::WebP), "FlateDecode"),
        ("p.gif", file(&chart, ImageFormat::Gif), "FlateDecode"),
    ] {
        let book = pressed("", &format!("# One\n\n![a]({name})\n"), &[(name, &bytes)]);
        assert_eq!(book.told, "", "{name}");
        let [image] = &book.images()[..] else { panic!("{name}") };
        let width = image.dict.get(b"Width").unwrap().as_i64().unwrap();
        assert!((width - SEEN).abs() <= 1 && is(&image.dict, "Filter", filter), "{name}: {:?}", image.dict);
        // The softened edges of a drawing may take more bytes than its areas did.
        assert!(filter == "FlateDecode" || image.content.len() <= bytes.len(), "{name}: {} of {}", image.content.len(), bytes.len());
    }
}

#[test]
fn a_picture_with_few_pixels_stays_as_it_is() {
    for (name, bytes) in [
        ("p.jpg", jpeg(&photograph(1390, 700, 2))),
        ("p.png", file(&photograph(600, 300, 3), ImageFormat::Png)),
        ("q.png", file(&drawing(1390, 500), ImageFormat::Png)),
    ] {
        let book = pressed("", &format!("# One\n\n![a]({name})\n"), &[(name, &bytes)]);
        let image = book.images()[0];
        if name.ends_with("jpg") {
            assert!(image.content == bytes);
        } else {
            assert!(bytes.windows(image.content.len().min(4000)).any(|window| image.content.starts_with(window)), "{name}");
        }
        let extension = name.rsplit('.').next().unwrap();
        assert!(book.epub.bytes(&format!("picture-1.{extension}")) == bytes, "{name}");
    }
    // A PDF cannot hold a WebP, so it is encoded again at its own size.
    let photo = file(&photograph(800, 400, 4), ImageFormat::WebP);
    let book = pressed("", "# One\n\n![a](p.webp)\n", &[("p.webp", &photo)]);
    let image = book.images()[0];
    assert_eq!(image.dict.get(b"Width").unwrap().as_i64().unwrap(), 800);
    assert!(is(&image.dict, "Filter", "DCTDecode") && image.content.len() < photo.len());
}

#[test]
fn a_small_size_on_paper_needs_few_pixels_and_a_large_one_more() {
    let bytes = jpeg(&photograph(1800, 900, 5));
    let width = |source: &str| {
        let book = pressed("", &format!("# One\n\n{source}\n"), &[("p.jpg", &bytes)]);
        book.images()[0].dict.get(b"Width").unwrap().as_i64().unwrap()
    };
    assert_eq!(width("![a](p.jpg){width=1in}"), 300);
    // The largest size counts.
    assert_eq!(width("![a](p.jpg){width=1in}\n\n![a](p.jpg){width=2in}"), 600);
    assert_eq!(width("![a](p.jpg){width=1in height=2in}"), 1200);
}

#[test]
fn the_design_may_keep_all_pixels() {
    let photo = jpeg(&photograph(2400, 300, 6));
    let chart = file(&drawing(2400, 300), ImageFormat::Png);
    let settings = "[design]\npictures = \"original\"\n";
    let chapter = "# One\n\n![a](p.jpg)\n\n![b](c.png)\n";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("book.toml"), format!("[book]\ntitle = \"T\"\nlanguage = \"en\"\n{settings}")).unwrap();
    std::fs::write(folder.path().join("a.md"), chapter).unwrap();
    std::fs::write(folder.path().join("p.jpg"), &photo).unwrap();
    std::fs::write(folder.path().join("c.png"), &chart).unwrap();
    let request =
        BuildRequest { path: folder.path().to_owned(), formats: vec![OutputFormat::Pdf, OutputFormat::Epub], ..BuildRequest::default() };
    let outcome = build(&request, &Silent).unwrap();
    let read = |extension: &str| {
        let path = outcome.written.iter().find(|path| path.extension().is_some_and(|own| own == extension)).unwrap();
        std::fs::read(path).unwrap()
    };
    let pdf = lopdf::Document::load_mem(&read("pdf")).unwrap();
    let widths = pdf.objects.values().filter_map(|object| object.as_stream().ok()).filter(|stream| is(&stream.dict, "Subtype", "Image"));
    assert!(widths.clone().all(|stream| stream.dict.get(b"Width").unwrap().as_i64().unwrap() == 2400) && widths.count() == 2);
    let epub = crate::support::shelf::Epub::open(read("epub"));
    assert!(epub.bytes("picture-1.jpg") == photo && epub.bytes("picture-2.png") == chart);
}

#[test]
fn the_same_pictures_give_the_same_bytes() {
    let (photo, chart) = (jpeg(&photograph(1900, 950, 7)), file(&drawing(2100, 950), ImageFormat::Png));
    let files: [(&str, &[u8]); 2] = [("p.jpg", &photo), ("c.png", &chart)];
    let made = || {
        let book = pressed("", "# One\n\n![a](p.jpg)\n\n![b](c.png)\n\n![c](p.jpg){width=3cm}\n", &files);
        (std::fs::read(book.folder.path().join("dist/t.pdf")).unwrap(), std::fs::read(book.folder.path().join("dist/t.epub")).unwrap())
    };
    assert!(made() == made());
}

/// Writes a book with this many photographs of 3000 by 2000 pixels, two megabytes each. Returns the bytes of one.
fn picture_book(folder: &std::path::Path, count: u32) -> Vec<u8> {
    let mut photo = Vec::new();
    JpegEncoder::new_with_quality(&mut photo, 94).encode_image(&photograph(3000, 2000, 8)).unwrap();
    let mut chapter = "# Photographs\n".to_owned();
    for number in 0..count {
        // Comments in the files make them differ, like those of a real book.
        let comment = [&[0xFF, 0xFE, 0, 6][..], &number.to_be_bytes()].concat();
        std::fs::write(folder.join(format!("{number}.jpg")), [&photo[..2], &comment, &photo[2..]].concat()).unwrap();
        chapter.push_str(&format!("\nSome words about photograph {number}.\n\n![Waves with grain.]({number}.jpg \"Waves.\")\n"));
    }
    std::fs::write(folder.join("book.toml"), "[book]\ntitle = \"T\"\nlanguage = \"en\"\n").unwrap();
    std::fs::write(folder.join("a.md"), chapter).unwrap();
    photo
}

/// What a build took.
struct Cost {
    /// The CPU time.
    cpu: Duration,
    /// The peak memory, in kilobytes.
    memory: u64,
}

/// Builds a book in a process of its own. `threads` is the value of `RAYON_NUM_THREADS`; if it is empty, there is one for each processor.
fn measured(folder: &std::path::Path, threads: &str) -> Cost {
    const SCRIPT: &str = "import resource,subprocess,sys; c=subprocess.run(sys.argv[1:]).returncode; \
        r=resource.getrusage(resource.RUSAGE_CHILDREN); print(r.ru_utime+r.ru_stime, r.ru_maxrss); sys.exit(c)";
    let output = std::process::Command::new("/usr/bin/env")
        .args(["python3", "-c", SCRIPT])
        .arg(env!("CARGO_BIN_EXE_chapbook"))
        .args(["build", "."])
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", threads)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let (cpu, memory) = text.lines().last().unwrap().split_once(' ').unwrap();
    Cost { cpu: Duration::from_secs_f64(cpu.parse().unwrap()), memory: memory.parse().unwrap() }
}

/// A hundred photographs take at most one and a half times the CPU time for decoding and encoding each once, and less than 300 megabytes.
/// CPU time is the same on a busy machine. `just prove` runs this in a release build.
#[test]
#[ignore = "takes a minute, and measures a release build: just prove"]
fn a_hundred_photographs_take_little_time_and_memory() {
    const COUNT: u32 = 100;
    let folder = tempfile::tempdir().unwrap();
    let photo = picture_book(folder.path(), COUNT);
    // One thread, so the elapsed time is the CPU time and what other programs take. The least of five is the closest.
    let once = (0..5).map(|_| {
        let started = Instant::now();
        (0..COUNT / 5).for_each(|_| drop(jpeg(&image::load_from_memory(&photo).unwrap())));
        started.elapsed()
    });
    let once = once.min().unwrap() * 5;
    // Two threads on one core slow each other down, so the books are built on one thread as well. Memory is that of all threads.
    let Cost { cpu, .. } = measured(folder.path(), "1");
    let Cost { memory, .. } = measured(folder.path(), "");
    println!("{COUNT} photographs of {} bytes: decoded and encoded once {once:?}, both books {cpu:?} and {memory} kB", photo.len());
    assert!(photo.len() > 2_000_000 && memory < 300_000, "{memory} kB");
    assert!(cpu <= once.mul_f64(1.5), "{cpu:?} of {once:?}");
}

/// Four more pictures take no more memory than a few times their bytes in the files.
#[test]
fn memory_does_not_grow_with_the_number_of_pictures() {
    // Python measures the process. A machine with nothing but Rust lacks it.
    let has_python = std::process::Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    if !has_python && !is_ci() {
        println!("skipped: there is no python3");
        return;
    }
    let peak = |count: u32| {
        let folder = tempfile::tempdir().unwrap();
        picture_book(folder.path(), count);
        // With several threads, it would depend on the moment whether two pictures are decoded at once.
        let Cost { memory, .. } = measured(folder.path(), "1");
        let written = |name: &str| std::fs::metadata(folder.path().join("dist").join(name)).unwrap().len() / 1000;
        (memory, written("t.pdf") + written("t.epub"))
    };
    let ((few, light), (many, heavy)) = (peak(2), peak(6));
    // Decoded, the four would take 72 megabytes.
    assert!(many < few + 3 * (heavy - light) + 20_000, "{few} kB for {light} kB, {many} kB for {heavy} kB");
}
