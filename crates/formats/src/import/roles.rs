//! What contributors did.

/// DataCite's names of the roles of contributors, which InvenioRDM writes in small letters.
const ROLES: [&str; 22] = [
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

/// The role that DataCite calls `word`, whatever its capitals.
pub(crate) fn role(word: &str) -> Option<String> {
    let found = ROLES.into_iter().find(|it| it.eq_ignore_ascii_case(word))?;
    Some(found.to_owned())
}
