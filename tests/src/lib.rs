//! Tests of faircat by stage and through the program.

#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]
#![allow(clippy::disallowed_methods, reason = "tests write files, and wait")]

/// As in the program, so that queries are kept within their memory.
#[cfg(test)]
#[global_allocator]
static ALLOCATOR: faircat_sparql::allocation::Counting<std::alloc::System> =
    faircat_sparql::allocation::Counting(std::alloc::System);

#[cfg(test)]
mod add;
#[cfg(test)]
mod address;
#[cfg(test)]
mod addresses_and_agents;
#[cfg(test)]
mod assess;
#[cfg(test)]
mod beside;
#[cfg(test)]
mod build;
#[cfg(test)]
mod check_command;
#[cfg(test)]
mod checks;
#[cfg(test)]
mod closed_output;
#[cfg(test)]
mod compare;
#[cfg(test)]
mod control_sets;
#[cfg(test)]
mod convert;
#[cfg(test)]
mod copies;
#[cfg(test)]
mod data_files;
#[cfg(test)]
mod dataset_page;
#[cfg(test)]
mod deposit;
#[cfg(test)]
mod described_files;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod display_list;
#[cfg(test)]
mod door;
#[cfg(test)]
mod dump;
#[cfg(test)]
mod engine_list;
#[cfg(test)]
mod explain;
#[cfg(test)]
mod export_command;
#[cfg(test)]
mod exports;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod federation;
#[cfg(test)]
mod fetch;
#[cfg(test)]
mod field_facts;
#[cfg(test)]
mod file_sizes;
#[cfg(test)]
mod fmt;
#[cfg(test)]
#[path = "../../crates/assessment/tests/main/foreign_card.rs"]
mod foreign_card;
#[cfg(test)]
mod format_list;
#[cfg(test)]
mod formats_written;
#[cfg(test)]
mod help;
#[cfg(test)]
mod import;
#[cfg(test)]
mod import_command;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod inputs;
#[cfg(test)]
mod licences;
#[cfg(test)]
mod life;
#[cfg(test)]
mod links;
#[cfg(test)]
mod losses;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod module_order;
#[cfg(test)]
mod new;
#[cfg(test)]
mod new_project;
#[cfg(test)]
mod notebooks;
#[cfg(test)]
mod online;
#[cfg(test)]
#[path = "../../crates/sparql/tests/main/outcome.rs"]
mod outcome;
#[cfg(test)]
mod output;
#[cfg(test)]
mod own_records;
#[cfg(test)]
mod packages;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod program;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod published_rdf;
#[cfg(test)]
mod query;
#[cfg(test)]
mod record_fields;
#[cfg(test)]
mod reference_store;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod relations;
#[cfg(test)]
mod release;
#[cfg(test)]
mod remedies;
#[cfg(test)]
mod remembered;
#[cfg(test)]
mod running;
#[cfg(test)]
mod serve;
#[cfg(test)]
mod site_pages;
#[cfg(test)]
mod small_networks;
#[cfg(test)]
mod snippets;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod subjects;
#[cfg(test)]
mod theme;
#[cfg(test)]
mod trial;
#[cfg(test)]
mod triton;
#[cfg(test)]
mod trust;
#[cfg(test)]
mod try_it;
#[cfg(test)]
mod verification;
#[cfg(test)]
mod verify;
#[cfg(test)]
mod vocabulary;
#[cfg(test)]
mod waiting;
#[cfg(test)]
mod web;
#[cfg(test)]
mod words;
#[cfg(test)]
mod workflows;
#[cfg(test)]
mod zoo_package;
