//! Metadata: the XMP packet.
pub(crate) mod information;
pub(crate) mod xmp;
