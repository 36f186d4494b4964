//! Texts of others within ours: cut to a length, and escaped for markup.

mod cutting;
mod markup;
mod visible;

pub use cutting::{beginning, first_line, shorten};
pub use markup::{Escaped, escape, escape_content, escape_into, is_in_xml};
pub use visible::visible;
