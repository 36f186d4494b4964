//! The indicators for models: what FAIRshake's rubric 146 asks, and what one needs to run a model.

use super::{
    Test, access, description, discovery, files, identification, learning, licence, provenance,
    references, representation, training_data, verification,
};

pub(super) const TESTS: &[Test] = &[
    Test::new(
        "model-F1-unique-identifier",
        "F1",
        "Does the model have an identifier that is unique worldwide?",
        "The node that stands for the model must have an IRI, or a value of schema:identifier that names its scheme.",
        identification::unique,
    )
    .fuji(&["FsF-F1-01MD"])
    .fairshake(&["ML-F1-01S"]),
    Test::new(
        "model-F1-persistent-identifier",
        "F1",
        "Does the model have an identifier that somebody has promised to keep?",
        "One of the identifiers must be a DOI, Handle, ARK, SWHID or arXiv identifier.",
        identification::persistent,
    )
    .fuji(&["FsF-F1-02MD"])
    .fairshake(&["ML-F1-02S"]),
    Test::new(
        "model-F1-version-identifier",
        "F1",
        "Does each version of the model have an identifier of its own?",
        "schema:version must be stated, and every other version that is named must have an identifier.",
        identification::versions,
    )
    .fairshake(&["ML-F1.1-01S"]),
    Test::new(
        "model-F2-core-elements",
        "F2",
        "Is there all that a citation and a search need?",
        "Title, description, creator, date, publisher, identifier, keywords and type must be there.",
        description::core_elements,
    )
    .fuji(&["FsF-F2-01M"])
    .fairshake(&["ML-F2-01M"]),
    Test::new(
        "model-F2-description",
        "F2",
        "Does the description say something?",
        "The description must have at least 50 characters, which is what dataset search demands.",
        description::description,
    )
    .fuji(&["FsF-F2-01M"])
    .fairshake(&["ML-F2-01M"]),
    Test::new(
        "model-F2-creators-identified",
        "F2",
        "Are the creators identified beyond their names?",
        "At least half of the creators must have an ORCID iD or a ROR identifier.",
        description::creators_identified,
    ),
    Test::new(
        "model-F2-task",
        "F2",
        "Can the model be found by its task and kind?",
        "fair4ml:mlTask and fair4ml:modelCategory must be there.",
        learning::task,
    )
    .fairshake(&["ML-R1.3-01M"]),
    Test::new(
        "model-F2-keywords",
        "F2",
        "Can the model be found by keywords?",
        "There must be at least two keywords or subjects.",
        description::keywords,
    )
    .fuji(&["FsF-F2-01M"]),
    Test::new(
        "model-F3-identifier-stated",
        "F3",
        "Do the metadata state the model's identifier?",
        "schema:identifier or dcterms:identifier of the model must hold an identifier with its scheme.",
        identification::stated,
    )
    .fuji(&["FsF-F3-01M"])
    .fairshake(&["ML-F3-01M"]),
    Test::new(
        "model-F3-content-stated",
        "F3",
        "Do the metadata say where the model's files are?",
        "A distribution of the model must have an address.",
        files::content_stated,
    )
    .fuji(&["FsF-F3-01M"])
    .fairshake(&["ML-F3-01M"]),
    Test::new(
        "model-F4-markup",
        "F4",
        "Can search engines index the description?",
        "The page's HTML must hold JSON-LD of a class that dataset search knows, with name and description.",
        discovery::markup,
    )
    .fuji(&["FsF-F4-01M"])
    .fairshake(&["ML-F4-01M"]),
    Test::new(
        "model-F4-sitemap",
        "F4",
        "Do crawlers find the page?",
        "The site's sitemap must name the page.",
        discovery::sitemap,
    ),
    Test::new(
        "model-F4-catalogue",
        "F4",
        "Is the model registered in a catalogue?",
        "schema:includedInDataCatalog must name a catalogue, or a catalogue must list the model.",
        discovery::catalogue,
    ),
    Test::new(
        "model-A1-access-conditions",
        "A1",
        "Is it said who may have the model?",
        "Access rights, conditions of access, or whether it is free must be stated.",
        access::conditions,
    )
    .fuji(&["FsF-A1-01M"])
    .fairshake(&["ML-A1-01M"]),
    Test::new(
        "model-A1-access-term",
        "A1",
        "Does a program understand who may have the model?",
        "dcterms:accessRights must be a term of COAR, the EU or eprints, or schema:isAccessibleForFree be given.",
        access::access_term,
    )
    .fuji(&["FsF-A1-01M"])
    .fairshake(&["ML-A1-01M"]),
    Test::new(
        "model-A1-metadata-retrievable",
        "A1",
        "Does the record's address give the metadata?",
        "The page must offer the metadata in at least one media type.",
        access::metadata_retrievable,
    )
    .fuji(&["FsF-A1-02MD"])
    .fairshake(&["ML-A1-02M"]),
    Test::new(
        "model-A1-identifier-resolves",
        "A1",
        "Does the persistent identifier lead to a page?",
        "Evidence must show that the identifier's address was followed and answered.",
        access::identifier_resolves,
    )
    .fuji(&["FsF-A1-02MD"])
    .fairshake(&["ML-F1-02S"]),
    Test::new(
        "model-A1-content-retrievable",
        "A1",
        "Can a program fetch the model's files?",
        "Every file must be published with the page, or evidence must show that its address answered.",
        access::content_retrievable,
    )
    .fuji(&["FsF-A1-02MD"])
    .fairshake(&["ML-A1-03S"]),
    Test::new(
        "model-A1.1-metadata-protocol",
        "A1.1",
        "Is the protocol for the metadata open and free?",
        "The address of the page must be of an open, documented protocol.",
        access::metadata_protocol,
    )
    .fuji(&["FsF-A1.1-01MD"])
    .fairshake(&["ML-A1-02M"]),
    Test::new(
        "model-A1.1-content-protocol",
        "A1.1",
        "Is the protocol for the model's files open and free?",
        "Every address of a file must be of an open, documented protocol.",
        access::standard_protocol,
    )
    .fuji(&["FsF-A1.1-01MD"])
    .fairshake(&["ML-A1-03S"]),
    Test::new(
        "model-A1.2-authentication",
        "A1.2",
        "Could the protocol ask who somebody is?",
        "The protocol of every file, or of the page where there is none, must know authentication.",
        access::authentication_possible,
    )
    .fuji(&["FsF-A1.2-01MD"])
    .fairshake(&["ML-A1.1-01S"]),
    Test::new(
        "model-A1.2-way-in",
        "A1.2",
        "Where access is restricted, is the way in told?",
        "With restricted access rights, schema:conditionsOfAccess must be there.",
        access::authentication_told,
    )
    .fairshake(&["ML-A1.1-01S"]),
    Test::new(
        "model-A2-metadata-apart",
        "A2",
        "Do the metadata stand apart from the files?",
        "The page must have an address of its own, which is not that of a file.",
        access::metadata_apart,
    )
    .fairshake(&["ML-A2-01M"]),
    Test::new(
        "model-A2-metadata-preserved",
        "A2",
        "Does somebody else keep the metadata too?",
        "There must be an identifier whose registry keeps metadata, or an archived copy.",
        access::metadata_preserved,
    )
    .fairshake(&["ML-A2-01M"]),
    Test::new(
        "model-I1-signature",
        "I1",
        "Are the model's inputs and outputs described?",
        "An input and an output must be stated with type and shape.",
        learning::signature,
    ),
    Test::new(
        "model-I1-features",
        "I1",
        "Is it told what each number of the input means?",
        "Every feature of the input must have a unit or a meaning.",
        learning::features,
    ),
    Test::new(
        "model-I1-signature-verified",
        "I1",
        "Are the inputs and outputs those of the model's own file?",
        "Names, types and shapes of the record's signature must be those that the ONNX file states.",
        verification::signature,
    ),
    Test::new(
        "model-I1-formal-metadata",
        "I1",
        "Are the metadata in a formal language?",
        "The page must hold RDF statements about the model.",
        representation::rdf,
    )
    .fuji(&["FsF-I1-01M"])
    .fairshake(&["ML-I1-01M"]),
    Test::new(
        "model-I1-vocabularies",
        "I1",
        "Do the metadata use known vocabularies?",
        "Every property of the model's node must be of a registered vocabulary.",
        representation::vocabularies,
    )
    .fuji(&["FsF-I2-01M"])
    .fairshake(&["ML-I2-01M"]),
    Test::new(
        "model-I2-qualified-references",
        "I2",
        "Does the model refer to other things, and say how?",
        "A property that names the relation must lead to something outside the page.",
        references::qualified,
    )
    .fuji(&["FsF-I3-01M"])
    .fairshake(&["ML-I3-01M"]),
    Test::new(
        "model-I2-training-data",
        "I2",
        "Is the training data linked?",
        "fair4ml:trainedOn must lead to a dataset by its IRI.",
        training_data::linked,
    )
    .fairshake(&["ML-R1.4-01M"]),
    Test::new(
        "model-I2-evaluation-data",
        "I2",
        "Is the data for validation or test linked?",
        "fair4ml:validatedOn, testedOn or evaluatedOn must lead to a dataset by its IRI.",
        training_data::evaluation_data_linked,
    )
    .fairshake(&["ML-R1.4-01M"]),
    Test::new(
        "model-I2-training-data-fair",
        "I2",
        "Is the training data itself FAIR?",
        "The scorecard of every dataset that the model was trained on must fail no principle.",
        training_data::fair,
    ),
    Test::new(
        "model-R1-usage",
        "R1",
        "Is it told how to run the model?",
        "Instructions, a code sample or a help page must be there.",
        learning::usage,
    ),
    Test::new(
        "model-R1-intended-use",
        "R1",
        "Is it told what the model is for?",
        "fair4ml:intendedUse must be there.",
        learning::intended_use,
    ),
    Test::new(
        "model-R1-limitations",
        "R1",
        "Is it told where the model fails?",
        "fair4ml:modelRisksBiasLimitations must be there.",
        learning::limitations,
    ),
    Test::new(
        "model-R1-evaluations",
        "R1",
        "Is it told how good the model is, and on what data?",
        "An evaluation must state metric, value and dataset.",
        learning::evaluations,
    )
    .fairshake(&["ML-R1.7-02M"]),
    Test::new(
        "model-R1-control-set",
        "R1",
        "Can one see for oneself that the model works?",
        "There must be a small set of inputs with expected outputs among the files.",
        learning::control_set,
    ),
    Test::new(
        "model-R1-claims-hold",
        "R1",
        "Do the claims hold when the model is run?",
        "Every evaluation that names the control set, recomputed on every engine, must agree within its tolerance.",
        verification::claims_hold,
    ),
    Test::new(
        "model-R1-architecture",
        "R1",
        "Is it told how the model is built?",
        "The architecture or the hyperparameters must be there.",
        learning::architecture,
    )
    .fairshake(&["ML-R1.3-01M"]),
    Test::new(
        "model-R1-files-described",
        "R1",
        "Are the files described?",
        "Every file must have a size and a media type.",
        files::described,
    )
    .fuji(&["FsF-R1-01M"])
    .fairshake(&["ML-R1-01M"]),
    Test::new(
        "model-R1-checksums",
        "R1",
        "Can one tell whether a file is the right one?",
        "Every file must have a checksum.",
        files::checksums,
    )
    .fairshake(&["ML-R1-01M"]),
    Test::new(
        "model-R1-files-verified",
        "R1",
        "Are the files what the record says they are?",
        "Size and SHA-256 of the files at hand, and sizes in the evidence, must agree with the record.",
        files::verified,
    )
    .fuji(&["FsF-R1-01M"])
    .fairshake(&["ML-R1-01M"]),
    Test::new(
        "model-R1.1-licence",
        "R1.1",
        "Does the model have a licence?",
        "A licence must be stated, of the whole or else of every file.",
        licence::stated,
    )
    .fuji(&["FsF-R1.1-01M"])
    .fairshake(&["ML-R1.1-01M"]),
    Test::new(
        "model-R1.1-standard-licence",
        "R1.1",
        "Is the licence a known one?",
        "The licence must be on the SPDX list or at the address of a known licence.",
        licence::standard,
    )
    .fuji(&["FsF-R1.1-01M"])
    .fairshake(&["ML-R1.1-01M"]),
    Test::new(
        "model-R1.1-machine-readable-licence",
        "R1.1",
        "Does a program understand the licence?",
        "The licence must be an IRI.",
        licence::machine_readable,
    )
    .fuji(&["FsF-R1.1-01M"])
    .fairshake(&["ML-R1.1-01M"]),
    Test::new(
        "model-R1.2-training-process",
        "R1.2",
        "Is the training described?",
        "The activity that made the model must have a description, and say on what hardware or in which environment it ran.",
        provenance::training_process,
    )
    .fairshake(&["ML-R1.7-01M"]),
    Test::new(
        "model-R1.2-training-code",
        "R1.2",
        "Is the code of the training linked?",
        "The activity that made the model must have used software, or a code repository must be linked.",
        provenance::training_code,
    )
    .fairshake(&["ML model source code"]),
    Test::new(
        "model-R1.2-data-preparation",
        "R1.2",
        "Is it told how raw data becomes input?",
        "The preparation, or the contract of an input (order, padding, scaling), must be described.",
        learning::preparation,
    ),
    Test::new(
        "model-R1.2-training-data-provenance",
        "R1.2",
        "Is the history of the training data told?",
        "The scorecard of every dataset that the model was trained on must pass R1.2.",
        training_data::provenance,
    )
    .fairshake(&["ML-R1.4-02M"]),
    Test::new(
        "model-R1.2-prov",
        "R1.2",
        "Is the history told in PROV?",
        "prov:wasGeneratedBy or prov:wasDerivedFrom must be there.",
        provenance::prov,
    )
    .fuji(&["FsF-R1.2-01M"])
    .fairshake(&["ML-R1.2-01M"]),
    Test::new(
        "model-R1.2-figures-traced",
        "R1.2",
        "Is it known how the figures were had, and from which files?",
        "Evidence must name date, engines and the SHA-256 of the files at hand, and these must be the declared ones.",
        verification::figures_traced,
    ),
    Test::new(
        "model-R2-dependencies",
        "R2",
        "Is the software that the model needs named, with versions?",
        "schema:softwareRequirements must be there, and at least one must have a version.",
        references::dependencies,
    ),
    Test::new(
        "model-R2-related-models",
        "R2",
        "Is it told on what models and code the model builds?",
        "A code repository, fair4ml:fineTunedFrom or a qualified relation to a model or software must be there.",
        references::related_models_and_code,
    )
    .fairshake(&["ML-R2-01M"]),
    Test::new(
        "model-R3-metadata-standard",
        "R3",
        "Do the metadata follow the profile for models?",
        "The node must be a fair4ml:MLModel.",
        representation::metadata_profile,
    )
    .fuji(&["FsF-R1.3-01M"])
    .fairshake(&["ML-R3-01M"]),
    Test::new(
        "model-R3-file-format",
        "R3",
        "Is the model in a format that several frameworks read?",
        "One of the files must be ONNX or another exchange format.",
        files::exchange_format,
    )
    .fuji(&["FsF-R1.3-02D"])
    .fairshake(&["ML-R3-02S"]),
    Test::new(
        "model-R3-engines-agree",
        "R3",
        "Do engines of different makers give the same answers?",
        "At least two engines must have run the control set, and agree with each other and with the reference outputs.",
        verification::engines_agree,
    ),
];
