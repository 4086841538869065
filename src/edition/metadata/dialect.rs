//! The key `dialect`.
use schemars::JsonSchema;
use serde::Deserialize;

/// The tool whose Markdown a manuscript is written in.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// The Markdown that the guide describes.
    #[default]
    Chapbook,
    /// mdBook.
    Mdbook,
    /// GitBook and HonKit.
    Gitbook,
    /// Pandoc.
    Pandoc,
    /// Quarto.
    Quarto,
    /// bookdown and R Markdown.
    Bookdown,
    /// MyST and Jupyter Book.
    Myst,
    /// Markua, the Markdown of Leanpub.
    Leanpub,
    /// Obsidian.
    Obsidian,
    /// Jekyll, with kramdown.
    Jekyll,
    /// Hugo.
    Hugo,
    /// Docusaurus, VuePress and VitePress.
    Docusaurus,
    /// MkDocs, with Python-Markdown.
    Mkdocs,
}

impl Dialect {
    /// All dialects, with the name of the tool as its makers write it.
    pub const ALL: [(Self, &'static str); 13] = [
        (Self::Chapbook, "chapbook"),
        (Self::Mdbook, "mdBook"),
        (Self::Gitbook, "GitBook"),
        (Self::Pandoc, "Pandoc"),
        (Self::Quarto, "Quarto"),
        (Self::Bookdown, "bookdown"),
        (Self::Myst, "MyST"),
        (Self::Leanpub, "Leanpub"),
        (Self::Obsidian, "Obsidian"),
        (Self::Jekyll, "Jekyll"),
        (Self::Hugo, "Hugo"),
        (Self::Docusaurus, "Docusaurus"),
        (Self::Mkdocs, "MkDocs"),
    ];

    /// The name of the tool, as its makers write it.
    #[must_use]
    pub fn tool(self) -> &'static str {
        Self::ALL.iter().find(|(dialect, _)| *dialect == self).map_or("", |(_, name)| name)
    }

    /// The value of the key `dialect`.
    #[must_use]
    pub fn key(self) -> String {
        self.tool().to_ascii_lowercase()
    }

    /// Whether the dialect is Pandoc's Markdown or an extension of it.
    #[must_use]
    pub const fn is_pandoc(self) -> bool {
        matches!(self, Self::Pandoc | Self::Quarto | Self::Bookdown)
    }
}
