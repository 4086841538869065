//! Metadata: the XMP packet and the information dictionary.
pub(crate) mod information;
pub(crate) mod xmp;
