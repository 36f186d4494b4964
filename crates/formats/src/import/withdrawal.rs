//! That a work was withdrawn.

use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Status, Withdrawal, Work};

use super::statements::date;
use crate::json_fields::JsonFields;

/// The reason of a withdrawal for which the source has none.
const UNEXPLAINED: &str = "The source of this record gives no reason.";

/// Lets `work` be withdrawn on the date at `date_key`, with the text at the first of `reason_keys` that
/// has one; whether it is, which a work that is withdrawn already is not again.
pub(crate) fn withdraw(
    it: &mut JsonFields<'_>,
    work: &mut Work,
    date_key: &str,
    reason_keys: &[&str],
) -> bool {
    if work.withdrawn.is_some() {
        return false;
    }
    let Some(day) = it.understood(date_key, "date", date) else { return false };
    let reason = reason_keys.iter().find_map(|key| it.said(key));
    let reason = reason.unwrap_or_else(|| UNEXPLAINED.to_owned());
    let problem = Diagnostic::warning("import-withdrawn", "the source says that it was withdrawn");
    let problem = problem.hint("write why under `withdrawn`, if it does not");
    it.notes.tell(&it.path_of(date_key), problem);
    work.withdrawn = Some(Withdrawal { date: day, reason, replaced_by: None, keep_files: false });
    work.status = Status::Withdrawn;
    true
}
