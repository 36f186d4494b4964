//! Why a part of an explanation is not there.

use faircat_inference::engine::EngineError;

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

    /// That `error` ended it: the time, of which more may be given, or something that more time
    /// does not change.
    pub(super) fn of_engine(error: &EngineError) -> Lacking {
        match error {
            EngineError::Stopped => {
                Lacking::undone("it was stopped before it was done; `--timeout` gives it more time")
            }
            other => Lacking::undone(other),
        }
    }

    pub(super) fn impossible(reason: impl ToString) -> Lacking {
        Lacking::Impossible(reason.to_string())
    }

    pub(super) fn undone(reason: impl ToString) -> Lacking {
        Lacking::Undone(reason.to_string())
    }
}

#[cfg(test)]
mod tests {
    use faircat_inference::engine::EngineError;

    use super::Lacking;

    #[test]
    fn who_waits_in_vain_is_told_how_to_wait_longer() {
        let reason = Lacking::of_engine(&EngineError::Stopped).reason();
        assert_eq!(reason, "it was stopped before it was done; `--timeout` gives it more time");
        let other = EngineError::BadInput("`tracks` holds inf at place 8".to_owned());
        assert_eq!(Lacking::of_engine(&other).reason(), "`tracks` holds inf at place 8");
    }
}
