//! The addresses that pages of a site give themselves in their front matter: `permalink: /boats/`. Links use them instead of paths.
use std::collections::BTreeMap;

use crate::edition::{Dialect, Setting, Value};
use crate::manuscript::text::passes::{folder_of, within};

/// The keys of an address in the front matter, by tool.
const KEYS: [(Dialect, &[&str]); 3] =
    [(Dialect::Jekyll, &["permalink"]), (Dialect::Hugo, &["url", "slug"]), (Dialect::Docusaurus, &["permalink", "slug"])];

/// The pages of a site by their addresses.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageAddresses {
    /// The paths of the files by address, without slashes at the ends.
    files: BTreeMap<String, String>,
    /// The addresses by path.
    addresses: BTreeMap<String, String>,
}

impl PageAddresses {
    /// Adds the page at a path, if its front matter gives its address. An address without a slash at its beginning is relative to the
    /// folder of the page. Of several pages with the same address, the first counts.
    pub(crate) fn add(&mut self, path: &str, given: &Setting, dialect: Dialect) {
        let keys = KEYS.iter().filter(|(own, _)| *own == dialect).flat_map(|(_, keys)| *keys);
        let mut written = keys.filter_map(|key| given.get(key)).filter_map(|setting| match &setting.value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        });
        // A pattern such as `/:year/:title/` is not an address.
        let Some(address) = written.next().filter(|written| !written.contains(':')).and_then(|written| within(folder_of(path), written))
        else {
            return;
        };
        let address = stem(&address).to_owned();
        self.addresses.insert(path.to_owned(), address.clone());
        self.files.entry(address).or_insert_with(|| path.to_owned());
    }

    /// The target of a link in the file at a path, if it is the address of a page: the path of that page from the root.
    pub(crate) fn target(&self, path: &str, written: &str) -> Option<String> {
        if self.files.is_empty() || written.starts_with('#') || written.starts_with("//") || written.contains(':') {
            return None;
        }
        let (page, fragment) = written.split_once('#').map_or((written, None), |(page, fragment)| (page, Some(fragment)));
        let own = self.addresses.get(path).map_or_else(|| folder_of(path).to_owned(), |own| format!("{own}/"));
        let file = self.files.get(stem(&within(&own, page)?))?;
        Some(fragment.map_or_else(|| format!("/{file}"), |fragment| format!("/{file}#{fragment}")))
    }
}

/// An address without the ending of a page.
fn stem(address: &str) -> &str {
    let bare = address.trim_end_matches(".html").trim_end_matches('/');
    bare.strip_suffix("/index").unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Entry;
    use crate::source::Span;

    #[test]
    fn addresses_are_paths_of_pages() {
        let setting = |value| Setting { span: Span::DETACHED, value };
        let given = |key: &str, address: &str| {
            let value = setting(Value::Text(address.to_owned()));
            setting(Value::Table(vec![Entry { key: key.to_owned(), span: Span::DETACHED, value }]))
        };
        let mut pages = PageAddresses::default();
        pages.add("boats.md", &given("permalink", "/on/boats/"), Dialect::Jekyll);
        pages.add("nets.md", &given("permalink", "/on/nets.html"), Dialect::Jekyll);
        pages.add("posts.md", &given("permalink", "/:title/"), Dialect::Jekyll);
        let target = |written| pages.target("boats.md", written);
        assert_eq!(target("/on/nets").as_deref(), Some("/nets.md"));
        assert_eq!(target("../nets/#knots").as_deref(), Some("/nets.md#knots"));
        assert_eq!(target("/on/boats.html").as_deref(), Some("/boats.md"));
        for other in ["nets", "#nets", "https://a.b/on/nets", "//on/nets", "/:title/", "../../../x"] {
            assert_eq!(target(other), None, "{other}");
        }
    }
}
