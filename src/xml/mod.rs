//! Writes XML that is well formed by construction (Extensible Markup Language 1.0, fifth edition).
//!
//! Begin reading at [`WriteXml`]. An [`Element`] is a start tag with its attributes. The writer puts it and its end tag around the output
//! of a closure, so every end tag matches its start tag. It escapes all text and attribute values. No function takes finished markup.
//! White space is exact: an element adds a line end only if the method says so. The same calls write HTML, if the writer was made with
//! [`XmlWriter::html`].
//!
//! ```text
//! xml.line(Element::new("p").attribute("class", "author"), |xml| xml.text("Müller & Sons"));
//! <p class="author">Müller &amp; Sons</p>⏎
//! ```
mod element;
mod escape;
mod syntax;
mod writer;

pub use element::Element;
pub use writer::{WriteXml, XmlWriter};
