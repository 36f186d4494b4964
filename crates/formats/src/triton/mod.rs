//! A model repository for NVIDIA's Triton Inference Server, with dynamic batching.

mod deploy;
mod write;

use crate::format::Format;
use crate::package::{Package, Packer};
pub use write::repository;

pub const FORMAT: Format = Format {
    name: "triton",
    title: "Model repository for NVIDIA's Triton Inference Server, with dynamic batching",
    used_by: "NVIDIA's Triton Inference Server",
    media_type: "text/plain",
    specification: Some(write::SPECIFICATION),
    reader: None,
    companion: None,
    package: Some(Package { packer: Packer::Model(repository), has_top_folder: false }),
};
