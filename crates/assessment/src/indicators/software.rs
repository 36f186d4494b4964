//! The indicators for software, after FAIR4RS and the FRSM metrics.

use super::{
    Test, access, description, discovery, files, identification, licence, provenance, references,
    representation, software_description,
};

pub(super) const TESTS: &[Test] = &[
    Test::new(
        "software-F1-unique-identifier",
        "F1",
        "Does the software have an identifier that is unique worldwide?",
        "The node that stands for the software must have an IRI, or a value of schema:identifier that names its scheme.",
        identification::unique,
    )
    .fuji(&["FRSM-01-F1"]),
    Test::new(
        "software-F1-persistent-identifier",
        "F1",
        "Does the software have an identifier that somebody has promised to keep?",
        "One of the identifiers must be a DOI, Handle, ARK, SWHID or arXiv identifier.",
        identification::persistent,
    )
    .fuji(&["FRSM-01-F1"]),
    Test::new(
        "software-F1.1-components",
        "F1.1",
        "Do the parts of the software have identifiers of their own?",
        "Every schema:hasPart must lead to an IRI outside the page or carry a persistent identifier.",
        identification::components,
    )
    .fuji(&["FRSM-02-F1.1"]),
    Test::new(
        "software-F1.2-version-identifier",
        "F1.2",
        "Does each version of the software have an identifier of its own?",
        "schema:version must be stated, and every other version that is named must have an identifier.",
        identification::versions,
    )
    .fuji(&["FRSM-03-F1.2"]),
    Test::new(
        "software-F2-core-elements",
        "F2",
        "Is there all that a citation and a search need?",
        "Title, description, creator, date, publisher, identifier, keywords and type must be there.",
        description::core_elements,
    )
    .fuji(&["FRSM-04-F2"]),
    Test::new(
        "software-F2-description",
        "F2",
        "Does the description say something?",
        "The description must have at least 50 characters, which is what search engines demand.",
        description::description,
    )
    .fuji(&["FRSM-04-F2"]),
    Test::new(
        "software-F2-creators-identified",
        "F2",
        "Are the authors identified beyond their names?",
        "At least half of the creators must have an ORCID iD or a ROR identifier.",
        description::creators_identified,
    )
    .fuji(&["FRSM-06-F2"]),
    Test::new(
        "software-F2-keywords",
        "F2",
        "Can the software be found by keywords?",
        "There must be at least two keywords or subjects.",
        description::keywords,
    )
    .fuji(&["FRSM-04-F2"]),
    Test::new(
        "software-F3-identifier-stated",
        "F3",
        "Do the metadata state the identifier of the software?",
        "schema:identifier or dcterms:identifier must hold an identifier with its scheme.",
        identification::stated,
    )
    .fuji(&["FRSM-07-F3"]),
    Test::new(
        "software-F3-source-stated",
        "F3",
        "Do the metadata say where the source is?",
        "A code repository, a download address or a file must be there.",
        files::content_stated,
    )
    .fuji(&["FRSM-07-F3"]),
    Test::new(
        "software-F4-markup",
        "F4",
        "Can search engines index the description?",
        "The page's HTML must hold JSON-LD of a class that search engines know, with name and description.",
        discovery::markup,
    )
    .fuji(&["FRSM-08-F4"]),
    Test::new(
        "software-F4-sitemap",
        "F4",
        "Do crawlers find the page?",
        "The site's sitemap must name the page.",
        discovery::sitemap,
    )
    .fuji(&["FRSM-08-F4"]),
    Test::new(
        "software-F4-catalogue",
        "F4",
        "Is the software registered in a catalogue?",
        "schema:includedInDataCatalog must name a catalogue, or a catalogue must list the software.",
        discovery::catalogue,
    )
    .fuji(&["FRSM-08-F4"]),
    Test::new(
        "software-A1-metadata-retrievable",
        "A1",
        "Does the record's address give the metadata?",
        "The page must offer the metadata in at least one media type.",
        access::metadata_retrievable,
    ),
    Test::new(
        "software-A1-identifier-resolves",
        "A1",
        "Does the persistent identifier lead to a page?",
        "Evidence must show that the identifier's address was followed and answered.",
        access::identifier_resolves,
    )
    .fuji(&["FRSM-01-F1"]),
    Test::new(
        "software-A1-source-retrievable",
        "A1",
        "Can a program fetch the software?",
        "Every file, or else the code repository, must be at hand, or evidence must show that its address answered.",
        access::content_retrievable,
    )
    .fuji(&["FRSM-09-A1"]),
    Test::new(
        "software-A1.1-metadata-protocol",
        "A1.1",
        "Is the protocol for the metadata open and free?",
        "The address of the page must be of an open, documented protocol.",
        access::metadata_protocol,
    ),
    Test::new(
        "software-A1.1-source-protocol",
        "A1.1",
        "Is the protocol for the source open and free?",
        "Every address of a file or of the repository must be of an open, documented protocol.",
        access::standard_protocol,
    )
    .fuji(&["FRSM-09-A1"]),
    Test::new(
        "software-A1.2-authentication",
        "A1.2",
        "Could the protocol ask who somebody is?",
        "The protocol of every file or of the repository must know authentication.",
        access::authentication_possible,
    )
    .fuji(&["FRSM-09-A1"]),
    Test::new(
        "software-A1.2-way-in",
        "A1.2",
        "Where access is restricted, is the way in told?",
        "With restricted access rights, schema:conditionsOfAccess must be there.",
        access::authentication_told,
    )
    .fuji(&["FRSM-09-A1"]),
    Test::new(
        "software-A2-metadata-apart",
        "A2",
        "Do the metadata stand apart from the source?",
        "The page must have an address of its own, which is not that of a file.",
        access::metadata_apart,
    )
    .fuji(&["FRSM-08-F4"]),
    Test::new(
        "software-A2-metadata-preserved",
        "A2",
        "Does somebody else keep the metadata too?",
        "There must be an identifier whose registry keeps metadata, or an archived copy.",
        access::metadata_preserved,
    )
    .fuji(&["FRSM-08-F4"]),
    Test::new(
        "software-I1-interfaces",
        "I1",
        "Are the formats and interfaces that the software speaks named?",
        "dcterms:conformsTo or a format or standard must be stated.",
        software_description::interfaces,
    )
    .fuji(&["FRSM-10-I1", "FRSM-11-I1"]),
    Test::new(
        "software-I1-vocabularies",
        "I1",
        "Do the metadata use known vocabularies?",
        "Every property of the software's node must be of a registered vocabulary.",
        representation::vocabularies,
    ),
    Test::new(
        "software-I2-qualified-references",
        "I2",
        "Does the software refer to other things, and say how?",
        "A property that names the relation must lead to something outside the page.",
        references::qualified,
    )
    .fuji(&["FRSM-12-I2"]),
    Test::new(
        "software-R1-instructions",
        "R1",
        "Is it told how to install and run the software?",
        "Build instructions, a README, a help page, steps or instructions must be there.",
        software_description::instructions,
    )
    .fuji(&["FRSM-13-R1"]),
    Test::new(
        "software-R1-platform",
        "R1",
        "Is it told what the software is written in?",
        "schema:programmingLanguage must be there.",
        software_description::platform,
    )
    .fuji(&["FRSM-04-F2"]),
    Test::new(
        "software-R1-development",
        "R1",
        "Is it told whether the software lives, and where to report faults?",
        "A state of development, and an issue tracker, maintainer or forum must be there.",
        software_description::development,
    )
    .fuji(&["FRSM-05-R1"]),
    Test::new(
        "software-R1.1-licence",
        "R1.1",
        "Does the software have a licence?",
        "A licence must be stated, of the whole or else of every file.",
        licence::stated,
    )
    .fuji(&["FRSM-16-R1.1"]),
    Test::new(
        "software-R1.1-standard-licence",
        "R1.1",
        "Is the licence a known one?",
        "The licence must be on the SPDX list or at the address of a known licence.",
        licence::standard,
    )
    .fuji(&["FRSM-15-R1.1", "FRSM-16-R1.1"]),
    Test::new(
        "software-R1.1-machine-readable-licence",
        "R1.1",
        "Does a program understand the licence?",
        "The licence must be an IRI.",
        licence::machine_readable,
    )
    .fuji(&["FRSM-16-R1.1"]),
    Test::new(
        "software-R1.2-authorship",
        "R1.2",
        "Is it told who wrote the software, and when?",
        "A creator and a date must be there.",
        provenance::authorship,
    )
    .fuji(&["FRSM-06-F2"]),
    Test::new(
        "software-R1.2-history",
        "R1.2",
        "Can the history of its changes be read?",
        "A code repository or release notes must be there.",
        provenance::development_history,
    )
    .fuji(&["FRSM-17-R1.2"]),
    Test::new(
        "software-R2-dependencies",
        "R2",
        "Is the software that it needs named, with versions?",
        "schema:softwareRequirements must be there, and at least one must have a version.",
        references::dependencies,
    )
    .fuji(&["FRSM-13-R1"]),
    Test::new(
        "software-R3-metadata-standard",
        "R3",
        "Do the metadata follow the profile for software?",
        "The node must be a schema:SoftwareSourceCode or schema:SoftwareApplication, as CodeMeta has it.",
        representation::metadata_profile,
    )
    .fuji(&["FRSM-04-F2"]),
];
