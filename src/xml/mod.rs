//! Writes XML that is well formed by construction (Extensible Markup Language 1.0, fifth edition).
//!
//! Begin reading at [`WriteXml`]. An [`Element`] is a start tag with its attributes. A writer puts it around whatever a closure
//! writes, so each end tag follows from its start tag. Text and attribute values are escaped on the way in. No function takes
//! finished markup. White space is exact: an element adds a line end only if the method says so.
//!
//! ```text
//! xml.line(Element::new("p").attribute("class", "author"), |xml| xml.text("Müller & Sons"));
//! <p class="author">Müller &amp; Sons</p>⏎
//! ```
mod element;
mod escape;
mod writer;

pub use element::Element;
pub use writer::{WriteXml, XmlWriter};
