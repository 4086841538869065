//! Sentences with placeholders. The type of a template names its placeholders. So the compiler checks the code that fills a template, and a
//! test checks the language files.
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, de};

use super::text::text;

/// The values for the placeholders of a template.
pub trait PlaceholderValues {
    /// The names of the placeholders.
    const NAMES: &'static [&'static str];

    /// The value for a placeholder. `None` if there is no placeholder of that name.
    fn value(&self, name: &str) -> Option<&str>;
}

/// Declares a struct whose fields are the values for the placeholders of a template.
macro_rules! places {
    ($($(#[$doc:meta])* $vis:vis $name:ident { $($place:ident),+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        $vis struct $name<'a> {
            $(#[doc = concat!("The value for `{", stringify!($place), "}`.")] $vis $place: &'a str,)+
        }

        impl $crate::language::template::PlaceholderValues for $name<'_> {
            const NAMES: &'static [&'static str] = &[$(stringify!($place)),+];

            fn value(&self, name: &str) -> Option<&str> {
                match name {
                    $(stringify!($place) => Some(self.$place),)+
                    _ => None,
                }
            }
        }
    )+};
}
pub(super) use places;

/// A sentence with placeholders. `{name}` is replaced by a value. `{name?one|several}` is replaced by the first text if the value is 1,
/// else by the second.
pub struct Template<P> {
    text: &'static str,
    places: PhantomData<P>,
}

/// A part of a template.
enum TemplatePart<'a> {
    Text(&'a str),
    Place(&'a str),
    Choice { place: &'a str, one: &'a str, several: &'a str },
}

impl<P: PlaceholderValues> Template<P> {
    /// The sentence with its placeholders replaced.
    #[must_use]
    pub fn fill(&self, values: &P) -> String {
        let mut out = String::with_capacity(self.text.len() + 16);
        for part in parts(self.text) {
            out.push_str(match part {
                TemplatePart::Text(text) => text,
                TemplatePart::Place(place) => values.value(place).unwrap_or_default(),
                TemplatePart::Choice { place, one, .. } if values.value(place) == Some("1") => one,
                TemplatePart::Choice { several, .. } => several,
            });
        }
        out
    }
}

/// The parts of a template in order. A brace that is not closed counts as text.
fn parts(text: &str) -> impl Iterator<Item = TemplatePart<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let open = rest.find('{').filter(|open| rest[*open..].contains('}')).unwrap_or(rest.len());
        if open > 0 {
            let (before, after) = rest.split_at(open);
            rest = after;
            return Some(TemplatePart::Text(before));
        }
        let (place, after) = rest[1..].split_once('}')?;
        rest = after;
        let choice = place.split_once('?').and_then(|(place, words)| words.split_once('|').map(|(one, several)| (place, one, several)));
        Some(match choice {
            Some((place, one, several)) => TemplatePart::Choice { place, one, several },
            None => TemplatePart::Place(place),
        })
    })
}

impl<'de, P: PlaceholderValues> Deserialize<'de> for Template<P> {
    /// Fails if the text has an unknown placeholder, or lacks one of those that the template has.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = text(deserializer)?;
        let mut found = Vec::new();
        for part in parts(text) {
            match part {
                TemplatePart::Text(text) if text.contains(['{', '}']) => {
                    return Err(de::Error::custom(format!("a stray brace in `{text}`")));
                }
                TemplatePart::Text(_) => {}
                TemplatePart::Place(place) | TemplatePart::Choice { place, .. } => found.push(place),
            }
        }
        if let Some(odd) = found.iter().find(|place| !P::NAMES.contains(place)) {
            return Err(de::Error::custom(format!("`{{{odd}}}` is not one of {:?}", P::NAMES)));
        }
        match P::NAMES.iter().find(|name| !found.contains(name)) {
            Some(missing) => Err(de::Error::custom(format!("`{{{missing}}}` is missing in `{text}`"))),
            None => Ok(Self { text, places: PhantomData }),
        }
    }
}

impl<P> fmt::Debug for Template<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.text, f)
    }
}

#[cfg(test)]
mod tests {
    use serde::de::IntoDeserializer as _;
    use serde::de::value::{Error, StrDeserializer};

    use super::*;

    places! {
        /// For the tests.
        pub(super) Pages { pages, paper }
    }

    fn read(text: &str) -> Result<Template<Pages<'static>>, String> {
        let deserializer: StrDeserializer<'_, Error> = text.into_deserializer();
        Template::deserialize(deserializer).map_err(|error| error.to_string())
    }

    #[test]
    fn placeholders_are_replaced() {
        let template = read("{pages} {pages?page|pages} on {paper}.").unwrap();
        let owned = ("1".to_owned(), "A4".to_owned());
        assert_eq!(template.fill(&Pages { pages: &owned.0, paper: &owned.1 }), "1 page on A4.");
        assert_eq!(template.fill(&Pages { pages: "2", paper: "{pages}" }), "2 pages on {pages}.");
    }

    #[test]
    fn placeholders_are_checked() {
        assert_eq!(read("{pages} on {papier}").unwrap_err(), r#"`{papier}` is not one of ["pages", "paper"]"#);
        assert_eq!(read("{pages}").unwrap_err(), "`{paper}` is missing in `{pages}`");
        assert!(read("{pages} {paper").unwrap_err().contains("brace"));
        assert!(read("{pages} {paper} }").unwrap_err().contains("brace"));
        assert!(read("{} {pages} {paper}").is_err());
    }
}
