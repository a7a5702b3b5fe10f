//! Files taken into a dossier, beside the same files copied and synced.

use std::fs::{self, File};
use std::io;
#[cfg(feature = "photos")]
use std::io::Cursor;
use std::path::{Path, PathBuf};

#[cfg(feature = "photos")]
use image::codecs::jpeg::JpegEncoder;
use onsite::inbox::take;
#[cfg(feature = "photos")]
use onsite::photo::{facts, small};
use onsite::store::{Device, Store};
use onsite::supply::Supply;

use crate::measure::{chapter, cost, median, say};

/// Files of a run, and how often it is run.
const FILES: u32 = 32;
const RUNS: usize = 5;

/// Bytes of a file, as a photo of a phone has them.
const SIZE: usize = 4 * 1024 * 1024;

/// Prints what it costs to take files in.
pub fn importing(folder: &Path, device: &Device, supply: &Supply) {
    chapter(&format!("Taking {FILES} files of {} MiB in", SIZE / (1024 * 1024)));
    let source = folder.join("source");
    fs::create_dir(&source).unwrap();
    let files: Vec<PathBuf> = (0..FILES).map(|nth| written(&source, nth)).collect();
    let megabytes = (f64::from(FILES) * SIZE as f64) / 1e6;
    let (mut copied, mut kept) = (Vec::new(), Vec::new());
    // In turns, so that whatever else the disk does meets both.
    for run in 0..RUNS {
        let target = folder.join(format!("copied-{run}"));
        fs::create_dir(&target).unwrap();
        let ((), spent) = cost(|| files.iter().for_each(|file| copy(file, &target)));
        copied.push(megabytes / spent.wall * 1e3);
        fs::remove_dir_all(&target).unwrap();
        let path = folder.join(format!("import-{run}.onsite"));
        let store = Store::create(&path, &supply.fresh_id(), device, supply).unwrap();
        let keeper = store.keeper().unwrap();
        let ((), spent) = cost(|| {
            for file in &files {
                assert!(take(&keeper, file, &mut |_, _| true).unwrap().kept.new);
            }
        });
        kept.push(megabytes / spent.wall * 1e3);
        drop(keeper);
        store.close().unwrap();
        fs::remove_file(&path).unwrap();
    }
    say("take in, hashed, on disk (median of runs)", median(&kept), "MB/s", None);
    say("  beside it: copy and fsync each (median of runs)", median(&copied), "MB/s", None);
    say("  of the copy's speed", median(&kept) / median(&copied) * 100.0, "%", None);
    #[cfg(feature = "photos")]
    smaller();
}

#[cfg(feature = "photos")]
fn smaller() {
    let image = image::RgbImage::from_fn(4000, 3000, |x, y| {
        let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 27;
        image::Rgb([(x / 16) as u8, (y / 12) as u8, noise as u8])
    });
    let mut photo = Vec::new();
    JpegEncoder::new_with_quality(Cursor::new(&mut photo), 90).encode_image(&image).unwrap();
    let costs: Vec<f64> = (0..5).map(|_| cost(|| small(&photo).unwrap()).1.cpu).collect();
    let copy = small(&photo).unwrap();
    say("smaller copy of a photo of 12 million pixels (CPU)", median(&costs), "ms", None);
    say("  the photo", photo.len() as f64 / 1e6, "MB", None);
    say("  its smaller copy", copy.len() as f64 / 1e3, "kB", None);
    let costs: Vec<f64> = (0..50).map(|_| cost(|| facts(&photo)).1.cpu).collect();
    say("time and place of a photo (CPU)", median(&costs), "ms", None);
}

/// Bytes that do not compress and do not repeat.
fn written(folder: &Path, nth: u32) -> PathBuf {
    let path = folder.join(format!("{nth}.bin"));
    let mut state = u64::from(nth + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let bytes = (0..SIZE / 8).flat_map(|_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    fs::write(&path, bytes.collect::<Vec<u8>>()).unwrap();
    path
}

/// As `cp` does it, and on disk.
fn copy(file: &Path, target: &Path) {
    let mut copy = File::create(target.join(file.file_name().unwrap())).unwrap();
    io::copy(&mut File::open(file).unwrap(), &mut copy).unwrap();
    copy.sync_all().unwrap();
}
