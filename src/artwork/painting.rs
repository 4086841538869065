//! Paints a drawing as pixels, with the pictures in it.
//!
//! `resvg` paints everything but pictures of pixels: its decoders are left out, because the program has those of `image`. So a drawing with
//! such pictures is painted part by part, in its order: `resvg` paints the paths and the text, and `image` decodes the pictures. A group
//! that is painted as a whole (with opacity, a clip or a mask) is left to `resvg`, and a picture in it is missing.
use image::RgbaImage;
use resvg::tiny_skia::{ColorU8, FilterQuality, Pixmap, PixmapMut, PixmapPaint, Transform};
use resvg::usvg::{Group, ImageKind, Node, Tree};

use super::scaling::scaled_down;

/// Paints a drawing.
pub(super) fn paint(tree: &Tree, transform: Transform, pixels: &mut PixmapMut<'_>) {
    if pictures(tree.root()).any {
        paint_group(tree.root(), transform, pixels);
    } else {
        resvg::render(tree, transform, pixels);
    }
}

/// Whether a picture in the drawing cannot be painted.
pub(super) fn is_incomplete(tree: &Tree) -> bool {
    pictures(tree.root()).missing
}

/// The pictures of pixels in a group.
#[derive(Clone, Copy, Default)]
struct PicturesWithin {
    any: bool,
    /// Whether one cannot be painted.
    missing: bool,
}

fn pictures(group: &Group) -> PicturesWithin {
    let mut found = PicturesWithin::default();
    for node in group.children() {
        match node {
            Node::Group(inner) => {
                let within = pictures(inner);
                found.any |= within.any;
                found.missing |= within.missing || (within.any && inner.should_isolate());
            }
            Node::Image(picture) => {
                if let Some(bytes) = data(picture.kind()) {
                    found.any = true;
                    found.missing |= image::load_from_memory(bytes).is_err();
                }
            }
            Node::Path(_) | Node::Text(_) => {}
        }
    }
    found
}

/// The file of a picture. `None` for a drawing within the drawing.
fn data(kind: &ImageKind) -> Option<&[u8]> {
    match kind {
        ImageKind::JPEG(bytes) | ImageKind::PNG(bytes) | ImageKind::GIF(bytes) | ImageKind::WEBP(bytes) => Some(bytes),
        ImageKind::SVG(_) => None,
    }
}

/// Paints what is in a group. `transform` is that of the group around it.
fn paint_group(group: &Group, transform: Transform, pixels: &mut PixmapMut<'_>) {
    let transform = transform.pre_concat(group.transform());
    for node in group.children() {
        match node {
            Node::Group(inner) if !inner.should_isolate() => paint_group(inner, transform, pixels),
            Node::Image(picture) if data(picture.kind()).is_some() => {
                if let Some(bytes) = data(picture.kind()).filter(|_| picture.is_visible()) {
                    paint_picture(bytes, transform, pixels);
                }
            }
            Node::Group(_) | Node::Image(_) | Node::Path(_) | Node::Text(_) => {
                // `render_node` moves the node to the corner of the pixels.
                if let Some(corner) = node.abs_layer_bounding_box() {
                    let _ = resvg::render_node(node, transform.pre_translate(corner.x(), corner.y()), pixels);
                }
            }
        }
    }
}

/// Paints a picture. Its pixels are the units of its coordinates. A picture that cannot be decoded is missing.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sides of pictures are positive and far below 2^24"
)]
fn paint_picture(bytes: &[u8], transform: Transform, pixels: &mut PixmapMut<'_>) {
    let Ok(mut picture) = image::load_from_memory(bytes) else { return };
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    // `resvg` skips pixels when it scales a picture down, so the picture is scaled down first.
    let side = |length: f32, x: f32, y: f32| (length * x.hypot(y).min(1.0)).round().max(1.0);
    let (own_width, own_height) = (side(width, transform.sx, transform.ky), side(height, transform.kx, transform.sy));
    if own_width < width || own_height < height {
        picture = scaled_down(&picture, own_width as u32, own_height as u32);
    }
    if let Some(painted) = premultiplied(&picture.into_rgba8()) {
        let transform = transform.pre_scale(width / own_width, height / own_height);
        let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
        pixels.draw_pixmap(0, 0, painted.as_ref(), &paint, transform, None);
    }
}

/// Pixels whose colours include their opacity.
fn premultiplied(picture: &RgbaImage) -> Option<Pixmap> {
    let mut painted = Pixmap::new(picture.width(), picture.height())?;
    for (to, from) in painted.pixels_mut().iter_mut().zip(picture.pixels()) {
        let [red, green, blue, alpha] = from.0;
        *to = ColorU8::from_rgba(red, green, blue, alpha).premultiply();
    }
    Some(painted)
}
