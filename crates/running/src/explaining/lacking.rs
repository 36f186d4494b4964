//! Why a part of an explanation is not there.

/// Sentences without a full stop.
pub(super) enum Lacking {
    /// The model and the control set leave nothing to be computed, on whatever machine.
    Impossible(String),
    /// This run came to no end: its files, its engine or its time.
    Undone(String),
}

impl Lacking {
    pub(super) fn reason(self) -> String {
        match self {
            Lacking::Impossible(reason) | Lacking::Undone(reason) => reason,
        }
    }

    pub(super) fn impossible(reason: impl ToString) -> Lacking {
        Lacking::Impossible(reason.to_string())
    }

    pub(super) fn undone(reason: impl ToString) -> Lacking {
        Lacking::Undone(reason.to_string())
    }
}
