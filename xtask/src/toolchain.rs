//! The compiler for WebAssembly: rustup's target, or Debian's Rust with the sources of its
//! standard library where nothing can be downloaded.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Where Debian's package `rustc-web` has its compiler, and `lld` its linker.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CLIPPY: &str = "/usr/bin/clippy-driver";
const DEBIAN_LINKER: &str = "wasm-ld-19";

/// How cargo is told to build for WebAssembly.
pub(crate) enum Toolchain {
    /// The standard library is installed.
    Installed,
    /// It is built from Debian's sources, below this folder.
    Debian { sources: PathBuf },
}

impl Toolchain {
    /// What this machine has; rustup is asked for the target where it is missing.
    pub(crate) fn find() -> Result<Toolchain> {
        if installed() || (add_target() && installed()) {
            return Ok(Toolchain::Installed);
        }
        if let Some(sources) = debian_sources() {
            return Ok(Toolchain::Debian { sources });
        }
        Err(format!(
            "there is no Rust for {TARGET}: run `rustup target add {TARGET}`, or install Debian's \
             packages rustc-web, rust-web-src and lld-19"
        ))
    }

    /// What tells its output from that of others.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Toolchain::Installed => "rustup",
            Toolchain::Debian { .. } => "debian",
        }
    }

    /// A `cargo build` with this toolchain.
    pub(crate) fn cargo_build(&self, target: &Path) -> Command {
        let mut command = self.cargo("build", &self.folder(target));
        command.args(["--profile", "wasm"]);
        command
    }

    /// A `cargo check` that asks this toolchain's Clippy, for which warnings are errors. Where that is
    /// the compiler of everything else, macros and build scripts are those that `cargo clippy` built.
    pub(crate) fn cargo_clippy(&self, target: &Path) -> Command {
        let (folder, driver) = match self {
            Toolchain::Installed => (target.to_owned(), "clippy-driver"),
            Toolchain::Debian { .. } => (self.folder(target), DEBIAN_CLIPPY),
        };
        let mut command = self.cargo("check", &folder);
        command
            .env("RUSTC_WORKSPACE_WRAPPER", driver)
            .env("CLIPPY_ARGS", "-Dwarnings__CLIPPY_HACKERY__");
        command
    }

    /// Cargo with this toolchain, which builds into `folder`.
    fn cargo(&self, what: &str, folder: &Path) -> Command {
        let mut command = Command::new("cargo");
        command.args([what, "--target", TARGET]);
        command.env("CARGO_TARGET_DIR", folder);
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Ctarget-feature=+simd128");
        if let Toolchain::Debian { sources } = self {
            command.args(["-Z", "build-std=std,panic_abort"]);
            command.env("RUSTC", DEBIAN_RUSTC).env("RUSTC_BOOTSTRAP", "1");
            command.env("__CARGO_TESTS_ONLY_SRC_ROOT", sources);
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER);
        }
        command
    }

    /// The folder of build output below `target`: each toolchain has its own, so that two compilers do
    /// not build each other's work again.
    pub(crate) fn folder(&self, target: &Path) -> PathBuf {
        match self {
            Toolchain::Installed => target.join("wasm"),
            Toolchain::Debian { .. } => target.join("wasm-debian"),
        }
    }
}

fn installed() -> bool {
    let asked =
        Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output();
    asked.is_ok_and(|output| {
        let folder = String::from_utf8_lossy(&output.stdout);
        output.status.success() && Path::new(folder.trim()).is_dir()
    })
}

fn add_target() -> bool {
    let added = Command::new("rustup").args(["target", "add", TARGET]).status();
    added.is_ok_and(|status| status.success())
}

/// The newest standard library below `/usr/src`, where Debian's compiler is there too.
fn debian_sources() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/src").ok()?.flatten();
    let mut found: Vec<PathBuf> = folders
        .filter(|it| it.file_name().to_string_lossy().starts_with("rustc-"))
        .map(|it| it.path().join("library"))
        .filter(|it| it.is_dir())
        .collect();
    found.sort();
    found.pop().filter(|_| Path::new(DEBIAN_RUSTC).exists())
}
