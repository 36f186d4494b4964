//! Kinds of files that outputs are written to, and what each can hold.

use std::collections::BTreeSet;
use std::path::Path;

use crate::data_error::DataError;
use crate::output::Output;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Npz,
    Npy,
    Hdf5,
    Json,
    JsonLines,
    Csv,
    Parquet,
}

impl Kind {
    /// The kind that the ending of a name tells.
    pub(super) fn of(file: &Path) -> Result<Kind, DataError> {
        let ending = file.extension().and_then(|it| it.to_str()).unwrap_or_default();
        Ok(match ending.to_ascii_lowercase().as_str() {
            "npz" => Kind::Npz,
            "npy" => Kind::Npy,
            "h5" | "hdf5" => Kind::Hdf5,
            "json" => Kind::Json,
            "jsonl" | "ndjson" => Kind::JsonLines,
            "csv" => Kind::Csv,
            "parquet" => Kind::Parquet,
            _ => {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                return Err(DataError::UnknownKind(name));
            }
        })
    }

    /// Whether there must be a row with something of every output.
    pub(super) fn is_table(self) -> bool {
        matches!(self, Kind::JsonLines | Kind::Csv | Kind::Parquet)
    }

    /// Whether an item of `output` may have another size than the one before.
    pub(super) fn may_vary(self, output: &Output) -> bool {
        match self {
            Kind::Json | Kind::JsonLines => true,
            Kind::Parquet => output.varies,
            Kind::Npz | Kind::Npy | Kind::Hdf5 | Kind::Csv => false,
        }
    }

    /// Fails where the names of the outputs are none for such a file, or lead out of the folder
    /// into which an archive is unpacked.
    pub(super) fn check_names(self, outputs: &[Output]) -> Result<(), DataError> {
        match self {
            Kind::Npz | Kind::Hdf5 => {
                let bad = outputs.iter().find(|output| !is_path(output.name()));
                bad.map_or(Ok(()), |bad| Err(DataError::BadName(bad.name().to_owned())))
            }
            Kind::Csv => {
                let mut known = BTreeSet::new();
                for output in outputs {
                    for column in output.columns()? {
                        if !known.insert(column.clone()) {
                            return Err(DataError::ColumnTwice(column));
                        }
                    }
                }
                Ok(())
            }
            Kind::Npy | Kind::Json | Kind::JsonLines | Kind::Parquet => Ok(()),
        }
    }
}

/// Whether `name` is a path below a folder, in every program that might unpack it.
fn is_path(name: &str) -> bool {
    let part = |part: &str| !matches!(part, "" | "." | "..");
    name.split('/').all(part) && !name.contains(['\\', '\0', ':'])
}
