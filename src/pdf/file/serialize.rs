//! The bytes of a file: streams, object streams with all other objects (ISO 32000-1, 7.5.7), and a cross-reference stream (7.5.8).
//!
//! `lopdf` can write such files too. But it copies each object and writes it four times, which took a third of the time of a PDF.
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;

use rayon::prelude::*;

use crate::pdf::file::compress::deflate;
use crate::pdf::file::object::{Dictionary, Object, ObjectId, PdfDocument, Stream, StringFormat, dictionary, integer, name};

/// The number of objects in an object stream. A reader decompresses all of them to get one.
const TOGETHER: usize = 200;

/// The position of an object.
#[derive(Clone, Copy)]
enum ObjectPosition {
    /// The byte offset in the file, and the generation.
    Byte(usize, u16),
    /// The number of the object stream, and the index within it.
    Stream(u32, u16),
}

/// Objects that were written directly as bytes, each with its number.
#[derive(Debug, Default)]
pub(crate) struct WrittenObjects {
    bytes: Vec<u8>,
    objects: Vec<(ObjectId, Range<usize>)>,
}

/// Writes the bytes of one object.
pub(crate) struct ObjectWriter<'w>(&'w mut Vec<u8>);

impl WrittenObjects {
    /// Adds an object. It must not be a stream.
    pub(crate) fn object(&mut self, id: ObjectId, write: impl FnOnce(&mut ObjectWriter<'_>)) {
        let start = self.bytes.len();
        write(&mut ObjectWriter(&mut self.bytes));
        self.objects.push((id, start..self.bytes.len()));
    }
}

impl ObjectWriter<'_> {
    /// Adds text in the syntax of a file.
    pub(crate) fn text(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn number(&mut self, value: usize) {
        number(self.0, integer(value));
    }

    pub(crate) fn reference(&mut self, id: ObjectId) {
        reference(self.0, id);
    }

    /// Adds the value of a key.
    pub(crate) fn value(&mut self, value: &Object) {
        if is_bare(value) {
            self.0.push(b' ');
        }
        put(self.0, value);
    }
}

/// An object of an object stream: an object still to be written, or its bytes.
enum Packed<'a> {
    Object(&'a Object),
    Bytes(&'a [u8]),
}

/// Writes a document together with the objects that are already bytes. The trailer becomes the dictionary of the cross-reference stream.
pub(crate) fn write(mut document: PdfDocument, written: &WrittenObjects) -> Vec<u8> {
    let is_old = |stream: &Stream| stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"ObjStm");
    // Files of other programs may use object numbers above the `Size` that they state.
    let mut next = document.objects.keys().map(|id| id.0).fold(document.max_id, u32::max) + 1;
    let apart = |(id, object): &(ObjectId, Object)| id.1 != 0 || matches!(object, Object::Stream(_));
    let (apart, together): (BTreeMap<_, _>, BTreeMap<_, _>) = std::mem::take(&mut document.objects).into_iter().partition(apart);
    let made = together.iter().map(|(id, object)| (*id, Packed::Object(object)));
    let bytes = written.objects.iter().map(|(id, range)| (*id, Packed::Bytes(&written.bytes[range.clone()])));
    let mut packed: Vec<(ObjectId, Packed<'_>)> = made.chain(bytes).collect();
    packed.sort_by_key(|(id, _)| *id);
    let streams: Vec<Vec<u8>> = packed.par_chunks(TOGETHER).map(object_stream).collect();
    let size = |object: &Object| object.as_stream().map_or(0, |stream| stream.content.len() + 256);
    let whole = apart.values().map(size).sum::<usize>() + streams.iter().map(Vec::len).sum::<usize>();
    let mut places: Vec<Option<ObjectPosition>> = vec![None; next as usize + streams.len() + 1];
    let mut out = Vec::with_capacity(whole + places.len() * ENTRY + 4096);
    out.extend_from_slice(b"%PDF-");
    out.extend_from_slice(document.version.as_bytes());
    out.extend_from_slice(b"\n%");
    out.extend_from_slice(&document.binary_mark);
    out.push(b'\n');
    // Each stream is freed when it is written. Pictures are most of the bytes of a book.
    for (id, object) in apart.into_iter().filter(|(_, object)| !object.as_stream().is_ok_and(is_old)) {
        places[id.0 as usize] = Some(ObjectPosition::Byte(out.len(), id.1));
        begin(&mut out, id);
        put(&mut out, &object);
        out.extend_from_slice(b" \nendobj\n");
    }
    for (chunk, stream) in packed.chunks(TOGETHER).zip(&streams) {
        for (nth, (id, _)) in (0..).zip(chunk) {
            places[id.0 as usize] = Some(ObjectPosition::Stream(next, nth));
        }
        places[next as usize] = Some(ObjectPosition::Byte(out.len(), 0));
        begin(&mut out, (next, 0));
        out.extend_from_slice(stream);
        out.extend_from_slice(b" \nendobj\n");
        next += 1;
    }
    let start = out.len();
    places[next as usize] = Some(ObjectPosition::Byte(start, 0));
    cross_references(&mut out, std::mem::take(&mut document.trailer), next, &places);
    let _ = write!(out, "\nstartxref\n{start}\n%%EOF");
    out
}

fn begin(out: &mut Vec<u8>, id: ObjectId) {
    number(out, i64::from(id.0));
    out.push(b' ');
    number(out, i64::from(id.1));
    out.extend_from_slice(b" obj\n");
}

/// A compressed object stream with its dictionary.
fn object_stream(objects: &[(ObjectId, Packed<'_>)]) -> Vec<u8> {
    let (mut table, mut content) = (Vec::with_capacity(objects.len() * 10), Vec::with_capacity(objects.len() * 100));
    for (id, object) in objects {
        number(&mut table, i64::from(id.0));
        table.push(b' ');
        number(&mut table, integer(content.len()));
        table.push(b' ');
        match object {
            Packed::Object(object) => put(&mut content, object),
            Packed::Bytes(bytes) => content.extend_from_slice(bytes),
        }
        content.push(b' ');
    }
    let first = table.len();
    table.append(&mut content);
    let deflated = deflate(&table);
    let mut out = Vec::with_capacity(deflated.len() + 128);
    let _ = writeln!(out, "<</Type/ObjStm/N {}/First {first}/Length {}/Filter/FlateDecode>>stream", objects.len(), deflated.len());
    out.extend_from_slice(&deflated);
    out.extend_from_slice(b"\nendstream");
    out
}

/// The number of bytes in an entry of the cross-reference stream: type, offset, generation or index.
const ENTRY: usize = 7;

/// The Up predictor of PNG: each byte is the difference to the byte above (PNG specification, third edition, section 9). Entries are
/// similar, so each compresses to a byte or two.
const UP: u8 = 2;

fn cross_references(out: &mut Vec<u8>, mut trailer: Dictionary, own: u32, places: &[Option<ObjectPosition>]) {
    let mut content = Vec::with_capacity(places.len() * (1 + ENTRY));
    let mut above = [0; ENTRY];
    let mut index: Vec<Object> = Vec::new();
    let mut entries = places.iter().enumerate().filter_map(|(number, place)| Some((number, (*place)?))).peekable();
    let (mut first, mut count) = (0, 0);
    while let Some((number, place)) = entries.next() {
        if count == 0 {
            first = number;
        }
        count += 1;
        if entries.peek().is_none_or(|(next, _)| *next != number + 1) {
            index.extend([Object::Integer(integer(first)), Object::Integer(integer(count))]);
            count = 0;
        }
        let (sort, at, number) = match place {
            ObjectPosition::Byte(at, generation) => (1, u32::try_from(at).unwrap_or(u32::MAX), generation),
            ObjectPosition::Stream(stream, nth) => (2, stream, nth),
        };
        let [a, b, c, d] = at.to_be_bytes();
        let [e, f] = number.to_be_bytes();
        let entry = [sort, a, b, c, d, e, f];
        content.push(UP);
        content.extend(entry.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = entry;
    }
    let content = deflate(&content);
    let columns = Object::Integer(integer(ENTRY));
    let parms = dictionary([("Predictor", Object::Integer(10 + i64::from(UP))), ("Columns", columns)]);
    trailer.set("Filter", name("FlateDecode"));
    trailer.set("DecodeParms", Object::Dictionary(parms));
    trailer.set("Type", name("XRef"));
    trailer.set("Size", Object::Integer(i64::from(own) + 1));
    trailer.set("W", Object::Array([1, 4, 2].map(Object::Integer).to_vec()));
    trailer.set("Index", Object::Array(index));
    trailer.set("Length", Object::Integer(integer(content.len())));
    begin(out, (own, 0));
    put_stream(out, &trailer, &content);
    out.extend_from_slice(b" \nendobj\n");
}

/// Whether a space must separate the object from a number or a name before it.
const fn is_bare(object: &Object) -> bool {
    matches!(object, Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Reference(_))
}

/// Writes an object (7.3).
fn put(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => number(out, *value),
        Object::Real(value) => {
            let _ = write!(out, "{value}");
        }
        Object::Name(text) => put_name(out, text),
        Object::String(text, StringFormat::Literal) => put_literal(out, text),
        Object::String(text, StringFormat::Hexadecimal) => {
            out.push(b'<');
            text.iter().for_each(|byte| out.extend_from_slice(&[HEXADECIMAL[usize::from(byte >> 4)], HEXADECIMAL[usize::from(byte & 15)]]));
            out.push(b'>');
        }
        Object::Array(objects) => {
            out.push(b'[');
            for (nth, object) in objects.iter().enumerate() {
                if nth > 0 && is_bare(object) {
                    out.push(b' ');
                }
                put(out, object);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => put_dictionary(out, dictionary),
        Object::Stream(stream) => put_stream(out, &stream.dict, &stream.content),
        Object::Reference(id) => reference(out, *id),
    }
}

fn reference(out: &mut Vec<u8>, id: ObjectId) {
    number(out, i64::from(id.0));
    out.push(b' ');
    number(out, i64::from(id.1));
    out.extend_from_slice(b" R");
}

fn put_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        put_name(out, key);
        if is_bare(value) {
            out.push(b' ');
        }
        put(out, value);
    }
    out.extend_from_slice(b">>");
}

fn put_stream(out: &mut Vec<u8>, dictionary: &Dictionary, content: &[u8]) {
    put_dictionary(out, dictionary);
    out.extend_from_slice(b"stream\n");
    out.extend_from_slice(content);
    out.extend_from_slice(b"\nendstream");
}

const HEXADECIMAL: &[u8; 16] = b"0123456789ABCDEF";

fn put_name(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'/');
    for &byte in text {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(&[b'#', HEXADECIMAL[usize::from(byte >> 4)], HEXADECIMAL[usize::from(byte & 15)]]);
        }
    }
}

/// Writes a literal string. Unbalanced parentheses are escaped (7.3.4.2).
fn put_literal(out: &mut Vec<u8>, text: &[u8]) {
    let (mut open, mut alone) = (Vec::new(), Vec::new());
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'(' => open.push(at),
            b')' if open.pop().is_none() => alone.push(at),
            b'\\' | b'\r' => alone.push(at),
            0..=u8::MAX => {}
        }
    }
    alone.append(&mut open);
    out.push(b'(');
    if alone.is_empty() {
        out.extend_from_slice(text);
    } else {
        for (at, &byte) in text.iter().enumerate() {
            if alone.contains(&at) {
                out.push(b'\\');
            }
            out.push(if byte == b'\r' { b'r' } else { byte });
        }
    }
    out.push(b')');
}

fn number(out: &mut Vec<u8>, value: i64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(object: &Object) -> String {
        let mut out = Vec::new();
        put(&mut out, object);
        String::from_utf8(out).expect("ASCII")
    }

    #[test]
    fn objects_are_written_as_readers_want_them() {
        let literal = |text: &str| written(&Object::String(text.as_bytes().to_vec(), StringFormat::Literal));
        assert_eq!(literal("a (b) c"), "(a (b) c)");
        assert_eq!(literal("a) (b\\\r"), "(a\\) \\(b\\\\\\r)");
        assert_eq!(written(&Object::Name(b"a b#".to_vec())), "/a#20b#23");
        assert_eq!(written(&Object::String(vec![0xFE, 0x0A], StringFormat::Hexadecimal)), "<FE0A>");
        let list = [Object::Integer(i64::MIN), Object::Real(0.5), name("N"), Object::Reference((12, 0)), Object::Null];
        assert_eq!(written(&Object::Array(list.to_vec())), "[-9223372036854775808 0.5/N 12 0 R null]");
    }
}
