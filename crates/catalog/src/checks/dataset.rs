//! The fields of a dataset.

use std::collections::BTreeSet;

use faircat_record::DatasetSection;
use faircat_record::diagnostic::Diagnostic;

use super::Fault;

/// Each field of a group has a name of its own: it is the column that is read. A warning, because
/// published records of portals have such fields.
pub(super) fn check(section: &DatasetSection, found: &mut Vec<Fault>) {
    let mut known = BTreeSet::new();
    for (index, field) in section.fields.iter().enumerate() {
        if !known.insert((field.group.as_deref(), field.name.as_str())) {
            let place = match &field.group {
                Some(group) => format!("`fields` of the group `{group}`"),
                None => "`fields`".to_owned(),
            };
            let message = format!("{place} names `{}` twice", field.name);
            let problem = Diagnostic::warning("name-twice", message)
                .hint("give each a name of its own, or a `group`, or remove one of the two");
            found.push(Fault::new(format!("/dataset/fields/{index}"), problem));
        }
    }
}
