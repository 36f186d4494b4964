//! *Pages*: HTML through the theme, and what a page needs to run a model.

pub mod built_in_theme;
pub mod filters;
pub mod frame;
mod frame_links;
pub mod links;
pub mod markdown;
pub mod prefixes;
mod record;
pub mod site;
pub mod template_errors;
pub mod template_links;
pub mod template_variables;
pub mod theme;
pub mod theme_files;
pub mod try_it;
mod undefined_variables;
pub mod words;

pub use frame::{Crumb, Frame, HeadLink, Html};
pub use record::charts;
pub use record::{
    CitationText, EXPLANATION, Held, History, LARGEST_HISTORY, Sample, Values, compared_files,
    moved_page, record_pages, shown_beside,
};
pub use theme::Theme;
