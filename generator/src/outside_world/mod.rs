//! Files, network and clock: the only stage, with [`crate::site_writer`], that touches them.

pub mod catalog_folder;
pub mod imported_records;
pub mod local_files;
pub mod memory_file;
pub mod online;
pub mod own_files;
pub mod public_addresses;
pub mod site_folder;
pub mod theme_folder;
pub mod this_program;
pub mod web_page;
