//! The engines on this machine, and where their libraries lie.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use clap::ValueEnum;
use faircat_inference::engine::{Device, Engine};
use faircat_inference::engines::Installed;
use faircat_inference::engines::list::{ENGINES, ListedEngine};

use super::trial::Tried;

/// A device by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum DeviceName {
    /// The processor.
    #[default]
    Cpu,
    #[value(help = of_gpu())]
    Cuda,
}

impl DeviceName {
    pub fn text(self) -> &'static str {
        self.device().name()
    }

    pub fn device(self) -> Device {
        match self {
            DeviceName::Cpu => Device::Cpu,
            DeviceName::Cuda => Device::Cuda,
        }
    }
}

/// What `cuda` is, for the help.
fn of_gpu() -> String {
    let engines = ENGINES.iter().filter(|engine| engine.has(Device::Cuda));
    let titles: Vec<_> = engines.map(|engine| engine.title).collect();
    format!("An NVIDIA GPU, with {}", titles.join(" or "))
}

/// The engine, whether or not it is on this machine; `None` where this build has none.
///
/// Models for a library of others are tried in a child process first, see
/// [`trial`](super::trial).
pub fn engine(listed: &ListedEngine) -> Option<Box<dyn Engine>> {
    if !listed.is_library() {
        return listed.engine(&Installed::default());
    }
    let installed = installed();
    let engine = listed.engine(&installed)?;
    Some(Box::new(Tried { engine, title: listed.title, library: installed.onnxruntime }))
}

/// As [`engine`], without a trial.
pub(super) fn untried(listed: &ListedEngine) -> Option<Box<dyn Engine>> {
    listed.engine(&installed())
}

/// The Python whose process this is, or that started it, and folders of its packages.
static HOST: OnceLock<(Option<PathBuf>, Vec<PathBuf>)> = OnceLock::new();

/// Says that `python` holds this program, and looks for packages in `folders`: a notebook's kernel or
/// a service has no active environment but this.
pub fn is_part_of(python: Option<PathBuf>, folders: Vec<PathBuf>) {
    HOST.get_or_init(|| (python, folders));
}

/// ONNX Runtime's library, and those of CUDA beside it, as far as they are found.
pub fn installed() -> Installed {
    if let Some(library) = env::var_os("ORT_DYLIB_PATH").filter(|path| !path.is_empty()) {
        return Installed { onnxruntime: Some(library.into()), cuda: cuda(&site_packages()) };
    }
    let mut folders = site_packages();
    let mut library = folders.iter().find_map(|folder| library_in(folder));
    if library.is_none() {
        folders = asked_of_python().into_iter().collect();
        library = folders.iter().find_map(|folder| library_in(folder));
    }
    let library = library
        .or_else(|| system_folders().find_map(|folder| newest(&folder, "libonnxruntime.so")));
    Installed { onnxruntime: library, cuda: cuda(&folders) }
}

fn library_in(site_packages: &Path) -> Option<PathBuf> {
    newest(&site_packages.join("onnxruntime/capi"), "libonnxruntime.so")
}

/// The file of `folder` whose name begins with `start`, of several the last by name.
#[allow(clippy::disallowed_methods, reason = "libraries are found on the machine")]
fn newest(folder: &Path, start: &str) -> Option<PathBuf> {
    let items = fs::read_dir(folder).ok()?.flatten().map(|item| item.path());
    let fits = |path: &PathBuf| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(start))
    };
    items.filter(fits).max()
}

fn system_folders() -> impl Iterator<Item = PathBuf> {
    ["/usr/local/lib", "/usr/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"]
        .into_iter()
        .map(PathBuf::from)
}

/// Folders of Python packages: of the Python that holds this program, then of the active
/// environment, then of the `python3` in the path.
#[allow(clippy::disallowed_methods, reason = "libraries are found on the machine")]
fn site_packages() -> Vec<PathBuf> {
    let (host, mut folders) = HOST.get().cloned().unwrap_or_default();
    let mut prefixes: Vec<PathBuf> = host.into_iter().flat_map(|it| prefixes_of(&it)).collect();
    let named = ["VIRTUAL_ENV", "CONDA_PREFIX"].into_iter().filter_map(env::var_os);
    prefixes.extend(named.map(PathBuf::from));
    let path = env::var_os("PATH").unwrap_or_default();
    let mut pythons = env::split_paths(&path).map(|folder| folder.join("python3"));
    let first = pythons.find(|python| python.is_file());
    prefixes.extend(first.into_iter().flat_map(|it| prefixes_of(&it)));
    prefixes.extend(env::var_os("HOME").map(|home| PathBuf::from(home).join(".local")));
    folders.extend(prefixes.iter().flat_map(|prefix| packages(prefix)));
    folders.dedup();
    folders
}

/// `<prefix>` of `<prefix>/bin/python3`, where the link lies and where it leads.
#[allow(clippy::disallowed_methods, reason = "libraries are found on the machine")]
fn prefixes_of(python: &Path) -> Vec<PathBuf> {
    let places = [Some(python.to_owned()), python.canonicalize().ok()];
    let up = |place: PathBuf| Some(place.parent()?.parent()?.to_owned());
    places.into_iter().flatten().filter_map(up).collect()
}

/// `lib/python3.*/site-packages` and `dist-packages` below `prefix`.
#[allow(clippy::disallowed_methods, reason = "libraries are found on the machine")]
fn packages(prefix: &Path) -> Vec<PathBuf> {
    let items = fs::read_dir(prefix.join("lib")).into_iter().flatten().flatten();
    let mut pythons: Vec<PathBuf> = items.map(|item| item.path()).collect();
    pythons.retain(|path| {
        path.file_name().is_some_and(|it| it.to_string_lossy().starts_with("python3"))
    });
    pythons.sort();
    let both = |python: &PathBuf| [python.join("site-packages"), python.join("dist-packages")];
    pythons.iter().rev().flat_map(both).filter(|folder| folder.is_dir()).collect()
}

/// Where the `python3` in the path looks for the package `onnxruntime`; nothing of it is imported.
#[allow(clippy::disallowed_methods, reason = "libraries are found on the machine")]
fn asked_of_python() -> Option<PathBuf> {
    let question = "import importlib.util as u; s = u.find_spec('onnxruntime'); \
                    print(s.submodule_search_locations[0] if s else '')";
    let answer = Command::new("python3").args(["-c", question]).output().ok()?;
    let text = String::from_utf8(answer.stdout).ok()?;
    Path::new(text.trim()).parent().filter(|folder| folder.is_dir()).map(Path::to_owned)
}

/// CUDA's libraries as Python packages bring them, each after those that it needs.
#[allow(clippy::disallowed_methods, reason = "libraries are found on the machine")]
fn cuda(site_packages: &[PathBuf]) -> Vec<PathBuf> {
    const ORDER: [&str; 9] = [
        "libcudart.so",
        "libnvJitLink.so",
        "libnvrtc.so",
        "libcublasLt.so",
        "libcublas.so",
        "libcufft.so",
        "libcurand.so",
        "libcusparse.so",
        "libcudnn.so",
    ];
    let packages = site_packages.iter().flat_map(|folder| {
        let items = fs::read_dir(folder.join("nvidia")).into_iter().flatten().flatten();
        items.map(|item| item.path().join("lib"))
    });
    let packages: Vec<PathBuf> = packages.collect();
    let found = ORDER.iter().filter_map(|name| packages.iter().find_map(|it| newest(it, name)));
    found.collect()
}
