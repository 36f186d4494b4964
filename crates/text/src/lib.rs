//! Texts of others within ours: cut to a length, in one line, escaped for markup, and whether they
//! are addresses.

mod cutting;
mod listing;
mod markup;
mod spacing;
mod visible;
mod web;

pub use cutting::{beginning, first_line, shorten};
pub use listing::listed;
pub use markup::{Escaped, escape, escape_content, escape_into, is_in_xml};
pub use spacing::single_spaced;
pub use visible::visible;
pub use web::is_web_address;
