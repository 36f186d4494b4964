//! What readers of other people's files share: a text that knows its places, what counts as a
//! statement, and a record that a check will not refuse.

pub(crate) mod agents;
pub(crate) mod document;
pub(crate) mod files;
pub(crate) mod record;
mod sound;
pub(crate) mod statements;
mod visible;
