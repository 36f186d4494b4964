//! How commands write what they found.

use clap::ValueEnum;

/// A form of results.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum ResultFormat {
    /// Tables, for people.
    #[default]
    Human,
    /// A list of objects.
    Json,
}
