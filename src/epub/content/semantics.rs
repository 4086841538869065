//! The semantics of divisions and containers: the values of `epub:type` (EPUB Structural Semantics Vocabulary 1.1) and of `role`
//! (DPUB-ARIA 1.1).
use crate::document::{DivisionKind, Matter, Node, NodeRole};

/// A value of `epub:type` and the role that means the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Semantics {
    pub(super) epub_type: &'static str,
    pub(super) role: &'static str,
}

const fn semantics(epub_type: &'static str, role: &'static str) -> Option<Semantics> {
    Some(Semantics { epub_type, role })
}

/// The semantics of a kind of division.
pub(super) const fn division_semantics(kind: DivisionKind) -> Option<Semantics> {
    match kind {
        DivisionKind::Dedication => semantics("dedication", "doc-dedication"),
        DivisionKind::Epigraph => semantics("epigraph", "doc-epigraph"),
        DivisionKind::Foreword => semantics("foreword", "doc-foreword"),
        DivisionKind::Preface => semantics("preface", "doc-preface"),
        DivisionKind::Acknowledgements => semantics("acknowledgments", "doc-acknowledgments"),
        DivisionKind::Introduction => semantics("introduction", "doc-introduction"),
        DivisionKind::Part => semantics("part", "doc-part"),
        DivisionKind::Chapter => semantics("chapter", "doc-chapter"),
        DivisionKind::Conclusion => semantics("conclusion", "doc-conclusion"),
        DivisionKind::Afterword => semantics("afterword", "doc-afterword"),
        DivisionKind::Appendix | DivisionKind::Chronology => semantics("appendix", "doc-appendix"),
        DivisionKind::Glossary => semantics("glossary", "doc-glossary"),
        DivisionKind::Endnotes => semantics("endnotes", "doc-endnotes"),
        DivisionKind::Bibliography => semantics("bibliography", "doc-bibliography"),
        DivisionKind::Index => semantics("index", "doc-index"),
        DivisionKind::Colophon => semantics("colophon", "doc-colophon"),
        DivisionKind::Section => None,
    }
}

/// The semantics of a container, by its class.
pub(super) fn container_semantics(node: &Node) -> Option<Semantics> {
    if node.has_role(NodeRole::Epigraph) {
        semantics("epigraph", "doc-epigraph")
    } else if node.has_role(NodeRole::Dedication) {
        semantics("dedication", "doc-dedication")
    } else {
        None
    }
}

/// The `epub:type` of the body of a document.
pub(super) const fn matter_type(matter: Matter) -> &'static str {
    match matter {
        Matter::Front => "frontmatter",
        Matter::Body => "bodymatter",
        Matter::Back => "backmatter",
    }
}
