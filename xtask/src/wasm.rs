//! What runs in the visitor's browser: compiled, given its JavaScript, and made small.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use wasm_bindgen_cli_support::Bindgen;

use crate::toolchain::{TARGET, Toolchain};
use crate::tree::Compiled;
use crate::{Result, copy, licences, packages, read, run, sources, write};

/// One WebAssembly module.
struct Module {
    /// Its files are `<name>.js` and `<name>_bg.wasm`.
    name: &'static str,
    package: &'static str,
    features: &'static [&'static str],
    /// Settings of cargo for this module only.
    settings: &'static [&'static str],
}

const MODULES: [Module; 5] = [
    Module { name: "native", package: "faircat-wasm", features: &["native"], settings: &[] },
    Module { name: "page", package: "faircat-page-wasm", features: &[], settings: &[] },
    Module { name: "tract", package: "faircat-wasm", features: &["tract"], settings: &TRACT },
    Module { name: "sparql", package: "faircat-sparql-wasm", features: &[], settings: &[] },
    Module { name: "assess", package: "faircat-assess-wasm", features: &[], settings: &ASSESS },
];

/// In tract's module only `tract-linalg` and `faircat-loops` compute; of the rest, which reads
/// and plans, as little as can be is to be loaded.
const TRACT: [&str; 3] = [
    "profile.wasm.opt-level='z'",
    "profile.wasm.package.'*'.opt-level='z'",
    "profile.wasm.package.faircat-inference.opt-level='z'",
];

/// The assessor reads and compares texts, which is quick enough whatever the size.
const ASSESS: [&str; 5] = [
    "profile.wasm.opt-level='z'",
    "profile.wasm.package.'*'.opt-level='z'",
    "profile.wasm.package.faircat-inference.opt-level='z'",
    "profile.wasm.package.faircat-sparql.opt-level='z'",
    "profile.wasm.package.oxttl.opt-level='z'",
];

/// The SPARQL page's editor and the reader of HDF5, of npm packages.
const BUNDLES: [&str; 2] = ["editor", "hdf5"];

/// What the modules use of WebAssembly beyond its first version; every browser since 2023 has it.
const FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
];

/// Builds the modules of the checkout `root` that `only` names, or all of them.
pub(crate) fn build(root: &Path, only: &[&str]) -> Result<()> {
    let known: Vec<&str> = BUNDLES.into_iter().chain(MODULES.iter().map(|it| it.name)).collect();
    if let Some(unknown) = only.iter().find(|name| !known.contains(name)) {
        return Err(format!("no module is called {unknown}; there is {}", known.join(", ")));
    }
    let is_wanted = |name: &str| only.is_empty() || only.contains(&name);
    let toolchain = Toolchain::find()?;
    let target = target_folder(root);
    let wasm_demo = root.join("wasm-demo");
    let tools = packages::install(&wasm_demo, &target)?;
    let out = root.join("themes/default/static/wasm");
    if only.is_empty() {
        // What an older build left there would become part of the program. What is made again stays, so
        // that Cargo does not take it for new.
        let made = |it: &str| known.iter().any(|name| it.starts_with(name));
        for old in std::fs::read_dir(&out).into_iter().flatten().flatten() {
            if !made(&old.file_name().to_string_lossy()) {
                drop(std::fs::remove_file(old.path()));
            }
        }
    }
    for name in BUNDLES.into_iter().filter(|name| is_wanted(name)) {
        bundle(&wasm_demo, name, &target, &out)?;
    }
    for module in MODULES.iter().filter(|module| is_wanted(module.name)) {
        let made = target.join("wasm-bindgen").join(module.name);
        finish(root, &toolchain, &target, &tools, module, &made)?;
        publish(root, module, &made, &out)?;
    }
    Ok(())
}

/// Runs Clippy on the crates of all modules, compiled for the browser. Warnings are errors.
pub(crate) fn lint(root: &Path) -> Result<()> {
    let toolchain = Toolchain::find()?;
    let mut cargo = toolchain.cargo_clippy(&target_folder(root));
    cargo.current_dir(root).arg("--locked");
    for module in &MODULES {
        cargo.args(["--package", module.package]);
        for feature in module.features {
            cargo.arg("--features").arg(format!("{}/{feature}", module.package));
        }
    }
    run(&mut cargo)
}

/// Puts the finished module of the folder `made` into the theme, with the licences of its crates.
fn publish(root: &Path, module: &Module, made: &Path, out: &Path) -> Result<()> {
    let Module { name, package, features, .. } = module;
    let licences = format!("{name}.licences.txt");
    put(
        out,
        &licences,
        licences::of(root, Compiled { package, features, target: TARGET })?.as_bytes(),
    )?;
    let script = [
        format!("// Licences: {licences}\n").into_bytes(),
        read(&made.join(format!("{name}.js")))?,
    ]
    .concat();
    let wasm = read(&made.join(format!("{name}_bg.wasm")))?;
    put(out, &format!("{name}.js"), &script)?;
    put(out, &format!("{name}_bg.wasm"), &wasm)
}

/// Bundles the npm packages of `wasm-demo/<name>`.
fn bundle(wasm_demo: &Path, name: &str, target: &Path, out: &Path) -> Result<()> {
    let folder = wasm_demo.join(name);
    let place = packages::install(&folder, target)?;
    copy(&wasm_demo.join("bundle.mjs"), &place.join("bundle.mjs"))?;
    copy(&folder.join("src"), &place.join("src"))?;
    let made = target.join("bundles");
    std::fs::create_dir_all(&made).map_err(|problem| format!("{}: {problem}", made.display()))?;
    run(Command::new("node").arg(place.join("bundle.mjs")).arg(name).arg(&made))?;
    for file in [format!("{name}.js"), format!("{name}.licences.txt")] {
        put(out, &file, &read(&made.join(&file))?)?;
    }
    Ok(())
}

/// Where build output belongs: as cargo is told, or `target/`.
fn target_folder(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

/// Compiles a module; returns its file.
fn compile(root: &Path, toolchain: &Toolchain, target: &Path, module: &Module) -> Result<PathBuf> {
    let mut cargo = toolchain.cargo_build(target);
    cargo.current_dir(root).args(["--locked", "--package", module.package]);
    cargo.args(["--features", &module.features.join(",")]);
    for setting in module.settings {
        cargo.args(["--config", setting]);
    }
    run(&mut cargo)?;
    let file = format!("{}.wasm", module.package.replace('-', "_"));
    Ok(toolchain.folder(target).join(TARGET).join("wasm").join(file))
}

/// Makes a module in the folder `made`, unless what lies there was made of the same.
fn finish(
    root: &Path,
    toolchain: &Toolchain,
    target: &Path,
    tools: &Path,
    module: &Module,
    made: &Path,
) -> Result<()> {
    let Module { package, features, settings, .. } = module;
    let how = [&[toolchain.name()], FEATURES.as_slice(), settings].concat();
    let digest = sources::digest(root, Compiled { package, features, target: TARGET }, &how)?;
    let stamp = made.join("stamp");
    if read(&stamp).is_ok_and(|known| known == digest.as_bytes()) {
        return Ok(());
    }
    // What is half made is of nothing.
    drop(std::fs::remove_file(&stamp));
    let compiled = compile(root, toolchain, target, module)?;
    shrink(tools, &compiled, made, module)?;
    write(&stamp, digest.as_bytes())
}

/// Gives a module its JavaScript and optimises it, into the folder `made`.
fn shrink(tools: &Path, compiled: &Path, made: &Path, module: &Module) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name(module.name).typescript(false);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(made))
        .map_err(|problem| format!("wasm-bindgen on {}: {problem:#}", compiled.display()))?;
    let wasm = made.join(format!("{}_bg.wasm", module.name));
    let mut optimise = Command::new("node");
    optimise.arg(tools.join("node_modules/binaryen/bin/wasm-opt")).args(FEATURES);
    run(optimise.arg("-O3").arg(&wasm).arg("-o").arg(&wasm))
}

/// Puts a file into the theme, packed as the program holds it.
#[expect(clippy::print_stdout, reason = "this is the command's answer")]
fn put(out: &Path, file: &str, bytes: &[u8]) -> Result<()> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).map_err(|problem| problem.to_string())?;
    let packed = packed.finish().map_err(|problem| problem.to_string())?;
    println!("{file:<20} {:>9} bytes {:>9} gzipped", bytes.len(), packed.len());
    write(&out.join(format!("{file}.gz")), &packed)
}
