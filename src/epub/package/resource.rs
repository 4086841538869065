//! The files of the package.

/// A publication resource (EPUB 3.3, section 3.2): a file of the package.
#[derive(Debug)]
pub(in crate::epub) struct Resource {
    /// Its name within the package: lower-case letters, digits, hyphens and dots.
    pub(in crate::epub) name: String,
    /// Its media type.
    pub(in crate::epub) media_type: &'static str,
    pub(in crate::epub) bytes: Vec<u8>,
    /// Its properties in the manifest.
    pub(in crate::epub) properties: &'static [ManifestProperty],
    /// Whether it is in the reading order.
    pub(in crate::epub) in_spine: bool,
}

/// A property of an item of the manifest (EPUB 3.3, appendix D.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::epub) enum ManifestProperty {
    /// The picture of the cover.
    CoverImage,
    /// The navigation document.
    Nav,
    /// A content document with MathML.
    MathMl,
    /// A content document with SVG in it.
    Svg,
}

impl ManifestProperty {
    /// The property as the manifest names it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::CoverImage => "cover-image",
            Self::Nav => "nav",
            Self::MathMl => "mathml",
            Self::Svg => "svg",
        }
    }
}

/// The media type of content documents.
const XHTML: &str = "application/xhtml+xml";

impl Resource {
    /// A content document, which is in the reading order.
    pub(in crate::epub) fn document(name: String, xhtml: String) -> Self {
        Self { name, media_type: XHTML, bytes: xhtml.into_bytes(), properties: &[], in_spine: true }
    }

    /// A file that content documents use.
    pub(in crate::epub) const fn used(name: String, media_type: &'static str, bytes: Vec<u8>) -> Self {
        Self { name, media_type, bytes, properties: &[], in_spine: false }
    }

    /// The id of its item in the manifest.
    pub(super) fn id(&self) -> String {
        if self.properties.contains(&ManifestProperty::CoverImage) { "cover-image".to_owned() } else { self.name.replace('.', "-") }
    }

    /// The text of a content document. `None` for other files.
    pub(in crate::epub) fn xhtml(&self) -> Option<&str> {
        if self.media_type == XHTML { std::str::from_utf8(&self.bytes).ok() } else { None }
    }
}
