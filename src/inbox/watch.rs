//! Watching an inbox from a thread of its own, by the system's notices where there are any.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, recommended_watcher};

use super::{Looks, Waiting};

/// How long a file must stay as it is before it counts as whole.
pub const SETTLE: Duration = Duration::from_secs(2);

/// Between looks while a file is still growing.
const WHILE_GROWING: Duration = Duration::from_millis(700);

/// Between looks where the system gives no notice: network shares, some containers.
const POLL: Duration = Duration::from_secs(3);

/// Between looks where it does: a notice can be lost.
const BACKSTOP: Duration = Duration::from_mins(1);

/// What the thread is told.
#[derive(Debug)]
enum Order {
    Look,
    Stop,
}

/// An inbox being watched; dropping it ends that.
#[derive(Debug)]
pub struct Watch {
    orders: Sender<Order>,
}

impl Watch {
    /// Watches a folder. Whenever the list of waiting files has changed it is reported, and nothing
    /// otherwise; who no longer listens says so by `false`.
    pub fn start(
        folder: PathBuf,
        settle: Duration,
        report: impl FnMut(Vec<Waiting>) -> bool + Send + 'static,
    ) -> io::Result<Self> {
        let (orders, taken) = channel();
        let noticed = orders.clone();
        let work = move || watch(&folder, settle, &taken, noticed, report);
        thread::Builder::new().name("inbox".to_owned()).spawn(work)?;
        Ok(Self { orders })
    }

    /// Looks now, whatever the system noticed.
    pub fn look_again(&self) {
        let _ = self.orders.send(Order::Look);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.orders.send(Order::Stop);
    }
}

fn watch(
    folder: &Path,
    settle: Duration,
    orders: &Receiver<Order>,
    noticed: Sender<Order>,
    mut report: impl FnMut(Vec<Waiting>) -> bool,
) {
    let watcher = if gives_notice(folder) { notices(folder, noticed) } else { None };
    let mut looks = Looks::into(folder.to_owned(), settle);
    let mut last: Vec<Waiting> = Vec::new();
    loop {
        // A folder that is gone for a while (a stick pulled out) holds nothing.
        let waiting = looks.look(Instant::now()).unwrap_or_default();
        if waiting != last {
            last.clone_from(&waiting);
            if !report(waiting) {
                return;
            }
        }
        let rest = match (looks.unsettled(), &watcher) {
            (true, _) => WHILE_GROWING.min(settle),
            (false, Some(_)) => BACKSTOP,
            (false, None) => POLL,
        };
        if !next(orders, rest) {
            return;
        }
    }
}

/// Waits for the next look; false when there is to be none.
fn next(orders: &Receiver<Order>, rest: Duration) -> bool {
    let first = match orders.recv_timeout(rest) {
        Ok(order) => order,
        Err(RecvTimeoutError::Timeout) => return true,
        Err(RecvTimeoutError::Disconnected) => return false,
    };
    // Twenty photos dropped at once are one look.
    let mut all = std::iter::once(first).chain(orders.try_iter());
    all.all(|order| matches!(order, Order::Look))
}

/// Has the system notice what is dropped; `None` where it cannot.
fn notices(folder: &Path, noticed: Sender<Order>) -> Option<RecommendedWatcher> {
    let told = move |event: notify::Result<Event>| {
        // Our own reading is no news.
        let news = event.is_ok_and(|event| match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            EventKind::Access(_) => false,
            _ => true,
        });
        if news {
            let _ = noticed.send(Order::Look);
        }
    };
    let mut watcher = recommended_watcher(told).ok()?;
    watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
    Some(watcher)
}

/// Whether the folder lies where the system notices everything: on a share, others write unseen.
#[cfg(target_os = "linux")]
fn gives_notice(folder: &Path) -> bool {
    // NFS, SMB, CIFS, SMB2, FUSE, 9P (see statfs(2)).
    const SHARED: [u32; 6] = [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x6573_5546, 0x0102_1997];
    rustix::fs::statfs(folder).is_ok_and(|about| {
        // The kind is 32 bits wide, whatever the system's word.
        let kind = u32::try_from(about.f_type & 0xFFFF_FFFF).unwrap_or_default();
        !SHARED.contains(&kind)
    })
}

#[cfg(not(target_os = "linux"))]
fn gives_notice(_: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const LONG: Duration = Duration::from_secs(30);

    #[test]
    fn a_file_that_is_dropped_is_reported_once_it_is_whole_and_nothing_more() {
        let home = tempfile::tempdir().unwrap();
        let (send, reports) = channel();
        let settle = Duration::from_millis(50);
        let watch =
            Watch::start(home.path().to_owned(), settle, move |files| send.send(files).is_ok()).unwrap();
        fs::write(home.path().join("a.jpg"), "photo").unwrap();
        watch.look_again();
        let whole = |files: &[Waiting]| files.len() == 1 && files[0].sha256().is_some();
        while !whole(&reports.recv_timeout(LONG).unwrap()) {}
        watch.look_again();
        watch.look_again();
        fs::remove_file(home.path().join("a.jpg")).unwrap();
        watch.look_again();
        assert_eq!(reports.recv_timeout(LONG).unwrap(), [], "no report in between: nothing had changed");
        drop(watch);
        assert!(reports.recv_timeout(LONG).is_err(), "the thread has ended");
    }
}
