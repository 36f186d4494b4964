//! What a comparison comes to, and what several come to together.

use serde::{Deserialize, Serialize};

/// Whether a claim holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Holds,
    Fails,
    /// The record claims something that cannot be recomputed, or claims nothing.
    NotChecked,
}

impl Verdict {
    /// `Holds` for `true`.
    pub fn of(holds: bool) -> Verdict {
        if holds { Verdict::Holds } else { Verdict::Fails }
    }

    /// Whether it holds; `None` where it was not checked.
    #[must_use]
    pub fn holds(self) -> Option<bool> {
        match self {
            Verdict::Holds => Some(true),
            Verdict::Fails => Some(false),
            Verdict::NotChecked => None,
        }
    }

    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Fails => "does not hold",
            Verdict::NotChecked => "not checked",
        }
    }

    /// As it is written in JSON and RDF.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Fails => "fails",
            Verdict::NotChecked => "not-checked",
        }
    }

    /// One failure makes the whole fail; the whole holds where something holds.
    ///
    /// For parts of which some may be missing. Of claims use [`Verdict::of_claims`].
    pub fn all(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
        let rank = |verdict: &Verdict| match verdict {
            Verdict::NotChecked => 0,
            Verdict::Holds => 1,
            Verdict::Fails => 2,
        };
        verdicts.into_iter().max_by_key(rank).unwrap_or(Verdict::NotChecked)
    }

    /// One failure makes the whole fail; the whole holds where there is a claim and every one
    /// holds.
    pub fn of_claims(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
        let verdicts: Vec<Verdict> = verdicts.into_iter().collect();
        let is = |wanted| move |verdict: &Verdict| *verdict == wanted;
        if verdicts.iter().any(is(Verdict::Fails)) {
            return Verdict::Fails;
        }
        let holds = !verdicts.is_empty() && verdicts.iter().all(is(Verdict::Holds));
        if holds { Verdict::Holds } else { Verdict::NotChecked }
    }
}

impl From<Option<bool>> for Verdict {
    fn from(holds: Option<bool>) -> Verdict {
        holds.map_or(Verdict::NotChecked, Verdict::of)
    }
}
