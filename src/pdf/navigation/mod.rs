//! Navigation: destinations, links, the outline and the page labels.
pub(crate) mod destinations;
pub(crate) mod links;
pub(crate) mod outline;
pub(crate) mod page_labels;
