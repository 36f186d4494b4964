//! Progress of builds on a terminal.

use std::borrow::Cow;
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::build::Progress;

/// A bar for work of which it is known how much there is; nothing where standard error is no terminal.
/// `template` is as of [`ProgressStyle::with_template`].
pub(super) fn bar(
    length: u64,
    template: &str,
    message: impl Into<Cow<'static, str>>,
) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(template);
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> ");
    ProgressBar::new(length).with_style(style).with_message(message)
}

/// Work that ends sooner shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);

/// A line that tells the step and how far it is; nothing where standard error is no terminal.
pub(super) struct TerminalProgress {
    bar: ProgressBar,
    begun: Instant,
}

impl TerminalProgress {
    #[allow(clippy::disallowed_methods, reason = "it tells how long work takes")]
    pub(super) fn new() -> TerminalProgress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        TerminalProgress { bar, begun: Instant::now() }
    }

    /// Removes the line.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn appear(&self) {
        let waited = self.begun.elapsed() >= PATIENCE;
        if waited && self.bar.is_hidden() && io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Progress for TerminalProgress {
    fn step(&self, name: &'static str, total: usize) {
        self.bar.set_position(0);
        self.bar.set_length(total as u64);
        let template =
            if total > 0 { "{msg} [{bar:30}] {human_pos}/{human_len} {eta}" } else { "{msg} …" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.progress_chars("=> "));
        }
        self.bar.set_message(name);
        self.appear();
    }

    fn advance(&self) {
        self.bar.inc(1);
        self.appear();
    }
}
