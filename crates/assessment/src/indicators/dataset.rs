//! The indicators for datasets: the 41 of the RDA FAIR Data Maturity Model.
//!
//! Where one test answers the question for metadata and data alike, it stands once and names both.

use super::{
    Test, access, description, discovery, files, identification, licence, provenance, references,
    representation,
};

pub(super) const TESTS: &[Test] = &[
    Test::new(
        "dataset-F1-unique-identifier",
        "F1",
        "Do the data and their description have an identifier that is unique worldwide?",
        "The node that stands for the dataset must have an IRI, or a value of schema:identifier that names its scheme.",
        identification::unique,
    )
    .rda(&["RDA-F1-02M", "RDA-F1-02D"])
    .fuji(&["FsF-F1-01MD"]),
    Test::new(
        "dataset-F1-persistent-identifier",
        "F1",
        "Do the data and their description have an identifier that somebody has promised to keep?",
        "One of the identifiers must be a DOI, Handle, ARK, SWHID or arXiv identifier.",
        identification::persistent,
    )
    .rda(&["RDA-F1-01M", "RDA-F1-01D"])
    .fuji(&["FsF-F1-02MD"]),
    Test::new(
        "dataset-F2-core-elements",
        "F2",
        "Is there all that a citation and a search need?",
        "Title, description, creator, date, publisher, identifier, keywords and type must be there.",
        description::core_elements,
    )
    .rda(&["RDA-F2-01M"])
    .fuji(&["FsF-F2-01M"]),
    Test::new(
        "dataset-F2-description",
        "F2",
        "Does the description say something?",
        "The description must have at least 50 characters, which is what dataset search demands.",
        description::description,
    )
    .rda(&["RDA-F2-01M"])
    .fuji(&["FsF-F2-01M"]),
    Test::new(
        "dataset-F2-creators-identified",
        "F2",
        "Are the creators identified beyond their names?",
        "At least half of the creators must have an ORCID iD or a ROR identifier.",
        description::creators_identified,
    )
    .rda(&["RDA-F2-01M"]),
    Test::new(
        "dataset-F2-keywords",
        "F2",
        "Can the data be found by keywords?",
        "There must be at least two keywords or subjects.",
        description::keywords,
    )
    .rda(&["RDA-F2-01M"])
    .fuji(&["FsF-F2-01M"]),
    Test::new(
        "dataset-F3-identifier-stated",
        "F3",
        "Do the metadata state the identifier of the data?",
        "schema:identifier or dcterms:identifier of the dataset must hold an identifier with its scheme.",
        identification::stated,
    )
    .rda(&["RDA-F3-01M"])
    .fuji(&["FsF-F3-01M"]),
    Test::new(
        "dataset-F3-content-stated",
        "F3",
        "Do the metadata say where the data is?",
        "A distribution of the dataset must have an address.",
        files::content_stated,
    )
    .rda(&["RDA-F3-01M"])
    .fuji(&["FsF-F3-01M"]),
    Test::new(
        "dataset-F4-markup",
        "F4",
        "Can search engines index the description?",
        "The page's HTML must hold JSON-LD of a class that dataset search knows, with name and description.",
        discovery::markup,
    )
    .rda(&["RDA-F4-01M"])
    .fuji(&["FsF-F4-01M"]),
    Test::new(
        "dataset-F4-sitemap",
        "F4",
        "Do crawlers find the page?",
        "The site's sitemap must name the page.",
        discovery::sitemap,
    )
    .rda(&["RDA-F4-01M"]),
    Test::new(
        "dataset-F4-catalogue",
        "F4",
        "Is the dataset registered in a catalogue?",
        "schema:includedInDataCatalog must name a catalogue, or a catalogue must list the dataset.",
        discovery::catalogue,
    )
    .rda(&["RDA-F4-01M"]),
    Test::new(
        "dataset-A1-access-conditions",
        "A1",
        "Is it said who may have the data, and how?",
        "Access rights, conditions of access, or whether it is free must be stated.",
        access::conditions,
    )
    .rda(&["RDA-A1-01M"])
    .fuji(&["FsF-A1-01M"]),
    Test::new(
        "dataset-A1-access-term",
        "A1",
        "Does a program understand who may have the data?",
        "dcterms:accessRights must be a term of COAR, the EU or eprints, or schema:isAccessibleForFree be given.",
        access::access_term,
    )
    .rda(&["RDA-A1-01M"])
    .fuji(&["FsF-A1-01M"]),
    Test::new(
        "dataset-A1-metadata-retrievable",
        "A1",
        "Does the record's address give the metadata, to people and programs?",
        "The page must offer the metadata in at least one media type.",
        access::metadata_retrievable,
    )
    .rda(&["RDA-A1-02M", "RDA-A1-03M"])
    .fuji(&["FsF-A1-02MD"]),
    Test::new(
        "dataset-A1-identifier-resolves",
        "A1",
        "Does the persistent identifier lead to the data's page?",
        "Evidence must show that the identifier's address was followed and answered.",
        access::identifier_resolves,
    )
    .rda(&["RDA-A1-03M", "RDA-A1-03D"])
    .fuji(&["FsF-A1-02MD"]),
    Test::new(
        "dataset-A1-content-retrievable",
        "A1",
        "Can people and programs fetch the data?",
        "Every file must be published with the page, or evidence must show that its address answered.",
        access::content_retrievable,
    )
    .rda(&["RDA-A1-02D", "RDA-A1-03D", "RDA-A1-05D"])
    .fuji(&["FsF-A1-02MD"]),
    Test::new(
        "dataset-A1-standard-protocol",
        "A1",
        "Are data and metadata served by a standard protocol?",
        "Every address of a file must be of a documented protocol.",
        access::standard_protocol,
    )
    .rda(&["RDA-A1-04M", "RDA-A1-04D"])
    .fuji(&["FsF-A1.1-01MD"]),
    Test::new(
        "dataset-A1.1-metadata-protocol",
        "A1.1",
        "Is the protocol for the metadata open and free?",
        "The address of the page must be of an open, documented protocol.",
        access::metadata_protocol,
    )
    .rda(&["RDA-A1-04M", "RDA-A1.1-01M"])
    .fuji(&["FsF-A1.1-01MD"]),
    Test::new(
        "dataset-A1.1-content-protocol",
        "A1.1",
        "Is the protocol for the data open and free?",
        "Every address of a file must be of an open, documented protocol.",
        access::standard_protocol,
    )
    .rda(&["RDA-A1.1-01D"])
    .fuji(&["FsF-A1.1-01MD"]),
    Test::new(
        "dataset-A1.2-authentication",
        "A1.2",
        "Could the protocol for the data ask who somebody is?",
        "The protocol of every file, or of the page where there is none, must know authentication.",
        access::authentication_possible,
    )
    .rda(&["RDA-A1.2-01D"])
    .fuji(&["FsF-A1.2-01MD"]),
    Test::new(
        "dataset-A1.2-way-in",
        "A1.2",
        "Where access is restricted, is the way in told?",
        "With restricted access rights, schema:conditionsOfAccess must be there.",
        access::authentication_told,
    )
    .rda(&["RDA-A1-01M", "RDA-A1.2-01D"]),
    Test::new(
        "dataset-A2-metadata-apart",
        "A2",
        "Do the metadata stand apart from the data?",
        "The page must have an address of its own, which is not that of a file.",
        access::metadata_apart,
    )
    .rda(&["RDA-A2-01M"]),
    Test::new(
        "dataset-A2-metadata-preserved",
        "A2",
        "Does somebody else keep the metadata too?",
        "There must be an identifier whose registry keeps metadata, or an archived copy.",
        access::metadata_preserved,
    )
    .rda(&["RDA-A2-01M"]),
    Test::new(
        "dataset-I1-formal-metadata",
        "I1",
        "Are the metadata in a formal language?",
        "The page must hold RDF statements about the dataset.",
        representation::rdf,
    )
    .rda(&["RDA-I1-01M"])
    .fuji(&["FsF-I1-01M"]),
    Test::new(
        "dataset-I1-machine-metadata",
        "I1",
        "Can a program read the metadata?",
        "The metadata must be offered as JSON-LD, Turtle or another structured form.",
        representation::machine_formats,
    )
    .rda(&["RDA-I1-02M"])
    .fuji(&["FsF-I1-01M"]),
    Test::new(
        "dataset-I1-described-fields",
        "I1",
        "Are the fields of the data named and typed?",
        "The fields must be described with type or unit, or the format must carry names and types.",
        files::self_describing,
    )
    .rda(&["RDA-I1-01D"])
    .fuji(&["FsF-R1-01M"]),
    Test::new(
        "dataset-I1-open-format",
        "I1",
        "Can a program read the data?",
        "One of the files must be in an open, documented format.",
        files::open_format,
    )
    .rda(&["RDA-I1-02D"])
    .fuji(&["FsF-R1.3-02D"]),
    Test::new(
        "dataset-I2-vocabularies",
        "I2",
        "Do the metadata use FAIR vocabularies?",
        "Every property of the dataset's node must be of a registered vocabulary.",
        representation::vocabularies,
    )
    .rda(&["RDA-I2-01M"])
    .fuji(&["FsF-I2-01M"]),
    Test::new(
        "dataset-I2-controlled-terms",
        "I2",
        "Are subjects or fields linked to terms of FAIR vocabularies?",
        "A subject or a field must be linked to a term by its IRI.",
        representation::controlled_terms,
    )
    .rda(&["RDA-I2-01D"]),
    Test::new(
        "dataset-I3-references",
        "I3",
        "Do the metadata refer to other works?",
        "Some property must lead to a work outside the page.",
        references::any,
    )
    .rda(&["RDA-I3-01M", "RDA-I3-02M"])
    .fuji(&["FsF-I3-01M"]),
    Test::new(
        "dataset-I3-qualified-references",
        "I3",
        "Do the metadata say how other works are related?",
        "A property that names the relation must lead to a work outside the page.",
        references::qualified,
    )
    .rda(&["RDA-I3-03M", "RDA-I3-04M"])
    .fuji(&["FsF-I3-01M"]),
    Test::new(
        "dataset-I3-data-references",
        "I3",
        "Is the data related to other data, and is it said how?",
        "A source, part, whole, version or variant outside the page must be named.",
        references::data_to_data,
    )
    .rda(&["RDA-I3-01D", "RDA-I3-02D"])
    .fuji(&["FsF-I3-01M"]),
    Test::new(
        "dataset-R1-files-described",
        "R1",
        "Are the files described?",
        "Every file must have a size and a media type.",
        files::described,
    )
    .rda(&["RDA-R1-01M"])
    .fuji(&["FsF-R1-01M"]),
    Test::new(
        "dataset-R1-checksums",
        "R1",
        "Can one tell whether a file is the right one?",
        "Every file must have a checksum.",
        files::checksums,
    )
    .rda(&["RDA-R1-01M"]),
    Test::new(
        "dataset-R1-files-verified",
        "R1",
        "Are the files what the record says they are?",
        "Size and SHA-256 of the files at hand, and sizes in the evidence, must agree with the record.",
        files::verified,
    )
    .rda(&["RDA-R1-01M"])
    .fuji(&["FsF-R1-01M"]),
    Test::new(
        "dataset-R1.1-licence",
        "R1.1",
        "Does the data have a licence?",
        "A licence must be stated, of the whole or else of every file.",
        licence::stated,
    )
    .rda(&["RDA-R1.1-01M"])
    .fuji(&["FsF-R1.1-01M"]),
    Test::new(
        "dataset-R1.1-standard-licence",
        "R1.1",
        "Is the licence a known one?",
        "The licence must be on the SPDX list or at the address of a known licence.",
        licence::standard,
    )
    .rda(&["RDA-R1.1-02M"])
    .fuji(&["FsF-R1.1-01M"]),
    Test::new(
        "dataset-R1.1-machine-readable-licence",
        "R1.1",
        "Does a program understand the licence?",
        "The licence must be an IRI.",
        licence::machine_readable,
    )
    .rda(&["RDA-R1.1-03M"])
    .fuji(&["FsF-R1.1-01M"]),
    Test::new(
        "dataset-R1.2-origin",
        "R1.2",
        "Is it told who made the data, when, and how?",
        "A creator, a date, and a source, method or history must be there.",
        provenance::origin,
    )
    .rda(&["RDA-R1.2-01M"])
    .fuji(&["FsF-R1.2-01M"]),
    Test::new(
        "dataset-R1.2-prov",
        "R1.2",
        "Is the history told in PROV?",
        "prov:wasGeneratedBy or prov:wasDerivedFrom must be there.",
        provenance::prov,
    )
    .rda(&["RDA-R1.2-02M"])
    .fuji(&["FsF-R1.2-01M"]),
    Test::new(
        "dataset-R1.3-metadata-standard",
        "R1.3",
        "Do the metadata follow a standard that data catalogues read?",
        "The node must be a schema:Dataset or a dcat:Dataset.",
        representation::metadata_profile,
    )
    .rda(&["RDA-R1.3-01M", "RDA-R1.3-02M"])
    .fuji(&["FsF-R1.3-01M"]),
    Test::new(
        "dataset-R1.3-data-standard",
        "R1.3",
        "Does the data follow a standard that its community's tools read?",
        "The data must state a standard it conforms to, or be in a format with names and types that science tools share.",
        files::community_format,
    )
    .rda(&["RDA-R1.3-01D", "RDA-R1.3-02D"])
    .fuji(&["FsF-R1.3-02D"]),
];
