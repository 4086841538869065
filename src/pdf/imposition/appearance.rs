//! The appearances of annotations: form fields, stamps, notes. On paper they are part of the page.
//!
//! An annotation may have a form that is its appearance (ISO 32000-1, 12.5.5). Algorithm 8.1 there places it on the page: the bounding box
//! of the form is transformed by the form's matrix, and the upright rectangle around the result is scaled and moved onto the annotation's
//! rectangle. As on any printer, only annotations with the flag Print and without the flag Hidden are drawn (12.5.3). Links and pop-up
//! windows have no appearance of their own.
use crate::pdf::file::object::{Dictionary, Object, ObjectId, PdfDocument, numbers};

/// An appearance to draw.
pub(crate) struct Appearance {
    /// The form.
    pub(crate) form: ObjectId,
    /// The matrix that places it on the page, applied after its own.
    pub(crate) placed: [f32; 6],
    /// Its layer (optional content), if it has one.
    pub(crate) layer: Option<Object>,
}

/// Flags of an annotation (ISO 32000-1, table 165).
const HIDDEN: i64 = 1 << 1;
const PRINT: i64 = 1 << 2;

/// The appearances of the annotations of a page, in drawing order.
pub(crate) fn appearances(document: &mut PdfDocument, page: ObjectId) -> Vec<Appearance> {
    let found = listed(document, page);
    for appearance in &found {
        // Some programs omit these entries of a form.
        if let Ok(form) = document.get_object_mut(appearance.form).and_then(Object::as_stream_mut) {
            form.dict.set("Type", Object::Name(b"XObject".to_vec()));
            form.dict.set("Subtype", Object::Name(b"Form".to_vec()));
        }
    }
    found
}

fn listed(document: &PdfDocument, page: ObjectId) -> Vec<Appearance> {
    let annotations = document.get_dictionary(page).ok().and_then(|page| value(document, page, b"Annots")?.as_array().ok());
    let dictionaries = annotations.into_iter().flatten().filter_map(|annotation| document.dereference(annotation).ok()?.1.as_dict().ok());
    dictionaries.filter_map(|annotation| appearance(document, annotation)).collect()
}

/// The value of a key, with references resolved.
fn value<'d>(document: &'d PdfDocument, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    Some(document.dereference(dictionary.get(key).ok()?).ok()?.1)
}

fn appearance(document: &PdfDocument, annotation: &Dictionary) -> Option<Appearance> {
    let flags = value(document, annotation, b"F").and_then(|flags| flags.as_i64().ok()).unwrap_or(0);
    let sort = value(document, annotation, b"Subtype").and_then(|sort| sort.as_name().ok());
    if flags & HIDDEN != 0 || flags & PRINT == 0 || matches!(sort, Some(b"Link" | b"Popup")) {
        return None;
    }
    let mut normal = value(document, annotation, b"AP")?.as_dict().ok()?.get(b"N").ok()?;
    // A button has one appearance for each of its states.
    if let Ok(states) = document.dereference(normal).ok()?.1.as_dict() {
        normal = states.get(value(document, annotation, b"AS")?.as_name().ok()?).ok()?;
    }
    let (id, form) = document.dereference(normal).ok()?;
    let form = &form.as_stream().ok()?.dict;
    let rectangle = upright(numbers(document, value(document, annotation, b"Rect")?)?);
    let own = value(document, form, b"Matrix").and_then(|matrix| numbers(document, matrix)).unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let [left, foot, right, top] = numbers(document, value(document, form, b"BBox")?)?;
    let corners = [(left, foot), (right, foot), (right, top), (left, top)]
        .map(|(x, y): (f32, f32)| (own[0] * x + own[2] * y + own[4], own[1] * x + own[3] * y + own[5]));
    let bounds = corners.iter().fold([f32::MAX, f32::MAX, f32::MIN, f32::MIN], |[left, foot, right, top], (x, y)| {
        [left.min(*x), foot.min(*y), right.max(*x), top.max(*y)]
    });
    let stretch = |low: usize| {
        let (from, to) = (bounds[low + 2] - bounds[low], rectangle[low + 2] - rectangle[low]);
        (from > 1e-4 && to > 1e-4).then(|| to / from)
    };
    let (across, up) = (stretch(0)?, stretch(1)?);
    let placed = [across, 0.0, 0.0, up, rectangle[0] - bounds[0] * across, rectangle[1] - bounds[1] * up];
    Some(Appearance { form: id?, placed, layer: annotation.get(b"OC").ok().cloned() })
}

/// A rectangle from any two opposite corners (ISO 32000-1, 7.9.5): left, bottom, right, top.
fn upright([x0, y0, x1, y1]: [f32; 4]) -> [f32; 4] {
    [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]
}
