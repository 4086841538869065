//! Limits how much is decoded at once.
//!
//! Pictures are decoded in parallel, and each takes many times the memory of its file. The workbench has room for a number of pixels. A
//! thread that wants to decode waits until there is room for its picture. So the memory depends neither on the number of pictures nor on
//! that of the threads. A picture that is larger than the workbench waits until it is alone.
use std::sync::{Condvar, Mutex, PoisonError};

/// The pixels that are decoded at the same time.
const ROOM: u64 = 16_000_000;

static TAKEN: Mutex<u64> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

/// Room for one picture, given back when it is dropped.
#[derive(Debug)]
pub struct PixelReservation(u64);

/// Waits for room for a picture.
pub(super) fn room(pixels: u64) -> PixelReservation {
    let wanted = pixels.min(ROOM);
    let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut taken = FREED.wait_while(taken, |taken| *taken + wanted > ROOM).unwrap_or_else(PoisonError::into_inner);
    *taken += wanted;
    PixelReservation(wanted)
}

impl Drop for PixelReservation {
    fn drop(&mut self) {
        *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) -= self.0;
        FREED.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_waits_until_there_is_room() {
        let first = room(ROOM / 2);
        let rest = std::thread::spawn(|| drop(room(ROOM * 9)));
        drop(first);
        rest.join().expect("the thread ends");
    }
}
