//! A harvest that is interrupted keeps what it has done: it lies in the folder beside the last whole
//! one, and the next harvest of the same day goes on from there.

use faircat_federation::documents::Described;
use faircat_federation::dump;
use faircat_federation::harvest::Harvest;
use faircat_federation::statements;
use url::Url;

use super::collecting::Collected;
use super::{gathered, is_of};
use crate::outside_world::clock::Pace;
use crate::outside_world::federation_folder::{self, Stage};

impl Collected<'_> {
    /// Takes what an interrupted harvest had.
    pub(super) fn take_up(&mut self) {
        let (root, name) = (self.wish.root, &self.source.name);
        let read = federation_folder::read::<Harvest>(root, name, Stage::Unfinished);
        let is_fit = |it: &Harvest| {
            it.check().is_ok() && is_of(it, self.source) && it.asked == self.wish.today
        };
        let Some(harvest) = read.ok().flatten().filter(is_fit) else { return };
        let file = harvest.statements.file.as_str();
        let Ok(bytes) = federation_folder::read_statements(root, name, file) else { return };
        if Stage::Unfinished.statements_file(&statements::digest(&bytes)) != file {
            return;
        }
        let bounds = dump::Bounds::of_own(dump::LARGEST);
        let Ok(mut texts) = dump::split(&bytes, bounds).map(|it| it.texts) else { return };
        self.tell("goes on from where it was interrupted");
        for work in harvest.works {
            if let Some(text) = texts.remove(&work.home) {
                self.add(Described { work, graph: dump::graph(&text) });
            }
        }
        self.passed = harvest.passed;
        self.answers = harvest.answers;
        self.resume = harvest.resume.and_then(|it| Url::parse(&it).ok());
        // Pages that could not be read are asked for again.
        if self.resume.is_some() {
            (self.problems, self.more_problems) = (harvest.problems, harvest.more_problems);
        }
    }

    /// Keeps what was gathered, if that is due again. A list goes on at `next`.
    pub(super) fn keep(&mut self, next: Option<&Url>) {
        if self.pace.is_due() && !self.works.is_empty() {
            let mut pace = std::mem::replace(&mut self.pace, Pace::begin());
            pace.act(|| self.keep_now(next));
            self.pace = pace;
        }
    }

    /// Whether there is something left, at which the next harvest goes on; it is kept.
    pub(super) fn leave_off(&self) -> bool {
        self.resume.is_some() && !self.works.is_empty() && self.keep_now(self.resume.as_ref())
    }

    /// Whether it was kept. What cannot be is harvested again, should this be interrupted.
    fn keep_now(&self, next: Option<&Url>) -> bool {
        let Ok((harvest, packed)) = gathered(self, false, Stage::Unfinished) else { return false };
        let harvest = Harvest { resume: next.map(Url::to_string), ..harvest };
        let file = (harvest.statements.file.as_str(), packed.bytes.as_slice());
        let name = &self.source.name;
        federation_folder::write(self.wish.root, name, Stage::Unfinished, &harvest, file).is_ok()
    }
}
