//! Texts of others within ours: cut to a length, and escaped for markup.

mod cutting;
mod markup;

pub use cutting::{beginning, shorten};
pub use markup::{Escaped, escape, escape_content, escape_into, is_in_xml};
