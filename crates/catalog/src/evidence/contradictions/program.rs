//! What shows that a program, an engine or a machine is not one that wrote the evidence.
//!
//! Their names and versions are shown on pages as they stand, so each has a shape that leaves no
//! room for a sentence.

use faircat_inference::engine::Device;
use faircat_inference::engines::list::{ENGINES, Origin, listed};
use faircat_inference::onnx::FORMS;

use super::short;
use crate::evidence::verification::Machine;

/// The first version of faircat that wrote evidence as it is read now.
const FIRST: [u32; 3] = [0, 1, 0];
const LONGEST_VERSION: usize = 32;
const LARGEST_PART: u32 = 999;
/// What may follow the numbers of a version, by Semantic Versioning: a stage, with a number.
const STAGES: [&str; 5] = ["alpha", "beta", "dev", "pre", "rc"];

/// Operating systems and architectures as Rust's `std::env::consts` names them.
const SYSTEMS: [&str; 9] = [
    "android",
    "dragonfly",
    "freebsd",
    "illumos",
    "linux",
    "macos",
    "netbsd",
    "openbsd",
    "windows",
];
const ARCHITECTURES: [&str; 11] = [
    "aarch64",
    "arm",
    "loongarch64",
    "mips64",
    "powerpc",
    "powerpc64",
    "riscv64",
    "s390x",
    "sparc64",
    "x86",
    "x86_64",
];
/// Those that `faircat` looks for.
pub const INSTRUCTION_SETS: [&str; 7] =
    ["AVX", "AVX2", "FMA", "AVX-512", "AVX-512 VNNI", "NEON", "SVE"];
const LONGEST_NAME: usize = 80;
const MOST_ACCELERATORS: usize = 64;
/// Eight times what Linux can be built for.
pub(super) const MOST_PROCESSORS: usize = 1 << 16;
/// Main memory in bytes, from less than faircat itself takes to a thousand times what there is.
const MEMORY: std::ops::RangeInclusive<u64> = 1 << 24..=1 << 54;

/// The version of the program: a version, and neither of the future nor of before the format.
pub(super) fn of_program(version: &str) -> Option<String> {
    let own = env!("CARGO_PKG_VERSION");
    match numbers(version).filter(|_| is_version(version)) {
        None => Some(format!("`{}` is no version of faircat", short(version))),
        Some(written) if Some(written) > numbers(own) => Some(format!(
            "faircat {version} is said to have written it, which is newer than this one, {own}"
        )),
        Some(written) if written < FIRST => {
            Some(format!("faircat {version} is said to have written it, which wrote no evidence"))
        }
        Some(_) => None,
    }
}

fn numbers(version: &str) -> Option<[u32; 3]> {
    let core = version.split('-').next()?;
    let parts: Vec<u32> = core.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    parts.try_into().ok()
}

/// Whether `text` is numbers with points between, and at most a stage after them: `1.31.1`,
/// `0.24.0-rc.1`.
fn is_version(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    let (core, stage) = text.split_once('-').map_or((text, None), |(core, it)| (core, Some(it)));
    let is_stage = |stage: &str| {
        let (name, number) = stage.split_once('.').unwrap_or((stage, "0"));
        STAGES.contains(&name.trim_end_matches(|it: char| it.is_ascii_digit())) && is_number(number)
    };
    text.len() <= LONGEST_VERSION
        && (2..=4).contains(&core.split('.').count())
        && core.split('.').all(is_number)
        && stage.is_none_or(is_stage)
}

/// Engine, version and device of one run on `machine`: those that this program knows, together.
pub(super) fn of_engine(
    engine: &str,
    version: &str,
    device: &str,
    machine: &Machine,
) -> Vec<String> {
    let unknown = |what: &str, name: &str, known: &[&str]| {
        (!known.contains(&name))
            .then(|| format!("it names the {what} `{}`, which is not known", short(name)))
    };
    let known = listed(engine);
    let versionless =
        !is_version(version) || known.is_some_and(|it| !is_of_engine(it.origin, version));
    let devices = Device::ALL.map(Device::name);
    let on_gpu = device == Device::Cuda.name() && known.is_some();
    let cannot = on_gpu && known.is_some_and(|it| !it.has(Device::Cuda));
    let no_gpu = on_gpu && machine.accelerators.is_empty();
    [
        unknown("engine", engine, &ENGINES.map(|it| it.name)),
        unknown("device", device, &devices),
        versionless.then(|| format!("`{}` is no version of {}", short(version), short(engine))),
        cannot.then(|| format!("{engine} is said to have run on `cuda`, which it cannot")),
        no_gpu.then(|| format!("{engine} is said to have run on `cuda`, but no GPU is named")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether an engine of this origin has `version`: of those that are part of faircat none is older
/// than the first or newer than ours, and all of a library that have its present interface are of one major version.
fn is_of_engine(origin: Origin, version: &str) -> bool {
    let parts = |text: &str| -> Vec<u32> {
        let core = text.split('-').next().unwrap_or_default();
        core.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect()
    };
    match origin {
        Origin::Faircat { first, version: ours } => {
            (parts(first)..=parts(ours)).contains(&parts(version))
        }
        Origin::Library { major } => {
            let parts = parts(version);
            parts[0] == major && parts.iter().all(|part| *part <= LARGEST_PART)
        }
    }
}

/// The form of a network: one of those that are known, because pages show it.
pub(super) fn of_form(form: Option<&str>) -> Option<String> {
    let unknown = form.filter(|form| !FORMS.contains(form))?;
    Some(format!("`{}` is no form of a network", short(unknown)))
}

/// The machine of a run, as `faircat` writes it.
pub(super) fn of_machine(machine: &Machine) -> Vec<String> {
    let mut found = Vec::new();
    let mut unless = |is_right: bool, what: &str, text: &str| {
        if !is_right {
            found.push(format!("`{}` is no {what}", short(text)));
        }
    };
    unless(is_hardware(&machine.processor), "name of a processor", &machine.processor);
    unless(is_system(&machine.system), "operating system and architecture", &machine.system);
    let architecture = machine.system.rsplit(' ').next().unwrap_or_default();
    for set in &machine.instruction_sets {
        let what = format!("instruction set of {}", short(architecture));
        unless(has_instructions(architecture, set), &what, set);
    }
    for name in machine.accelerators.iter().take(MOST_ACCELERATORS) {
        unless(is_hardware(name), "name of a GPU", name);
    }
    let counts = [
        (machine.accelerators.len() <= MOST_ACCELERATORS, "GPUs"),
        ((1..=MOST_PROCESSORS).contains(&machine.logical_processors), "processors"),
        (machine.memory.is_none_or(|bytes| MEMORY.contains(&bytes)), "bytes of memory"),
    ];
    let cannot = counts.into_iter().filter(|(can_be, _)| !can_be);
    found.extend(cannot.map(|(_, what)| format!("no machine has so many or so few {what}")));
    found
}

/// Whether processors of `architecture` can have the instruction set `set`.
fn has_instructions(architecture: &str, set: &str) -> bool {
    let is_of_arm = matches!(set, "NEON" | "SVE");
    INSTRUCTION_SETS.contains(&set)
        && match architecture {
            "x86" | "x86_64" => !is_of_arm,
            "arm" | "aarch64" => is_of_arm,
            _ => false,
        }
}

/// Whether `text` can be the name of a processor or GPU: short, of the characters that such names
/// have, and no sentence. Names have at most one plain word in small letters, as `with` in `AMD
/// Ryzen 7 PRO with Radeon Graphics`, and a digit, a word in capitals, as `AMD EPYC`, or a registered
/// one, as `Intel(R) Xeon(R) Processor`, which virtual machines report.
pub fn is_hardware(text: &str) -> bool {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || " ()@.,+-_/".contains(it);
    let is_small = |word: &&str| {
        let letters = word.trim_matches(|it: char| !it.is_ascii_alphanumeric());
        letters.len() > 1 && letters.bytes().all(|it| it.is_ascii_lowercase())
    };
    let is_capital = |word: &str| word.len() > 1 && word.bytes().all(|it| it.is_ascii_uppercase());
    let is_model = |word: &str| {
        is_capital(word) || word.ends_with("(R)") || word.bytes().any(|it| it.is_ascii_digit())
    };
    (1..=LONGEST_NAME).contains(&text.len())
        && text.chars().all(is_plain)
        && (text == "unknown" || text.split(' ').any(is_model))
        && text.split([' ', '/', '_', '-', ',', '.']).filter(is_small).count() <= 1
}

fn is_system(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(system, architecture)| {
        SYSTEMS.contains(&system) && ARCHITECTURES.contains(&architecture)
    })
}

#[cfg(test)]
mod tests {
    use super::{is_hardware, is_system, is_version};

    #[test]
    fn names_of_processors_are_told_from_sentences() {
        for name in [
            "AMD EPYC",
            "Intel(R) Xeon(R) Processor",
            "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz",
            "13th Gen Intel(R) Core(TM) i9-13900K",
            "AMD Ryzen 9 7940HS w/ Radeon 780M Graphics",
            "AMD Ryzen 7 PRO 5850U with Radeon Graphics",
            "QEMU Virtual CPU version 2.5+",
            "Raspberry Pi 4 Model B Rev 1.4",
            "NVIDIA H200 (driver 570.86)",
            "0x41",
            "unknown",
        ] {
            assert!(is_hardware(name), "{name}");
        }
        for text in [
            "",
            "recomputed by this site",
            "CPU; signed",
            "CPU<b>",
            "a\nb",
            "verified by CERN",
            "Recomputed By This Site",
        ] {
            assert!(!is_hardware(text), "{text}");
        }
        assert!(!is_hardware(&"A".repeat(81)));
        let own = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
        assert!(is_system(&own), "{own}");
        assert!(!is_system("linux x86_64, recomputed by this site"));
    }

    #[test]
    fn versions_are_numbers_and_a_stage() {
        for version in ["1.31.1", "0.23.0", "1.27", "0.24.0-rc.1", "1.2.0-dev"] {
            assert!(is_version(version), "{version}");
        }
        for text in ["", "1", "1.", "latest", "1.31.1-signed", "1.31.1; signed", "1.31.1<script>"] {
            assert!(!is_version(text), "{text}");
        }
    }
}
