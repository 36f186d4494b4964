//! Scorecards of documents of others.

mod applied;
mod formats;
