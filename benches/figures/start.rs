//! The release binary in a real terminal: how soon its first frame is there, and what it holds.

use std::path::Path;
use std::time::{Duration, Instant};

use super::measure::{chapter, median, memory_mib, percentile, say};
use super::pty::{LARGE, Laptop, Pty, onsite, path};

/// Milliseconds from starting a program until the screen shows a text.
fn first_frame(start: impl Fn() -> Pty, text: &str, times: usize) -> Vec<f64> {
    let run = |_| {
        let begun = Instant::now();
        let pty = start();
        pty.wait_for(text);
        let spent = begun.elapsed().as_secs_f64() * 1e3;
        pty.kill_and_wait();
        spent
    };
    (0..times).map(run).collect()
}

/// Measures the start, with other programs in the same run beside it.
pub fn starting(laptop: &Laptop, large: &Path) {
    chapter("Cold start to first frame in a pty, 120x40 (wall)");
    let small = laptop.demo("demo.onsite");
    let of = |file: &Path| {
        let file = file.to_owned();
        move || laptop.start(&[path(&file)], LARGE)
    };
    for (name, file, aim) in
        [("demonstration dossier", &*small, Some(20.0)), ("dossier of 20,000 changes", large, None)]
    {
        let times = first_frame(of(file), "已保存", 20);
        say(&format!("{name} (median)"), median(&times), "ms", aim);
        say(&format!("{name} (p99)"), percentile(&times, 0.99), "ms", None);
    }
    let text = laptop.file("peer.txt");
    std::fs::write(&text, "first line\n".repeat(200)).unwrap();
    for peer in ["less", "vim"] {
        if which(peer) {
            let times = first_frame(|| laptop.start_as(peer, &[path(&text)], LARGE), "first line", 20);
            say(&format!("  beside it: {peer} on a small file (median)"), median(&times), "ms", None);
        }
    }

    chapter("Memory and silence");
    for (name, file) in [("demonstration dossier", &*small), ("dossier of 20,000 changes", large)] {
        let pty = laptop.start(&[path(file)], LARGE);
        pty.wait_for("已保存");
        pty.send(b"gw");
        for _ in 0..40 {
            pty.send(b"j");
        }
        pty.send(b"?");
        pty.wait_for("Esc");
        if let Some((held, peak)) = memory_mib(pty.pid()) {
            say(&format!("{name}: resident"), held, "MiB", None);
            say(&format!("{name}: peak"), peak, "MiB", None);
        }
        // The frame that was waited for comes in pieces: idle begins after the last of them.
        while !pty.stays_quiet_for(Duration::from_millis(300)) {}
        let before = pty.bytes_so_far();
        pty.stays_quiet_for(Duration::from_secs(2));
        say(
            &format!("{name}: bytes in two idle seconds"),
            (pty.bytes_so_far() - before) as f64,
            "bytes",
            Some(0.0),
        );
        pty.kill_and_wait();
    }
    say("the binary", std::fs::metadata(onsite()).unwrap().len() as f64 / 1e6, "MB", None);
}

fn which(program: &str) -> bool {
    std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).any(|dir| dir.join(program).exists())
}
