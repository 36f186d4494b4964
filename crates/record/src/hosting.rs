//! Which files of a record the site publishes as they are.
//!
//! A file beside a record may be a stranger's, and the site's origin is the maintainer's. So only
//! formats are published that no browser runs and no web server acts on, and only where the bytes
//! do not begin as a page would. The list names what is allowed: what nobody thought of is not.

use std::fmt::Write as _;

use flate2::bufread::GzDecoder;

/// Bytes of a file that are looked at: those from which browsers guess a format (WHATWG MIME
/// Sniffing, section 5.2).
pub const HEAD: u64 = 1445;

/// Last part of the names of files that are published, in lower case.
const ALLOWED: [&str; 81] = [
    // arrays, tables and events
    "arrow",
    "avro",
    "bin",
    "csv",
    "dat",
    "feather",
    "fits",
    "h5",
    "hdf5",
    "hepmc",
    "jsonl",
    "lhe",
    "mat",
    "nc",
    "ndjson",
    "npy",
    "npz",
    "orc",
    "parquet",
    "root",
    "slha",
    "tfrecord",
    "tsv",
    "yoda",
    // models
    "ckpt",
    "gguf",
    "joblib",
    "keras",
    "mlmodel",
    "onnx",
    "pb",
    "pickle",
    "pkl",
    "pt",
    "pth",
    "safetensors",
    "tflite",
    // texts that nothing runs
    "bib",
    "cff",
    "cfg",
    "conf",
    "ini",
    "ipynb",
    "json",
    "jsonld",
    "lock",
    "log",
    "md",
    "nq",
    "nt",
    "rst",
    "sha256",
    "toml",
    "ttl",
    "txt",
    "yaml",
    "yml",
    // pictures and documents
    "bmp",
    "gif",
    "jpeg",
    "jpg",
    "pdf",
    "png",
    "tif",
    "tiff",
    "webp",
    // archives
    "7z",
    "bz2",
    "gz",
    "lz4",
    "sif",
    "tar",
    "tgz",
    "whl",
    "xz",
    "zip",
    // descriptions of workflows, which an engine runs that somebody gives them to
    "cwl",
    "ga",
    "nf",
    "smk",
    "wdl",
];

/// Whole names of texts, in lower case, that have no extension by custom.
const PLAIN: [&str; 9] = [
    "authors",
    "changelog",
    "copying",
    "licence",
    "license",
    "notice",
    "readme",
    "snakefile",
    "version",
];

/// Parts of a name that a web server may take for the format, wherever they stand between dots.
const ACTIVE: [&str; 39] = [
    "asp", "aspx", "cer", "cfm", "cgi", "css", "dhtml", "do", "fcgi", "hta", "htc", "htm", "html",
    "js", "jse", "jsp", "jspx", "mht", "mhtml", "mjs", "pl", "py", "rb", "rdf", "sh", "shtm",
    "shtml", "stm", "svg", "svgz", "swf", "var", "wasm", "xht", "xhtml", "xml", "xsl", "xslt",
    "xul",
];

/// Names that web servers and hosts of static sites act on.
const CONFIGURATION: [&str; 14] = [
    "cname",
    "favicon.ico",
    "firebase.json",
    "humans.txt",
    "manifest.json",
    "netlify.toml",
    "now.json",
    "robots.txt",
    "security.txt",
    "staticwebapp.config.json",
    "vercel.json",
    "web.config",
    "wrangler.json",
    "wrangler.toml",
];

/// Why a file is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A web server may act on a file, or a folder, of this name.
    Configuration,
    /// Its name says no format that is known to be harmless.
    Format,
    /// Its bytes begin as those of a page.
    Content,
}

impl Refusal {
    /// What is wrong with the file at `path`.
    pub fn message(self, path: &str) -> String {
        match self {
            Refusal::Configuration => {
                format!("`{path}` is not published: web servers act on files of that name")
            }
            Refusal::Format => format!(
                "`{path}` is not published: browsers or web servers may run files of its kind"
            ),
            Refusal::Content => {
                format!("`{path}` is not published: its bytes begin as those of a web page")
            }
        }
    }

    /// What to do about it.
    pub fn remedy(self) -> String {
        let mut text =
            "put it into a .zip archive, or host it elsewhere and give its `url`".to_owned();
        if self == Refusal::Format {
            // Writing to a string cannot fail.
            let _ = write!(text, "; published as they are: {}", ALLOWED.join(", "));
        }
        text
    }
}

/// Whether the file at `path` below a record's folder, which begins with the bytes `head`, is
/// published as it is.
pub fn judge(path: &str, head: &[u8]) -> Result<(), Refusal> {
    let path = path.to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    // `.htaccess`, `.well-known/`, `_redirects`, `_headers`, `_worker.js`
    let is_hidden = |part: &str| part.starts_with(['.', '_']);
    if path.split('/').any(is_hidden) || CONFIGURATION.contains(&name) {
        return Err(Refusal::Configuration);
    }
    // Servers look at every part of a name: `page.html.gz` is a page, `a.php.txt` may be run.
    let parts: Vec<&str> = name.split('.').map(str::trim).skip(1).collect();
    let is_active = |part: &&str| ACTIVE.contains(part) || part.starts_with("ph");
    let allowed = parts.last().is_some_and(|last| ALLOWED.contains(last)) || PLAIN.contains(&name);
    if !allowed || name.trim() != name || parts.iter().any(is_active) {
        return Err(Refusal::Format);
    }
    let unpacked = gunzipped(head);
    let may_be_tagged = matches!(parts.as_slice(), [.., "lhe"] | [.., "lhe", "gz"]);
    let is_page = |bytes| begins_as_page(bytes) && !(may_be_tagged && begins_as_events(bytes));
    if is_page(head) || is_page(&unpacked) {
        return Err(Refusal::Content);
    }
    Ok(())
}

/// Whether a browser runs what is sent to it as `media_type`.
pub fn is_active(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let subtype = essence.split('/').nth(1).unwrap_or_default();
    subtype.ends_with("xml")
        || ["css", "ecmascript", "html", "javascript", "wasm", "xsl", "x-httpd", "x-shockwave"]
            .iter()
            .any(|part| subtype.contains(part))
}

/// The first bytes of what is packed in `head`: a browser unpacks it where a server says so.
fn gunzipped(head: &[u8]) -> Vec<u8> {
    let mut unpacked = vec![0; HEAD as usize];
    let mut reader = GzDecoder::new(head);
    let mut length = 0;
    while let Ok(read @ 1..) = std::io::Read::read(&mut reader, &mut unpacked[length..]) {
        length += read;
    }
    unpacked.truncate(length);
    unpacked
}

/// Whether the first character that is no space, in any encoding of Unicode, opens a tag. No format
/// that is published begins so.
fn begins_as_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = bytes.strip_prefix(b"\xff\xfe").unwrap_or(bytes);
    let bytes = bytes.strip_prefix(b"\xfe\xff").unwrap_or(bytes);
    let space = |byte: &&u8| !matches!(**byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r' | 0);
    bytes.iter().find(space) == Some(&b'<')
}

/// Whether the bytes begin as a file of simulated events (arXiv:hep-ph/0609017).
fn begins_as_events(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<LesHouchesEvents")
}

#[cfg(test)]
mod tests;
