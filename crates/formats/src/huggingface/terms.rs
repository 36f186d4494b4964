//! Words of the Hub, and what they are here.

/// [Licences of the Hub](https://huggingface.co/docs/hub/repositories-licenses) whose identifier is
/// not SPDX's in small letters. Those that SPDX does not list are terms of their own; of names that
/// stand for a family, no one licence is meant.
pub(super) const LICENCES: [(&str, Option<&str>); 38] = [
    ("agpl-3.0", Some("AGPL-3.0-only")),
    ("gpl-2.0", Some("GPL-2.0-only")),
    ("gpl-3.0", Some("GPL-3.0-only")),
    ("lgpl-2.1", Some("LGPL-2.1-only")),
    ("lgpl-3.0", Some("LGPL-3.0-only")),
    ("gfdl", None),
    ("gpl", None),
    ("lgpl", None),
    ("bsd", None),
    ("cc", None),
    ("odc-by-1.0", Some("ODC-By-1.0")),
    ("odc-by", Some("ODC-By-1.0")),
    ("odbl", Some("ODbL-1.0")),
    ("pddl", Some("PDDL-1.0")),
    ("zlib", Some("Zlib")),
    ("openrail", Some("LicenseRef-openrail")),
    ("openrail++", Some("LicenseRef-openrail-plus-plus")),
    ("creativeml-openrail-m", Some("LicenseRef-creativeml-openrail-m")),
    ("bigscience-openrail-m", Some("LicenseRef-bigscience-openrail-m")),
    ("bigscience-bloom-rail-1.0", Some("LicenseRef-bigscience-bloom-rail-1.0")),
    ("bigcode-openrail-m", Some("LicenseRef-bigcode-openrail-m")),
    ("deepfloyd-if-license", Some("LicenseRef-deepfloyd-if-license")),
    ("fair-noncommercial-research-license", Some("LicenseRef-fair-noncommercial-research-license")),
    ("intel-research", Some("LicenseRef-intel-research")),
    ("apple-ascl", Some("LicenseRef-apple-ascl")),
    ("apple-amlr", Some("LicenseRef-apple-amlr")),
    ("grok2-community", Some("LicenseRef-grok2-community")),
    ("llama2", Some("LicenseRef-llama2")),
    ("llama3", Some("LicenseRef-llama3")),
    ("llama3.1", Some("LicenseRef-llama3.1")),
    ("llama3.2", Some("LicenseRef-llama3.2")),
    ("llama3.3", Some("LicenseRef-llama3.3")),
    ("llama4", Some("LicenseRef-llama4")),
    ("gemma", Some("LicenseRef-gemma")),
    ("h-research", Some("LicenseRef-h-research")),
    ("open-mdw", Some("LicenseRef-open-mdw")),
    ("lgpl-lr", Some("LGPLLR")),
    ("other", None),
];

/// Fields that only cards of datasets have.
pub(super) const OF_DATASETS: [&str; 14] = [
    "annotations_creators",
    "configs",
    "dataset_info",
    "language_creators",
    "language_details",
    "license_details",
    "multilinguality",
    "paperswithcode_id",
    "pretty_name",
    "size_categories",
    "source_datasets",
    "task_categories",
    "task_ids",
    "train-eval-index",
];

/// Fields that only cards of models have.
pub(super) const OF_MODELS: [&str; 13] = [
    "base_model",
    "base_model_relation",
    "co2_eq_emissions",
    "datasets",
    "inference",
    "instance_prompt",
    "library_name",
    "metrics",
    "model-index",
    "model_name",
    "pipeline",
    "pipeline_tag",
    "widget",
];

/// Fields that cards of both have.
pub(super) const OF_BOTH: [&str; 7] =
    ["language", "languages", "license", "licenses", "license_name", "license_link", "tags"];

/// Libraries of the Hub by their names for people.
pub(super) const LIBRARIES: [(&str, &str); 24] = [
    ("adapter-transformers", "Adapters"),
    ("allennlp", "AllenNLP"),
    ("asteroid", "Asteroid"),
    ("diffusers", "Diffusers"),
    ("espnet", "ESPnet"),
    ("fairseq", "fairseq"),
    ("fastai", "fastai"),
    ("flair", "Flair"),
    ("gguf", "GGUF"),
    ("jax", "JAX"),
    ("keras", "Keras"),
    ("mlx", "MLX"),
    ("nemo", "NeMo"),
    ("onnx", "ONNX"),
    ("peft", "PEFT"),
    ("pytorch", "PyTorch"),
    ("sentence-transformers", "Sentence Transformers"),
    ("sklearn", "scikit-learn"),
    ("spacy", "spaCy"),
    ("speechbrain", "SpeechBrain"),
    ("stable-baselines3", "Stable-Baselines3"),
    ("tf-keras", "TF-Keras"),
    ("timm", "timm"),
    ("transformers", "Transformers"),
];

/// Where a section of a card goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    Description,
    IntendedUse,
    /// One section on both.
    UseAndLimitations,
    Instructions,
    Limitations,
    Risks,
    Ethical,
    /// Of a model: these five.
    Training,
    Architecture,
    Preprocessing,
    Hardware,
    Software,
    /// Of a dataset.
    Collection,
}

/// Headings of the [templates](https://github.com/huggingface/huggingface_hub/tree/main/src/huggingface_hub/templates)
/// of cards, in small letters, whose sections have a field here.
pub(super) const SECTIONS: [(&str, Home); 44] = [
    ("uses", Home::IntendedUse),
    ("direct use", Home::IntendedUse),
    ("direct use [optional]", Home::IntendedUse),
    ("downstream use", Home::IntendedUse),
    ("downstream use [optional]", Home::IntendedUse),
    ("intended use", Home::IntendedUse),
    ("intended uses", Home::IntendedUse),
    ("intended uses & limitations", Home::UseAndLimitations),
    ("intended uses and limitations", Home::UseAndLimitations),
    ("intended use & limitations", Home::UseAndLimitations),
    ("intended use and limitations", Home::UseAndLimitations),
    ("how to get started with the model", Home::Instructions),
    ("how to use", Home::Instructions),
    ("usage", Home::Instructions),
    ("out-of-scope use", Home::Limitations),
    ("limitations", Home::Limitations),
    ("known limitations", Home::Limitations),
    ("other known limitations", Home::Limitations),
    ("bias, risks, and limitations", Home::Risks),
    ("discussion of biases", Home::Risks),
    ("limitations and bias", Home::Risks),
    ("limitations and biases", Home::Risks),
    ("risks", Home::Risks),
    ("ethical considerations", Home::Ethical),
    ("personal and sensitive information", Home::Ethical),
    ("social impact of dataset", Home::Ethical),
    ("training", Home::Training),
    ("training and evaluation data", Home::Training),
    ("training data", Home::Training),
    ("training details", Home::Training),
    ("training procedure", Home::Training),
    ("model architecture", Home::Architecture),
    ("model architecture and objective", Home::Architecture),
    ("preprocessing", Home::Preprocessing),
    ("preprocessing [optional]", Home::Preprocessing),
    ("hardware", Home::Hardware),
    ("hardware [optional]", Home::Hardware),
    ("software", Home::Software),
    ("software [optional]", Home::Software),
    ("annotations", Home::Collection),
    ("annotations [optional]", Home::Collection),
    ("curation rationale", Home::Collection),
    ("dataset creation", Home::Collection),
    ("source data", Home::Collection),
];

/// Headings of sections that say in short what the work is.
pub(super) const SUMMARIES: [&str; 4] =
    ["dataset summary", "model summary", "model description", "summary"];
