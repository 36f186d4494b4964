//! What a reviewer may refuse a change for.

use serde::Serialize;

/// A sort of thing that gets worse with a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Concern {
    /// A record that could be read, or is new, cannot be read.
    BrokenRecord,
    /// A claim held and does not any more, or fails and did not.
    BrokenClaim,
    /// An identifier or address leads nowhere any more.
    VanishedAddress,
    /// A licence is another, or a file has one of its own now.
    ChangedLicence,
    /// Evidence came with the change that no key of the site's own workflow signed.
    UnattestedEvidence,
    /// An indicator that passed does not, or a smaller share passes of a letter of FAIR.
    WorseScore,
}

impl Concern {
    pub const ALL: [Concern; 6] = [
        Concern::BrokenRecord,
        Concern::BrokenClaim,
        Concern::VanishedAddress,
        Concern::ChangedLicence,
        Concern::UnattestedEvidence,
        Concern::WorseScore,
    ];

    /// The word for it on the command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Concern::BrokenRecord => "broken-record",
            Concern::BrokenClaim => "broken-claim",
            Concern::VanishedAddress => "vanished-address",
            Concern::ChangedLicence => "changed-licence",
            Concern::UnattestedEvidence => "unattested-evidence",
            Concern::WorseScore => "worse-score",
        }
    }
}
