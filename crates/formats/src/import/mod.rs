//! What readers of other people's files share: a text that knows its places, what counts as a
//! statement, and a record that a check will not refuse.

pub(crate) mod agents;
pub(crate) mod beside;
pub(crate) mod document;
pub(crate) mod files;
mod json_lines;
pub(crate) mod kinds;
pub(crate) mod languages;
pub(crate) mod malformed;
pub(crate) mod name_lists;
mod names;
mod once;
mod page;
pub(crate) mod people;
pub(crate) mod record;
pub(crate) mod relations;
pub(crate) mod roles;
pub(crate) mod schema_org;
pub(crate) mod shapes;
mod sound;
pub(crate) mod source;
pub(crate) mod statements;
pub(crate) mod texts;
pub(crate) mod turtle;
pub(crate) mod visible;
pub(crate) mod withdrawal;
pub(crate) mod xml;
