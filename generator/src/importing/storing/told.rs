//! What is said of a record that cannot be written, or not whole.

use std::path::Path;

use super::Storing;
use crate::diagnostic::Diagnostic;
use crate::importing::differing;
use crate::importing::merge::{self, Conflict, Merged};
use crate::record::Kind;

impl Storing<'_> {
    pub(super) fn changed_kind(&self, file: &Path, kind: Kind) -> Box<Diagnostic> {
        let now = self.imported.work.kind;
        let message = format!(
            "`{}` was imported as {}, and its source now has {}",
            self.imported.slug,
            kind.in_words(),
            now.in_words()
        );
        let hint = format!(
            "remove that file to have it in `{}/`, or import it with `--kind` where its format \
             leaves that open",
            now.folder()
        );
        Box::new(Diagnostic::error("import-kind", message).in_file(file).hint(hint))
    }

    pub(super) fn other_work(&self) -> Box<Diagnostic> {
        let slug = &self.imported.slug;
        let message = format!("`{slug}` is there already, of another work");
        let problem = Diagnostic::error("import-other-work", message).in_file(&self.file);
        let hint = "neither identifiers nor authors are the same; rename that record to have both, \
                    or remove it to have this one in its place";
        Box::new(problem.hint(hint))
    }

    pub(super) fn conflict(&self, conflict: &Conflict) -> Diagnostic {
        let (here, now) = differing::told(conflict.here.as_ref(), conflict.now.as_ref());
        let field = merge::name(&conflict.field);
        let slug = &self.imported.slug;
        let message = format!("`{field}` of `{slug}` is {here} here, and its source now has {now}");
        Diagnostic::warning("import-conflict", message)
            .in_file(&self.file)
            .hint("what is here stays; write the other value in its place if that is right")
    }

    pub(super) fn edited(&self, merged: &Merged, is_known: bool) -> Box<Diagnostic> {
        let slug = &self.imported.slug;
        let fields: Vec<String> =
            merged.edited.iter().map(|it| format!("`{}`", merge::name(it))).collect();
        let what = match fields.as_slice() {
            [] => String::new(),
            fields => format!(" ({})", fields.join(", ")),
        };
        let message = match is_known {
            true => format!(
                "`{slug}` was edited since it was imported{what}, and its source has changed"
            ),
            false => format!(
                "`{slug}` is not as its source has it{what}, and its comment, which told what was \
                 edited, is gone"
            ),
        };
        let problem = Diagnostic::error("import-edited", message).in_file(&self.file);
        let hint = "`--update` takes what is new and keeps what was edited; \
                    remove the file to have it as its source has it";
        Box::new(problem.hint(hint))
    }

    pub(super) fn rearranged(&self) -> Diagnostic {
        let message = format!(
            "comments of `{}` are gone: its fields stood in no order in which \
                               some could be replaced",
            self.imported.slug
        );
        Diagnostic::warning("import-rewritten", message)
            .in_file(&self.file)
            .hint("write each field of a record on lines of its own, beginning at the margin")
    }

    pub(super) fn not_ours(&self) -> Box<Diagnostic> {
        let message = format!("`{}` is there already and was not imported", self.imported.slug);
        let problem = Diagnostic::error("import-not-ours", message).in_file(&self.file);
        let hint = "rename or remove that file to have the imported record in its place";
        Box::new(problem.hint(hint))
    }

    pub(super) fn of_other_format(&self, format: &str) -> Box<Diagnostic> {
        let slug = &self.imported.slug;
        let message = format!(
            "`{slug}` is there already: it was imported from {format}, not {}",
            self.format
        );
        let problem = Diagnostic::error("import-not-ours", message).in_file(&self.file);
        let hint = "keep that record, or remove its file to have it from this source";
        Box::new(problem.hint(hint))
    }

    pub(super) fn unreadable(&self) -> Box<Diagnostic> {
        let message = format!(
            "`{}` was edited since it was imported, and is no record now",
            self.imported.slug
        );
        let problem = Diagnostic::error("import-edited", message).in_file(&self.file);
        Box::new(problem.hint("`faircat check` says what is wrong with it"))
    }

    pub(super) fn not_merged(&self, reason: &str) -> Box<Diagnostic> {
        let slug = &self.imported.slug;
        let message = format!("what was edited of `{slug}` does not fit its source: {reason}");
        let problem = Diagnostic::error("import-edited", message).in_file(&self.file);
        Box::new(problem.hint("remove the file to have the record as its source has it"))
    }

    pub(super) fn unwritable(&self, reason: &str) -> Box<Diagnostic> {
        let message = format!("`{}` cannot be written as YAML: {reason}", self.imported.slug);
        let hint = "look for values nested more than about sixty deep in the record that was \
                    imported";
        Box::new(Diagnostic::error("import-unwritable", message).hint(hint))
    }
}
