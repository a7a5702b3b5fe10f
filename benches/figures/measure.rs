//! Clocks, percentiles and the lines that are printed.

use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};

/// Milliseconds of CPU time that this process has used.
pub fn cpu_ms() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// What one run of something cost.
#[derive(Clone, Copy)]
pub struct Cost {
    /// Milliseconds by the wall clock.
    pub wall: f64,
    /// Milliseconds of CPU time.
    pub cpu: f64,
}

/// Runs something once and gives what it gave and what it cost.
pub fn cost<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let (wall, cpu) = (Instant::now(), cpu_ms());
    let value = work();
    let cost = Cost { wall: wall.elapsed().as_secs_f64() * 1e3, cpu: cpu_ms() - cpu };
    (value, cost)
}

/// The value below which that share of all values lies.
pub fn percentile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(at.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// The middle value.
pub fn median(values: &[f64]) -> f64 {
    percentile(values, 0.5)
}

/// The mean.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Prints a figure with the aim it has to meet, if there is one.
pub fn say(what: &str, figure: f64, unit: &str, aim: Option<f64>) {
    let judged = match aim {
        Some(aim) if figure <= aim => format!("aim {aim} {unit}: met"),
        Some(aim) => format!("aim {aim} {unit}: MISSED"),
        None => String::new(),
    };
    println!("{what:<58} {figure:>10.2} {unit:<6} {judged}");
}

/// Prints a heading.
pub fn chapter(title: &str) {
    println!("\n{title}");
}

/// MiB of memory that a process holds and of its peak, as Linux tells them.
pub fn memory_mib(pid: u32) -> Option<(f64, f64)> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let kib = |name: &str| -> Option<f64> {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    Some((kib("VmRSS:")? / 1024.0, kib("VmHWM:")? / 1024.0))
}
