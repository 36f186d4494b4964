//! Building again whenever a file changes.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use faircat_inference::panics::caught;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Event, State};
use crate::build::{BuildOptions, BuildReport, Silent, build};
use crate::diagnostic::Diagnostic;

/// Told what happens.
pub(super) type Tell = Arc<dyn Fn(Event) + Send + Sync>;

/// What a site is made from, in the root folder.
const FOLDERS: [&str; 3] = ["catalog", "site", "themes"];
/// An editor that saves, or a checkout, changes several files within this time.
const QUIET: Duration = Duration::from_millis(120);
/// Files that change all the time do not put a build off any longer than this.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Builds once and then after every change, on a thread of its own.
#[allow(clippy::disallowed_methods, reason = "what is watched is told by where it is")]
pub(super) fn start(options: BuildOptions, state: Arc<State>, tell: Tell) -> io::Result<()> {
    let (sender, changes) = mpsc::channel();
    let root = options.root.canonicalize()?;
    let relevant_root = root.clone();
    let noticed = move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| is_relevant(&event, &relevant_root)) {
            // The receiver is gone when the program ends.
            let _ = sender.send(());
        }
    };
    // A link may lead to the whole machine; what it leads to is no part of the catalogue.
    let manners = notify::Config::default().with_follow_symlinks(false);
    let watcher = RecommendedWatcher::new(noticed, manners);
    let watching = watcher.and_then(|mut watcher| {
        watcher.watch(&root, RecursiveMode::NonRecursive)?;
        Ok(Watched { watcher, root, folders: Vec::new() })
    });
    thread::Builder::new().name("builds".to_owned()).spawn(move || {
        match watching.and_then(|mut watched| watched.refresh().map(|()| watched)) {
            Ok(watched) => build_on_change(&options, &state, &tell, watched, &changes),
            Err(error) => {
                tell(Event::NotWatching(error.to_string()));
                build_once(&options, &state, &tell);
            }
        }
    })?;
    Ok(())
}

/// Reading a file is an event too, and a build reads them all.
fn is_relevant(event: &notify::Event, root: &Path) -> bool {
    !matches!(event.kind, EventKind::Access(_))
        && event.paths.iter().any(|path| {
            let below = path.strip_prefix(root).unwrap_or(path);
            FOLDERS.iter().any(|folder| below.starts_with(folder))
        })
}

struct Watched {
    watcher: RecommendedWatcher,
    root: PathBuf,
    folders: Vec<PathBuf>,
}

impl Watched {
    /// Watches folders that have appeared, and forgets those that are gone.
    #[allow(clippy::disallowed_methods, reason = "folders come and go")]
    fn refresh(&mut self) -> notify::Result<()> {
        self.folders.retain(|folder| folder.is_dir());
        for name in FOLDERS {
            let folder = self.root.join(name);
            if folder.is_dir() && !self.folders.contains(&folder) {
                self.watcher.watch(&folder, RecursiveMode::Recursive)?;
                self.folders.push(folder);
            }
        }
        Ok(())
    }
}

fn build_on_change(
    options: &BuildOptions,
    state: &State,
    tell: &Tell,
    mut watched: Watched,
    changes: &Receiver<()>,
) {
    loop {
        build_once(options, state, tell);
        if changes.recv().is_err() {
            return;
        }
        settle(changes);
        if let Err(error) = watched.refresh() {
            tell(Event::NotWatching(error.to_string()));
        }
    }
}

/// Waits until nothing has changed for a moment.
#[allow(clippy::disallowed_methods, reason = "changes are waited for")]
fn settle(changes: &Receiver<()>) {
    let start = Instant::now();
    while start.elapsed() < LONGEST_WAIT && changes.recv_timeout(QUIET).is_ok() {}
}

#[allow(clippy::disallowed_methods, reason = "builds are timed")]
fn build_once(options: &BuildOptions, state: &State, tell: &Tell) {
    tell(Event::Building);
    let start = Instant::now();
    let report = caught(|| build(options, &Silent)).unwrap_or_else(|panic| {
        let message = format!("the build came to an unexpected end: {}", panic.reason);
        let problem = Diagnostic::error("build-failed", message);
        BuildReport { diagnostics: vec![problem], ..BuildReport::default() }
    });
    if report.published {
        state.read_base_url(options);
        state.generation.send_modify(|generation| {
            if let Some(number) = generation {
                *number += 1;
            }
        });
    }
    tell(Event::Built(report, start.elapsed()));
}
