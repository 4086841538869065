//! What annotations show on a page: fields of forms, stamps, notes. On paper it is a part of the page.
//!
//! An annotation may bring a form that says how it looks (ISO 32000-1, 12.5.5). Algorithm 8.1 there puts it on the page: the box of the form,
//! turned as its own matrix says, is enclosed by an upright rectangle, and that is stretched and moved onto the rectangle of the annotation.
//! As on any printer, only what has the flag Print and is not hidden is drawn (12.5.3); a link and the window of a note show nothing of their own.
use crate::pdf::file::object::{Dictionary, Object, ObjectId, Skeleton, numbers};

/// An appearance that is to be drawn.
pub(crate) struct Appearance {
    /// The form.
    pub(crate) form: ObjectId,
    /// What comes before its own matrix, to put it on the page.
    pub(crate) placed: [f32; 6],
    /// The layer that it is seen with, if it is on one.
    pub(crate) layer: Option<Object>,
}

/// Flags of an annotation (ISO 32000-1, table 165).
const HIDDEN: i64 = 1 << 1;
const PRINT: i64 = 1 << 2;

/// What the annotations of a page show, in the order in which they are drawn.
pub(crate) fn appearances(document: &mut Skeleton, page: ObjectId) -> Vec<Appearance> {
    let found = listed(document, page);
    for appearance in &found {
        // Some writers leave out what makes a form of it.
        if let Ok(form) = document.get_object_mut(appearance.form).and_then(Object::as_stream_mut) {
            form.dict.set("Type", Object::Name(b"XObject".to_vec()));
            form.dict.set("Subtype", Object::Name(b"Form".to_vec()));
        }
    }
    found
}

fn listed(document: &Skeleton, page: ObjectId) -> Vec<Appearance> {
    let annotations = document.get_dictionary(page).ok().and_then(|page| value(document, page, b"Annots")?.as_array().ok());
    let dictionaries = annotations.into_iter().flatten().filter_map(|annotation| document.dereference(annotation).ok()?.1.as_dict().ok());
    dictionaries.filter_map(|annotation| appearance(document, annotation)).collect()
}

/// What a key of a dictionary leads to.
fn value<'d>(document: &'d Skeleton, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    Some(document.dereference(dictionary.get(key).ok()?).ok()?.1)
}

fn appearance(document: &Skeleton, annotation: &Dictionary) -> Option<Appearance> {
    let flags = value(document, annotation, b"F").and_then(|flags| flags.as_i64().ok()).unwrap_or(0);
    let sort = value(document, annotation, b"Subtype").and_then(|sort| sort.as_name().ok());
    if flags & HIDDEN != 0 || flags & PRINT == 0 || matches!(sort, Some(b"Link" | b"Popup")) {
        return None;
    }
    let mut normal = value(document, annotation, b"AP")?.as_dict().ok()?.get(b"N").ok()?;
    // One for each state that a button can have.
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

/// A rectangle whatever two corners it is given by (ISO 32000-1, 7.9.5): left, foot, right, top.
fn upright([x0, y0, x1, y1]: [f32; 4]) -> [f32; 4] {
    [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]
}
