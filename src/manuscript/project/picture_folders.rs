//! The folders in which pictures are looked for, as a book names them.
use std::path::Path;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::edition::BookPlan;

use crate::manuscript::files::open as files;
use crate::manuscript::text::passes::within;
use crate::manuscript::text::picture_folders::PictureFolders;

/// The folders of a book. `root` is the folder that they are relative to.
pub(super) fn picture_folders(plan: &BookPlan, root: &Path) -> PictureFolders {
    PictureFolders { root: root.to_path_buf(), folders: plan.picture_folders.iter().map(|(folder, _)| folder.clone()).collect() }
}

/// Reports the folders of pictures that are outside the folder of the book, or do not exist.
pub(super) fn check_picture_folders(plan: &BookPlan, root: &Path, sink: &Sink) {
    for (folder, span) in &plan.picture_folders {
        let diagnostic = match within("", folder) {
            None => Diagnostic::new(codes::OUTSIDE_ROOT, *span, format!("`{folder}` is outside the book"))
                .label("no picture is looked for there")
                .hint("move the pictures into the folder of the book"),
            Some(inside) if !inside.is_empty() && !root.join(&inside).is_dir() => {
                let message = format!("there is no folder `{folder}`");
                files::missing(codes::UNUSED_SETTING, *span, &message, root, &inside).label("no picture is looked for there")
            }
            Some(_) => continue,
        };
        sink.report(diagnostic);
    }
}
