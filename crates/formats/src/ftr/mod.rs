//! `ftr.jsonld`: the scorecard as the results of tests, in the
//! [vocabulary of FAIR testing resources](https://w3id.org/ftr) 1.3.

mod results;
mod write;

pub use results::{Basis, Told, document};

use crate::format::{Companion, Format, Purpose, Writer};

pub const FORMAT: Format = Format {
    name: "ftr",
    title: "FAIR test results (FTR)",
    used_by: "OSTrails and other platforms that compare assessments",
    media_type: "application/ld+json",
    specification: Some("https://w3id.org/ftr"),
    reader: None,
    companion: Some(Companion {
        file_name: "ftr.jsonld",
        profile: Some("https://w3id.org/ftr"),
        relation: "describedby",
        purpose: Purpose::Assessing,
        citation: None,
        writer: Writer::Work {
            of: "works with a scorecard",
            lacks: write::lacks,
            write: write::of_record,
        },
    }),
    package: None,
};
