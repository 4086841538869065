//! The front cover.
use crate::epub::package::{ManifestProperty, Resource};

/// The front cover.
#[derive(Clone, Debug)]
pub struct Cover {
    /// A JPEG or PNG file.
    pub image: Vec<u8>,
    /// `image/jpeg` or `image/png`.
    pub media_type: &'static str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Its alternative text.
    pub alt: String,
}

impl Cover {
    /// The name of its file within the package.
    pub(in crate::epub) fn file_name(&self) -> &'static str {
        if self.media_type == "image/png" { "cover.png" } else { "cover.jpg" }
    }

    /// The picture as a file of the package.
    pub(in crate::epub) fn to_resource(&self) -> Resource {
        let properties = &[ManifestProperty::CoverImage];
        Resource { properties, ..Resource::used(self.file_name().to_owned(), self.media_type, self.image.clone()) }
    }
}
