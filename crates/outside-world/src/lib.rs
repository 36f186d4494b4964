//! Files, network and clock: the one door to what is outside the program.

#![allow(clippy::disallowed_methods, reason = "this is the door")]

// Opening files, ending in order and telling how a process died are written for Unix alone.
#[cfg(not(unix))]
compile_error!("faircat is for Linux and other Unix systems, not for Windows");

pub mod artifact_cache;
pub mod atomic_file;
pub mod attesting;
pub mod bounded_file;
mod busy;
pub mod catalog_folder;
pub mod checksum;
pub mod clock;
pub mod compared_place;
pub mod copying;
pub mod door;
pub mod download;
pub mod evidence_files;
pub mod federation_folder;
pub mod fetching;
pub mod file_mark;
pub mod git_revision;
pub mod http_client;
pub mod import_sources;
pub mod imported_records;
pub mod listing;
pub mod local_files;
pub mod memory_file;
mod memory_key;
pub mod one_record;
pub mod online;
pub mod own_files;
pub mod package_files;
pub mod polite;
pub mod public_addresses;
pub mod repository_api;
pub mod site_folder;
pub mod theme_folder;
pub mod this_program;
pub mod unread_files;
pub mod unread_site_files;
pub mod web_page;
