//! What a withdrawn work publishes of its files.

use super::Work;

impl Work {
    /// Whether the files beside the record are published: those of a work that was withdrawn mostly
    /// are not.
    #[must_use]
    pub fn keeps_files(&self) -> bool {
        self.withdrawn.as_ref().is_none_or(|withdrawal| withdrawal.keep_files)
    }

    /// The work as a site publishes it. Of one that was withdrawn, and does not keep its files, those
    /// beside the record have no place any more: what they were, their sizes and checksums stay, so
    /// that who has a copy can find out that it was withdrawn.
    #[must_use]
    pub fn as_published(mut self) -> Work {
        if self.keeps_files() {
            return self;
        }
        for artifact in &mut self.artifacts {
            if artifact.path.is_some() {
                artifact.name = Some(artifact.display_name().to_owned());
                artifact.path = None;
            }
        }
        self
    }
}
