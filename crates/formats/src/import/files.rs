//! Files by their names.

use faircat_record::ArtifactRole;

/// Endings of names, their media types, and the formats that people name instead.
const TYPES: [(&str, &str); 40] = [
    ("csv", "text/csv"),
    ("tsv", "text/tab-separated-values"),
    ("txt", "text/plain"),
    ("json", "application/json"),
    ("jsonl", "application/jsonl"),
    ("xml", "application/xml"),
    ("yaml", "application/yaml"),
    ("yml", "application/yaml"),
    ("html", "text/html"),
    ("md", "text/markdown"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("m4v", "video/mp4"),
    ("mp4", "video/mp4"),
    ("mp3", "audio/mpeg"),
    ("wav", "audio/wav"),
    ("zip", "application/zip"),
    ("gz", "application/gzip"),
    ("tgz", "application/gzip"),
    ("tar", "application/x-tar"),
    ("h5", "application/x-hdf5"),
    ("hdf5", "application/x-hdf5"),
    ("nc", "application/x-netcdf"),
    ("npy", "application/x-npy"),
    ("npz", "application/x-npz"),
    ("parquet", "application/vnd.apache.parquet"),
    ("arrow", "application/vnd.apache.arrow.file"),
    ("root", "application/vnd.root"),
    ("db", "application/vnd.sqlite3"),
    ("py", "text/x-python"),
    ("ipynb", "application/x-ipynb+json"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("onnx", "application/onnx"),
    ("safetensors", "application/safetensors"),
    ("arff", "text/x-arff"),
];

/// The ending of the last part of a path or an address, without query, in small letters.
pub(crate) fn ending(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase()
}

pub(crate) fn media_type(address: &str) -> Option<&'static str> {
    let ending = ending(address);
    TYPES.iter().find(|(it, _)| *it == ending).map(|(_, media_type)| *media_type)
}

/// What a file is for, by its name; `None` where that tells nothing.
pub(crate) fn role(address: &str) -> Option<ArtifactRole> {
    Some(match &*ending(address) {
        "pdf" | "doc" | "docx" | "md" | "html" => ArtifactRole::Documentation,
        "ipynb" => ArtifactRole::Notebook,
        "py" | "cc" | "cpp" | "sh" | "r" | "jl" => ArtifactRole::Code,
        "onnx" | "pt" | "pth" | "safetensors" | "ckpt" | "gguf" | "tflite" | "keras" | "joblib" => {
            ArtifactRole::Weights
        }
        "cfg" | "toml" | "ini" => ArtifactRole::Configuration,
        _ => return None,
    })
}

/// Bytes, where `text` is a size as `117743 B`, `97.73 TiB` or `12.5 kB`, exact to the byte.
pub(crate) fn bytes(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let exact = matches!(unit.trim(), "" | "B" | "b" | "bytes" | "byte");
    exact.then(|| number.parse().ok()).flatten()
}
