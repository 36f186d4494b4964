//! What a change does to a catalogue, for whoever decides whether to take it.
//!
//! Two [`Side`]s come in, each with the records that are not the same on the other; a [`Review`]
//! comes out, and is told to programs ([`json`]), in a terminal ([`terminal`]) and in a comment on a
//! pull request ([`markdown`]). Texts of records are anybody's, and are shown as such.

mod addresses;
mod claims;
mod compared;
mod concern;
mod evidence;
mod excerpt;
mod fields;
mod files;
mod licences;
mod losses;
mod markdown;
mod moves;
mod published;
mod review;
mod scores;
mod side;
mod site;
mod telling;
mod terminal;

pub use addresses::{Address, AddressKind, addresses_of};
pub use claims::{Claim, ClaimTurn, Standing};
pub use compared::review;
pub use concern::Concern;
pub use evidence::{EvidenceFile, EvidenceTurn};
pub use fields::FieldChange;
pub use files::FileTurn;
pub use licences::{Licence, LicenceTurn};
pub use losses::Loss;
pub use markdown::{LARGEST_COMMENT, markdown};
pub use published::published_licence;
pub use review::{Change, KeyTurn, Problem, RecordReview, Review, SideName, SiteReview};
pub use scores::{IndicatorTurn, Judged, LetterScore, Score};
pub use side::{Beside, Form, Side, State};
pub use terminal::terminal;

/// `review` as a document of JSON, whose members the manual describes.
#[must_use]
pub fn json(review: &Review) -> String {
    // Texts, numbers and lists of them always serialise.
    format!("{}\n", serde_json::to_string_pretty(review).unwrap_or_default())
}
