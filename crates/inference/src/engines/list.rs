//! The list of engines, which the program, its help, the evidence, `try.json` and the pages read.

use super::Installed;
use crate::engine::{Device, Engine};

/// An engine, whether or not this build and this machine have it.
#[derive(Clone, Copy, Debug)]
pub struct ListedEngine {
    /// On the command line, in evidence and in `try.json`; its WebAssembly module has it too.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What it is, for the help of the command line.
    pub summary: &'static str,
    pub devices: &'static [Device],
    pub runs: Runs,
    pub origin: Origin,
    /// What a visitor chooses it by in a page; `None` where it is not in the browser.
    pub in_browser: Option<&'static str>,
    /// Whether a page can ask it why a model answers as it does.
    pub explains: bool,
    /// Makes it; `None` where this build is without.
    pub make: fn(&Installed) -> Option<Box<dyn Engine>>,
}

/// The models that an engine runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    /// ONNX models of any kind.
    Any,
    /// One network, for which it is made.
    Network {
        /// As an ONNX file names it in its metadata.
        architecture: &'static str,
        title: &'static str,
    },
}

/// Where an engine comes from, which tells the versions that it can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is part of faircat, now in this version, and never in one before the first.
    Faircat { first: &'static str, version: &'static str },
    /// A shared library of others, whose interface has been the same throughout a major version.
    Library { major: u32 },
}

/// Version of the crate `tract-core` that is compiled in, if one is; a test holds it to the lock
/// file.
pub const TRACT_VERSION: &str = "0.23.9";

pub const TRACT: &ListedEngine = &ListedEngine {
    name: "tract",
    title: "tract",
    summary: "In Rust, part of faircat; runs ONNX models",
    devices: &[Device::Cpu],
    runs: Runs::Any,
    origin: Origin::Faircat { first: "0.0.1", version: TRACT_VERSION },
    in_browser: Some("tract, runs the ONNX file"),
    explains: false,
    make: tract,
};

pub const ONNXRUNTIME: &ListedEngine = &ListedEngine {
    name: "onnxruntime",
    title: "ONNX Runtime",
    summary: "Microsoft's runtime for ONNX models, as a shared library; CPU and CUDA",
    devices: &[Device::Cpu, Device::Cuda],
    runs: Runs::Any,
    origin: Origin::Library { major: 1 },
    in_browser: None,
    explains: false,
    make: onnxruntime,
};

pub const NATIVE: &ListedEngine = &ListedEngine {
    name: "native",
    title: "faircat native",
    summary: "Written out in Rust for the interaction network; the fastest on a CPU",
    devices: &[Device::Cpu],
    runs: Runs::Network { architecture: "interaction-network", title: "interaction network" },
    origin: Origin::Faircat { first: "0.1.0", version: env!("CARGO_PKG_VERSION") },
    in_browser: Some("faircat native, made for this network"),
    explains: true,
    make: native,
};

/// All engines, in the order in which they are told of and checked.
pub const ENGINES: [&ListedEngine; 3] = [TRACT, ONNXRUNTIME, NATIVE];

/// The engine `name`.
#[must_use]
pub fn listed(name: &str) -> Option<&'static ListedEngine> {
    ENGINES.into_iter().find(|engine| engine.name == name)
}

/// All engines in the order of preference: one that is made for a network runs it quicker than
/// those for any model, and of these the first of the list is always there.
#[must_use]
pub fn preferred() -> Vec<&'static ListedEngine> {
    by_preference(&ENGINES)
}

/// `engines` in that order.
#[must_use]
pub fn by_preference(engines: &[&'static ListedEngine]) -> Vec<&'static ListedEngine> {
    let mut engines = engines.to_vec();
    engines.sort_by_key(|engine| engine.runs == Runs::Any);
    engines
}

/// The first engine that runs on `device`.
#[must_use]
pub fn first_on(device: Device) -> Option<&'static ListedEngine> {
    ENGINES.into_iter().find(|engine| engine.has(device))
}

/// All engines of this build, whether or not they are on this machine.
#[must_use]
pub fn engines(installed: &Installed) -> Vec<Box<dyn Engine>> {
    ENGINES.iter().filter_map(|listed| listed.engine(installed)).collect()
}

impl ListedEngine {
    /// The engine, which need not be on this machine; `None` where this build is without.
    #[must_use]
    pub fn engine(&self, installed: &Installed) -> Option<Box<dyn Engine>> {
        (self.make)(installed)
    }

    #[must_use]
    pub fn has(&self, device: Device) -> bool {
        self.devices.contains(&device)
    }

    /// Whether it runs ONNX models of any kind.
    #[must_use]
    pub fn is_general(&self) -> bool {
        self.runs == Runs::Any
    }

    /// Whether it is for networks of an `architecture`, as an ONNX file names that.
    #[must_use]
    pub fn is_for(&self, architecture: Option<&str>) -> bool {
        match self.runs {
            Runs::Any => true,
            Runs::Network { architecture: own, .. } => architecture == Some(own),
        }
    }

    /// Whether it is a shared library of others, at which this process can die.
    #[must_use]
    pub fn is_library(&self) -> bool {
        matches!(self.origin, Origin::Library { .. })
    }

    /// What else may run a model that this one does not take: the first other for any model.
    #[must_use]
    pub fn alternative(&self) -> Option<&'static ListedEngine> {
        ENGINES.into_iter().find(|other| other.is_general() && other.name != self.name)
    }
}

/// The engine where a feature of the crate has it, so that a module for the browser holds one only.
macro_rules! maker {
    ($name:ident, $feature:literal, $installed:ident => $engine:expr) => {
        #[cfg(feature = $feature)]
        fn $name($installed: &Installed) -> Option<Box<dyn Engine>> {
            Some(Box::new($engine))
        }

        #[cfg(not(feature = $feature))]
        fn $name(_: &Installed) -> Option<Box<dyn Engine>> {
            None
        }
    };
}

maker!(tract, "tract", _installed => super::tract::Tract);
maker!(onnxruntime, "onnxruntime", installed => super::onnxruntime::OnnxRuntime::new(installed));
maker!(native, "native", _installed => crate::native::Native::new());

#[cfg(test)]
mod tests {
    use super::{ENGINES, Installed, listed, preferred};

    fn names(engines: &[&super::ListedEngine]) -> Vec<&'static str> {
        engines.iter().map(|it| it.name).collect()
    }

    #[test]
    fn an_engine_made_for_a_network_comes_first() {
        let all = preferred();
        assert_eq!(names(&all), ["native", "tract", "onnxruntime"]);
        let of = |architecture| -> Vec<_> {
            all.iter().copied().filter(|it| it.is_for(architecture)).collect()
        };
        assert_eq!(names(&of(Some("transformer"))), ["tract", "onnxruntime"]);
        assert_eq!(names(&of(Some("interaction-network"))).len(), 3);
        assert_eq!(names(&of(None)).len(), 2);
    }

    #[test]
    fn every_engine_has_what_the_list_tells_of_it() {
        for (place, engine) in ENGINES.iter().enumerate() {
            let first = ENGINES.iter().position(|it| it.name == engine.name);
            assert_eq!(first, Some(place), "{} is there twice", engine.name);
            assert_eq!(listed(engine.name).unwrap().title, engine.title);
            assert!(!engine.devices.is_empty() && !engine.summary.ends_with('.'), "{place}");
            if let Some(made) = engine.engine(&Installed::default()) {
                assert_eq!(made.name(), engine.name);
                let version = made.version();
                if let super::Origin::Faircat { version: stated, .. } = engine.origin {
                    assert_eq!(version.unwrap(), stated);
                }
            }
        }
    }
}
