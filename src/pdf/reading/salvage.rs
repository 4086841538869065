//! Makes a readable file from a damaged PDF.
//!
//! A PDF ends with a table of the places of its objects (ISO 32000-1, 7.5.4). If the table is missing or wrong, the objects are still
//! there: each begins with its number, its generation and the word `obj`. So [`salvage`] looks for all of them from the first byte to the
//! last, writes them one after the other into a new file, and adds a table and a trailer. Of objects with the same number, the last one
//! counts, because programs add changed objects at the end.
//!
//! The length of a stream may be wrong too. If no `endstream` follows its last byte, the stream ends before the next `endstream`, or before
//! an `endobj` that another object follows at once. The corrected length is the last entry of the dictionary, so it overrides the wrong
//! one. Objects inside object streams are not looked for here; the caller takes them out of the streams.
use std::collections::BTreeMap;
use std::ops::Range;

/// A new file with all objects that were found.
pub(crate) struct Salvaged {
    /// The new file without its table and trailer: all objects, each with a correct length.
    objects: Vec<u8>,
    /// The objects by number.
    pub(crate) found: BTreeMap<u32, FoundObject>,
    /// The dictionaries that may be the trailer, the likeliest first.
    trailers: Vec<Vec<u8>>,
}

/// Where an object stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundObject {
    pub(crate) generation: u16,
    /// The byte in the new file, where objects have the order of the damaged file.
    pub(crate) at: usize,
}

/// The largest number of dictionaries that are tried as a trailer.
const MOST_TRAILERS: usize = 4;

/// The largest number of places where a trailer is looked for, from the end of the file. Each search may read the whole file.
const MOST_PLACES: usize = 32;

/// Finds the objects of a damaged file. `None` if it has none.
pub(crate) fn salvage(file: &[u8]) -> Option<Salvaged> {
    let headers = headers(file);
    let scan = ObjectScan { file, last: headers.iter().map(|header| ((header.number, header.generation), header.body)).collect() };
    let ends = ObjectEnds { streams: places(file, b"endstream"), objects: places(file, b"endobj") };
    let mut salvaged = Salvaged { objects: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(), found: BTreeMap::new(), trailers: Vec::new() };
    let mut done = 0;
    for (nth, header) in headers.iter().enumerate() {
        // What looks like an object inside a stream is part of the stream.
        if header.start < done {
            continue;
        }
        let next = headers.get(nth + 1).map_or(file.len(), |next| next.start);
        let end = ends.objects.get(ends.objects.partition_point(|end| *end < header.body)).copied().unwrap_or(file.len());
        let part = header.body..end.min(next);
        let at = salvaged.objects.len();
        salvaged.objects.extend(format!("{} {} obj\n", header.number, header.generation).bytes());
        done = match scan.stream_keyword(part.clone()) {
            Some(stream) => {
                let data = scan.data(&stream, &ends);
                let dictionary = &file[stream.dictionary.clone()];
                if has_name(dictionary, b"/XRef") && has_name(dictionary, b"/Root") {
                    salvaged.trailers.push(dictionary.to_vec());
                }
                salvaged.objects.extend(&dictionary[..dictionary.len() - 2]);
                salvaged.objects.extend(format!("/Length {}>>\nstream\n", data.len()).bytes());
                salvaged.objects.extend(&file[data.clone()]);
                salvaged.objects.extend(b"\nendstream");
                data.end
            }
            None => {
                salvaged.objects.extend(&file[part.clone()]);
                part.end
            }
        };
        salvaged.objects.extend(b"\nendobj\n");
        salvaged.found.insert(header.number, FoundObject { generation: header.generation, at });
    }
    salvaged.trailers.reverse();
    let trailers = places(file, b"trailer").into_iter().rev().take(MOST_PLACES).filter_map(|at| dictionary(file, at + b"trailer".len()));
    let trailers = trailers.filter(|range| has_name(&file[range.clone()], b"/Root")).map(|range| file[range].to_vec());
    salvaged.trailers.splice(0..0, trailers.take(MOST_TRAILERS));
    salvaged.trailers.truncate(MOST_TRAILERS);
    (!salvaged.found.is_empty()).then_some(salvaged)
}

impl Salvaged {
    /// The new file with each trailer that was found, and last with an empty one. Entries added at the end of a trailer override earlier
    /// ones.
    pub(crate) fn files(&self) -> impl Iterator<Item = Vec<u8>> {
        let without = b"<<>>".to_vec();
        self.trailers.iter().cloned().chain([without]).map(|trailer| {
            let mut file = self.objects.clone();
            let table = file.len();
            let size = self.found.keys().next_back().map_or(1, |last| u64::from(*last) + 1);
            file.extend(b"xref\n0 1\n0000000000 65535 f \n");
            for (number, found) in &self.found {
                file.extend(format!("{number} 1\n{:010} {:05} n \n", found.at, found.generation).bytes());
            }
            file.extend(b"trailer\n");
            file.extend(&trailer[..trailer.len() - 2]);
            file.extend(format!(" /Size {size} /Prev null /XRefStm null>>\nstartxref\n{table}\n%%EOF\n").bytes());
            file
        })
    }
}

/// The header of an object: `12 0 obj`.
struct Header {
    number: u32,
    generation: u16,
    /// Its first byte.
    start: usize,
    /// The byte after it.
    body: usize,
}

/// The places of a word, in order.
fn places(file: &[u8], word: &[u8]) -> Vec<usize> {
    let first = word[0];
    let starts = file.iter().enumerate().filter(|(_, byte)| **byte == first).map(|(at, _)| at);
    starts.filter(|at| file[*at..].starts_with(word)).collect()
}

fn headers(file: &[u8]) -> Vec<Header> {
    places(file, b"obj").into_iter().filter_map(|at| header(file, at)).collect()
}

/// The header of the object whose word `obj` is at a byte.
fn header(file: &[u8], at: usize) -> Option<Header> {
    let (generation, start) = number_before(file, at)?;
    let (number, start) = number_before(file, start)?;
    let number = u32::try_from(number).ok().filter(|number| *number > 0 && *number < MOST_OBJECTS)?;
    Some(Header { number, generation: u16::try_from(generation).ok()?, start, body: at + b"obj".len() })
}

/// Object numbers from this one on can only be the result of damage.
const MOST_OBJECTS: u32 = 8_388_608;

/// The number before a byte, with white space between, and its first byte.
fn number_before(file: &[u8], at: usize) -> Option<(u64, usize)> {
    let end = at - file[..at].iter().rev().take_while(|byte| is_white(**byte)).count();
    let digits = file[..end].iter().rev().take(11).take_while(|byte| byte.is_ascii_digit()).count();
    let text = std::str::from_utf8(&file[end - digits..end]).ok()?;
    (end < at).then_some((text.parse().ok()?, end - digits))
}

fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'\x0C' | b'\0')
}

/// Whether a dictionary has a name.
fn has_name(dictionary: &[u8], name: &[u8]) -> bool {
    name_end(dictionary, name).is_some()
}

/// The byte after a name.
fn name_end(dictionary: &[u8], name: &[u8]) -> Option<usize> {
    let ends = places(dictionary, name).into_iter().map(|at| at + name.len());
    ends.into_iter().find(|end| !dictionary.get(*end).is_some_and(u8::is_ascii_alphanumeric))
}

/// The range of a dictionary that begins at or after a byte, with white space before it.
fn dictionary(file: &[u8], from: usize) -> Option<Range<usize>> {
    let start = from + file[from..].iter().take_while(|byte| is_white(**byte)).count();
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(pair) = file.get(at..at + 2) {
        match pair {
            b"<<" => depth += 1,
            b">>" => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return Some(start..at);
        }
    }
    None
}

/// The ends of streams and objects, in order.
struct ObjectEnds {
    streams: Vec<usize>,
    objects: Vec<usize>,
}

/// A stream whose keyword was found.
struct StreamStart {
    dictionary: Range<usize>,
    /// The first byte of its data.
    data: usize,
}

struct ObjectScan<'f> {
    file: &'f [u8],
    /// The byte after the header of each object, by number and generation.
    last: BTreeMap<(u32, u16), usize>,
}

impl ObjectScan<'_> {
    /// Finds the word `stream` after a dictionary in a part of the file.
    fn stream_keyword(&self, part: Range<usize>) -> Option<StreamStart> {
        let file = &self.file[part.clone()];
        let start = part.start + file.iter().take_while(|byte| is_white(**byte)).count();
        let is_stream = |at: &usize| {
            let before = &file[..*at];
            before[..before.len() - before.iter().rev().take_while(|byte| is_white(**byte)).count()].ends_with(b">>")
        };
        let at = part.start + places(file, b"stream").into_iter().find(is_stream)?;
        let white = self.file[..at].iter().rev().take_while(|byte| is_white(**byte)).count();
        let after = at + b"stream".len();
        let blanks = self.file[after..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let data = match self.file[after + blanks..] {
            [b'\r', b'\n', ..] => after + blanks + 2,
            [b'\r' | b'\n', ..] => after + blanks + 1,
            _ => after,
        };
        (start + 4 <= at - white).then_some(StreamStart { dictionary: start..at - white, data })
    }

    /// The data of a stream.
    fn data(&self, stream: &StreamStart, ends: &ObjectEnds) -> Range<usize> {
        let start = stream.data;
        let written = self.length(&self.file[stream.dictionary.clone()]).and_then(|length| start.checked_add(length));
        if let Some(end) = written.filter(|end| *end <= self.file.len() && self.is_end(*end)) {
            return start..end;
        }
        let end = ends.streams.get(ends.streams.partition_point(|end| *end < start)).copied();
        let limit = end.unwrap_or(self.file.len());
        let first = ends.objects.partition_point(|end| *end < start);
        let other = ends.objects[first..].iter().copied().take_while(|end| *end < limit).find(|end| self.is_before_object(*end));
        let end = other.or(end).or(ends.objects.get(first).copied()).unwrap_or(self.file.len());
        let line_end = match &self.file[start..end] {
            [.., b'\r', b'\n'] => 2,
            [.., b'\r' | b'\n'] => 1,
            _ => 0,
        };
        start..end - line_end
    }

    /// Whether a stream ends at a byte.
    fn is_end(&self, at: usize) -> bool {
        let rest = &self.file[at..];
        let white = rest.iter().take(2).take_while(|byte| is_white(**byte)).count();
        rest[white..].starts_with(b"endstream")
    }

    /// Whether the next object follows the `endobj` at a byte.
    fn is_before_object(&self, at: usize) -> bool {
        let rest = &self.file[at + b"endobj".len()..];
        let rest = &rest[rest.iter().take(4).take_while(|byte| is_white(**byte)).count()..];
        let head = &rest[..rest.len().min(24)];
        places(head, b"obj").into_iter().any(|at| header(head, at).is_some_and(|header| header.start == 0))
    }

    /// The length that a dictionary gives, directly or as another object.
    fn length(&self, dictionary: &[u8]) -> Option<usize> {
        let rest = &dictionary[name_end(dictionary, b"/Length")?..];
        let (length, rest) = number(rest)?;
        let Some((generation, rest)) = number(rest) else { return usize::try_from(length).ok() };
        if rest.iter().find(|byte| !is_white(**byte)) != Some(&b'R') {
            return usize::try_from(length).ok();
        }
        let at = self.last.get(&(u32::try_from(length).ok()?, u16::try_from(generation).ok()?))?;
        usize::try_from(number(&self.file[*at..])?.0).ok()
    }
}

/// A number at the beginning of a text, after white space, and the text after it.
fn number(text: &[u8]) -> Option<(u64, &[u8])> {
    let text = &text[text.iter().take_while(|byte| is_white(**byte)).count()..];
    let digits = text.iter().take(19).take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&text[..digits]).ok()?.parse().ok()?;
    Some((number, &text[digits..]))
}
