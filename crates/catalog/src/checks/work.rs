//! Licence, language, addresses, description, and what belongs to the kind.

use faircat_inference::figures::noun;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::schema::SECTIONS;
use faircat_record::shape::foreign_section;
use faircat_record::{AccessRights, Status, Work};

use super::{Fault, languages, licence, model};

/// Characters that dataset search engines want of a description.
const DESCRIPTION: std::ops::RangeInclusive<usize> = 50..=5000;

pub(super) fn check(work: &Work, found: &mut Vec<Fault>) {
    sections(work, found);
    status(work, found);
    withdrawn_files(work, found);
    if let Some(text) = &work.license {
        licence::check("/license", text, found);
    }
    for (index, artifact) in work.artifacts.iter().enumerate() {
        if let Some(text) = &artifact.license {
            licence::check(&format!("/artifacts/{index}/license"), text, found);
        }
    }
    languages::check(work, found);
    roles(work, found);
    embargo(work, found);
    if let Some(dataset) = &work.dataset {
        let names = dataset.splits.iter().map(|split| split.name.as_str());
        model::twice("/dataset/splits", "splits", names, found);
    }
    description(work, found);
}

/// DataCite 4.7, contributorType (appendix 1, table 5): what is none of them breaks its exports.
pub const CONTRIBUTOR_TYPES: [&str; 22] = [
    "ContactPerson",
    "DataCollector",
    "DataCurator",
    "DataManager",
    "Distributor",
    "Editor",
    "HostingInstitution",
    "Other",
    "Producer",
    "ProjectLeader",
    "ProjectManager",
    "ProjectMember",
    "RegistrationAgency",
    "RegistrationAuthority",
    "RelatedPerson",
    "ResearchGroup",
    "Researcher",
    "RightsHolder",
    "Sponsor",
    "Supervisor",
    "Translator",
    "WorkPackageLeader",
];

fn roles(work: &Work, found: &mut Vec<Fault>) {
    for (index, contribution) in work.contributors.iter().enumerate() {
        let role = contribution.role.as_str();
        if !CONTRIBUTOR_TYPES.contains(&role) {
            let message = format!("`{role}` is no contributorType of DataCite");
            let allowed = CONTRIBUTOR_TYPES.map(|name| format!("`{name}`")).join(", ");
            let problem = Diagnostic::warning("role", message).hint(format!("it may be {allowed}"));
            found.push(Fault::new(format!("/contributors/{index}/role"), problem));
        }
    }
}

/// An embargo ends on a day.
fn embargo(work: &Work, found: &mut Vec<Fault>) {
    let Some(access) = &work.access else { return };
    if access.rights == Some(AccessRights::Embargoed) && access.embargo_until.is_none() {
        let message = "the work is under an embargo whose end is not told";
        let hint = "add `embargo_until: YYYY-MM-DD`, or say `rights: restricted`";
        let problem = Diagnostic::warning("embargo", message).hint(hint);
        found.push(Fault::new("/access/rights", problem));
    }
}

fn sections(work: &Work, found: &mut Vec<Fault>) {
    let present = [
        work.model.is_some(),
        work.dataset.is_some(),
        work.software.is_some(),
        work.workflow.is_some(),
        work.training_material.is_some(),
    ];
    for ((section, owner), present) in SECTIONS.into_iter().zip(present) {
        if present && owner != work.kind {
            let problem = foreign_section(section, owner, work.kind);
            found.push(Fault::new(format!("/{section}"), problem));
        }
    }
}

fn status(work: &Work, found: &mut Vec<Fault>) {
    let (pointer, message, hint) = match (work.status, &work.withdrawn) {
        (Status::Withdrawn, None) => (
            "/status",
            "the record is withdrawn without saying when and why",
            "add `withdrawn:` with `date` and `reason`",
        ),
        (Status::Withdrawn, Some(_)) | (_, None) => return,
        // The status that it has may be none that is written.
        (Status::Active, Some(_)) => (
            "/withdrawn",
            "`withdrawn` is given, and `status` does not say so",
            "write `status: withdrawn`",
        ),
        (_, Some(_)) => (
            "/status",
            "`withdrawn` is given, but `status` says otherwise",
            "write `status: withdrawn`",
        ),
    };
    found.push(Fault::new(pointer, Diagnostic::error("withdrawn", message).hint(hint)));
}

/// Of a file that is not published any more, its checksum is all by which a copy is known.
fn withdrawn_files(work: &Work, found: &mut Vec<Fault>) {
    if work.status != Status::Withdrawn || work.keeps_files() {
        return;
    }
    for (index, artifact) in work.artifacts.iter().enumerate() {
        let Some(path) = artifact.path.as_ref().filter(|_| artifact.sha256.is_none()) else {
            continue;
        };
        let message = format!("nobody will know a copy of `{path}` again: it has no `sha256`");
        let hint = "add `size` and `sha256` of the file, before it is gone";
        let problem = Diagnostic::warning("withdrawn-file", message).hint(hint);
        found.push(Fault::new(format!("/artifacts/{index}/path"), problem));
    }
}

fn description(work: &Work, found: &mut Vec<Fault>) {
    let text = work.description.as_deref().or(work.summary.as_deref()).unwrap_or_default();
    let length = text.chars().count();
    if length < *DESCRIPTION.start() {
        let characters = noun(length as u64, "character", "characters");
        let message =
            format!("the description has {length} {characters}; harvesters want 50 or more");
        let problem = Diagnostic::warning("description", message);
        let problem = problem.hint("say what it is, what it is for and how it was made");
        found.push(Fault::new("/description", problem));
    } else if length > *DESCRIPTION.end() {
        let pointer = if work.description.is_some() { "/description" } else { "/summary" };
        let message = format!("the text has {length} characters; harvesters take 5000");
        let problem = Diagnostic::warning("description", message);
        let problem = problem.hint("shorten it: in linked data it is cut");
        found.push(Fault::new(pointer, problem));
    }
}
