//! Makes pictures smaller.
//!
//! Each pixel of the smaller picture is a weighted mean of the pixels around its place in the larger one. The weights are Lanczos's window
//! with three lobes, as wide as the scale requires, so nothing is skipped and edges stay sharp. The mean is taken row by row: first down
//! the columns, over the few rows that the window covers, then along the row. So only the smaller picture and one row take up memory.
//! `image` scales a whole picture in floating point instead, which takes ten times the memory of the picture itself.
use std::f32::consts::PI;

use image::imageops::FilterType;
use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage};

/// The lobes of the window on each side.
const LOBES: f32 = 3.0;

/// A picture scaled down to a size in pixels.
#[must_use]
pub fn scaled_down(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    let from = PixelSize { width: image.width(), height: image.height() };
    let to = PixelSize { width: width.max(1), height: height.max(1) };
    let PixelSize { width, height } = to;
    let scaled = match image {
        DynamicImage::ImageLuma8(image) => GrayImage::from_raw(width, height, rows::<1>(image, from, to)).map(DynamicImage::from),
        DynamicImage::ImageLumaA8(image) => GrayAlphaImage::from_raw(width, height, rows::<2>(image, from, to)).map(DynamicImage::from),
        DynamicImage::ImageRgb8(image) => RgbImage::from_raw(width, height, rows::<3>(image, from, to)).map(DynamicImage::from),
        DynamicImage::ImageRgba8(image) => RgbaImage::from_raw(width, height, rows::<4>(image, from, to)).map(DynamicImage::from),
        // Deep pictures are rare, and keep their depth.
        _ => None,
    };
    scaled.unwrap_or_else(|| image.resize_exact(width, height, FilterType::Lanczos3))
}

/// A size in pixels.
#[derive(Clone, Copy)]
struct PixelSize {
    width: u32,
    height: u32,
}

/// The pixels of the larger picture whose mean is one pixel of the smaller picture, along one side.
struct FilterWindow {
    first: usize,
    weights: Vec<f32>,
}

/// The windows of all pixels along one side.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sides of pictures are far below 2^24"
)]
fn windows(from: u32, to: u32) -> Vec<FilterWindow> {
    let scale = (from as f32 / to as f32).max(1.0);
    let radius = LOBES * scale;
    let window = |at: u32| {
        let center = (at as f32 + 0.5) * from as f32 / to as f32;
        let first = (center - radius).floor().max(0.0) as usize;
        let last = ((center + radius).ceil() as usize).min(from as usize).max(first + 1);
        let mut weights: Vec<f32> = (first..last).map(|pixel| lanczos((pixel as f32 + 0.5 - center) / scale)).collect();
        let sum: f32 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= sum);
        FilterWindow { first, weights }
    };
    (0..to).map(window).collect()
}

fn lanczos(x: f32) -> f32 {
    let sinc = |x: f32| if x.abs() < 1e-6 { 1.0 } else { (PI * x).sin() / (PI * x) };
    if x.abs() < LOBES { sinc(x) * sinc(x / LOBES) } else { 0.0 }
}

/// Scales samples of `N` channels.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
fn rows<const N: usize>(samples: &[u8], from: PixelSize, to: PixelSize) -> Vec<u8> {
    let stride = from.width as usize * N;
    let (across, down) = (windows(from.width, to.width), windows(from.height, to.height));
    let mut out = Vec::with_capacity(to.width as usize * to.height as usize * N);
    // One row of the larger picture, as the mean of the rows that the window covers.
    let mut means = vec![0.0_f32; stride];
    for window in &down {
        means.fill(0.0);
        for (row, weight) in samples[window.first * stride..].chunks_exact(stride).zip(&window.weights) {
            means.iter_mut().zip(row).for_each(|(mean, sample)| *mean += f32::from(*sample) * weight);
        }
        for window in &across {
            let mut sums = [0.0_f32; N];
            for (pixel, weight) in means[window.first * N..].chunks_exact(N).zip(&window.weights) {
                sums.iter_mut().zip(pixel).for_each(|(sum, mean)| *sum += mean * weight);
            }
            out.extend(sums.map(|sum| (sum + 0.5).clamp(0.0, 255.0) as u8));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_picture_equals_that_of_the_crate_image() {
        let wave = |x: u32, y: u32| ((f64::from(x) / 9.0).sin() * 60.0 + (f64::from(y) / 7.0).cos() * 60.0 + 128.0) as u8;
        let picture = RgbImage::from_fn(230, 170, |x, y| image::Rgb([wave(x, y), wave(y, x), 255 - wave(x, x)]));
        let picture = DynamicImage::from(picture);
        for (width, height) in [(100, 74), (229, 169), (23, 170), (1, 1)] {
            let (ours, theirs) = (scaled_down(&picture, width, height), picture.resize_exact(width, height, FilterType::Lanczos3));
            assert_eq!((ours.width(), ours.height()), (width, height));
            let apart = ours.as_bytes().iter().zip(theirs.as_bytes()).map(|(one, other)| one.abs_diff(*other)).max();
            assert!(apart <= Some(2), "{width} by {height}: {apart:?}");
        }
        let clear = DynamicImage::from(RgbaImage::from_pixel(9, 9, image::Rgba([10, 20, 30, 40])));
        assert_eq!(scaled_down(&clear, 4, 4).to_rgba8().get_pixel(2, 2).0, [10, 20, 30, 40]);
    }
}
