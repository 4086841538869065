//! Citations: reads bibliographies, and prints the citations of a document and the list of the works that it cites.
//!
//! Input: the files of a bibliography, and a style in the Citation Style Language (CSL 1.0.2). The result is a [`Bibliography`]. The reader
//! of the manuscript asks it which keys exist, and what a locator is. When the document is complete, [`Bibliography::set`] puts the printed
//! form of each citation into it, makes notes from them if the style wants notes, and adds the list of works. So both backends print the
//! same.
//!
//! `works.rs` defines a work as data of CSL. `bibtex.rs` reads `.bib` files with `biblatex` (`bibtex_tables.rs`), `data.rs` reads CSL
//! JSON and YAML. `engine.rs` is the interface to `hayagriva`, which applies a style; `inlines.rs` makes inlines from its output.
//! `bundled.rs` has the bundled styles, and their words in each language. `locators.rs` reads "pp. 12–14". `citing.rs` puts
//! everything into the document, `list.rs` finds the place of the list, `by_chapter.rs` makes a list for each chapter. Without the feature
//! `citations`, no bibliography can be read.
#![cfg_attr(not(feature = "citations"), allow(dead_code, unused_imports, reason = "nothing is read and nothing is set"))]
mod bibliography;
#[cfg(feature = "citations")]
mod bibtex;
#[cfg(feature = "citations")]
mod bibtex_tables;
mod bundled;
mod by_chapter;
mod citing;
mod data;
mod engine;
mod inlines;
mod list;
mod locators;
#[cfg(feature = "citations")]
mod sentence_case;
mod style_error;
mod works;

pub use bibliography::{Bibliography, BibliographySource, StyleSource, can_cite, unknown_style};
pub use bundled::STYLE_NAMES;
