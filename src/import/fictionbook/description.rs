//! What a book in FB2 says of itself (`description`).
use crate::import::draft::DraftMetadata;
use crate::import::remark::Remarks;
use crate::import::xml_file::XmlElement;

/// The name of a person: its parts, or else the nickname.
fn person(element: &XmlElement) -> String {
    let part = |name: &str| element.child(name).map(XmlElement::words).filter(|words| !words.is_empty());
    let parts: Vec<String> = ["first-name", "middle-name", "last-name"].into_iter().filter_map(part).collect();
    if parts.is_empty() { part("nickname").unwrap_or_default() } else { parts.join(" ") }
}

/// Reads the metadata.
pub(super) fn read(root: &XmlElement, metadata: &mut DraftMetadata, remarks: &mut Remarks) {
    let Some(description) = root.child("description") else { return };
    let Some(title) = description.child("title-info") else { return };
    let words = |element: &XmlElement, name: &str| element.child(name).map(XmlElement::words).filter(|words| !words.is_empty());
    metadata.title = words(title, "book-title");
    metadata.language = words(title, "lang");
    metadata.description = words(title, "annotation");
    metadata.date = title.child("date").and_then(|date| date.value("value").map(str::to_owned).or_else(|| Some(date.words())));
    metadata.date = metadata.date.take().filter(|date| !date.is_empty());
    let people = |name: &str| title.elements().filter(|element| element.name == name).map(person).collect::<Vec<_>>();
    metadata.authors = people("author").into_iter().filter(|name| !name.is_empty()).collect();
    metadata.contributors = people("translator").into_iter().filter(|name| !name.is_empty()).map(|name| (name, "trl".to_owned())).collect();
    metadata.subjects = words(title, "keywords")
        .into_iter()
        .flat_map(|words| words.split([',', ';']).map(|word| word.trim().to_owned()).collect::<Vec<_>>())
        .collect();
    metadata.subjects.retain(|subject| !subject.is_empty());
    metadata.series = title.child("sequence").and_then(|series| series.value("name")).map(str::to_owned);
    if let Some(published) = description.child("publish-info") {
        metadata.publisher = words(published, "publisher");
        let digits: String = words(published, "isbn").unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
        if matches!(digits.len(), 10 | 13) {
            metadata.identifier = Some(format!("urn:isbn:{digits}"));
        }
    }
    for genre in title.elements().filter(|element| element.name == "genre") {
        remarks.add("genres of FB2, left out; write them as subjects under [book]", genre.words());
    }
}

/// The id of the picture on the cover.
pub(super) fn cover(root: &XmlElement) -> Option<String> {
    let page = root.child("description")?.child("title-info")?.child("coverpage")?;
    page.child("image")?.value("href")?.strip_prefix('#').map(str::to_owned)
}
