//! Metadata: the XMP packet.
pub(crate) mod xmp;
