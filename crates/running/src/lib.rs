//! Running catalogued models: the engines on this machine, models by name, data in and out.
//!
//! The arithmetic is `faircat-inference`'s; here are the files.

pub mod arrays;
pub mod benchmark;
pub mod comparing;
pub mod data_error;
pub mod design_space;
pub mod engines;
pub mod explaining;
mod external_data;
pub mod machine;
pub mod model;
pub mod output;
pub mod pass;
pub mod reading;
pub mod rows;
pub mod tested;
pub mod timed;
pub mod trial;
pub mod trust;
pub mod verifying;
pub mod writing;
