//! Plain data that the stages of typesetting hand to each other. It imports from no other folder of `typeset`.
//!
//! `style.rs` says how text looks, `called_note.rs` which notes a line calls to the foot of its page, `penalty.rs` what a line end costs,
//! `picture_size.rs` how large a picture is. `page.rs` is the result of typesetting: finished pages of lines and pictures. `page_list.rs`
//! says where they begin. `paint.rs` says what letters are painted with. `qr_code.rs` makes QR codes, which can be on a page.
pub(crate) mod called_note;
pub(crate) mod page;
mod page_list;
pub(crate) mod paint;
pub(crate) mod penalty;
pub(crate) mod picture_size;
pub(crate) mod qr_code;
pub(crate) mod style;
