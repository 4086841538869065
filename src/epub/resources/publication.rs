//! The publication before it is packed.
use crate::artwork::Gallery;
use crate::epub::package::Resource;

use super::cover::Cover;
use super::pictures::Pictures;

/// The files of a book that are examined before they are packed.
pub(in crate::epub) struct Publication<'a> {
    /// All files so far, content documents among them.
    pub(in crate::epub) files: &'a [Resource],
    /// The pictures as the package will have them.
    pub(in crate::epub) pictures: &'a Pictures,
    /// The same pictures as the author gave them.
    pub(in crate::epub) gallery: &'a Gallery,
    pub(in crate::epub) cover: Option<&'a Cover>,
}
