//! The control set through one engine.

use faircat_inference::batching::{Division, USUAL_BLOCK};
use faircat_inference::engine::{Engine, EngineError, Options};
use faircat_inference::engines::list::ListedEngine;
use faircat_inference::signature::Signature;
use faircat_inference::tensor::Tensor;
use faircat_inference::verification::{self, ControlSet, OutputDifference};

use super::VerifyOptions;
use crate::engines;
use crate::model::ModelFile;
use crate::pass;
use crate::timed::{self, Limit};
use faircat_catalog::evidence::contract;
use faircat_catalog::evidence::derived::fits;
use faircat_catalog::evidence::verification::{EngineRun, OutputCheck, Verdict};
use faircat_record::ModelSection;

/// Why there is no run.
pub(super) enum Absent {
    /// The engine is not on this machine.
    NotHere(String),
    /// It cannot run this model.
    Unsuitable(String),
}

/// What is to be checked.
pub(super) struct Task<'a> {
    pub control: &'a ControlSet,
    /// In the order of the file.
    pub signature: Signature,
    pub section: &'a ModelSection,
    pub options: &'a VerifyOptions,
}

impl Task<'_> {
    /// Runs `file` with the engine; also gives the outputs, none where the run failed.
    pub(super) fn run(
        &self,
        listed: &ListedEngine,
        file: &ModelFile,
    ) -> Result<(EngineRun, Vec<Tensor>), Absent> {
        let missing = || Absent::NotHere(format!("this faircat was built without {}", listed.name));
        let engine = engines::engine(listed).ok_or_else(missing)?;
        let version = engine.version().map_err(|error| Absent::NotHere(error.to_string()))?;
        let mut run = EngineRun {
            engine: listed.name.to_owned(),
            version,
            device: self.options.device.text().to_owned(),
            file: file.name.clone(),
            sha256: file.sha256.clone(),
            form: file.form().map(str::to_owned),
            items: self.control.items(),
            failure: None,
            outputs: Vec::new(),
            metrics: Vec::new(),
            verdict: Verdict::NotChecked,
        };
        match self.judged(engine, listed, file) {
            Ok((judged, outputs)) => {
                run.outputs = judged.outputs.into_iter().map(|it| self.output_check(it)).collect();
                run.metrics = judged.claims;
                run.verdict = run.derived();
                Ok((run, outputs))
            }
            Err(Failure::Engine(EngineError::Unsupported { reason, .. })) => {
                Err(Absent::Unsuitable(reason))
            }
            Err(Failure::Engine(EngineError::Unavailable(reason))) => Err(Absent::NotHere(reason)),
            Err(Failure::Engine(EngineError::Stopped)) => {
                let seconds = self.options.timeout.as_secs();
                run.failure = Some(format!("time: it was stopped after {seconds} s (`--timeout`)"));
                Ok((run, Vec::new()))
            }
            Err(failure) => {
                run.failure = Some(failure.text());
                Ok((run, Vec::new()))
            }
        }
    }

    /// Outputs of the file with their names.
    pub(super) fn named(&self, outputs: Vec<Tensor>) -> Vec<(String, Tensor)> {
        let names = self.signature.outputs.iter().map(|output| output.name.clone());
        names.zip(outputs).collect()
    }

    fn judged(
        &self,
        engine: Box<dyn Engine>,
        listed: &ListedEngine,
        file: &ModelFile,
    ) -> Result<(verification::ControlSetRun, Vec<Tensor>), Failure> {
        let (device, threads) = (self.options.device.device(), self.options.threads);
        let division = Division::of(&file.onnx, listed, USUAL_BLOCK);
        let options =
            Options { device, threads, batch: division.size, cancel: self.options.stop.child() };
        let limit = Limit::Together(self.options.timeout);
        let session = timed::load(engine, &file.bytes, &options, limit);
        let mut session = session.map_err(Failure::Engine)?;
        let of_verification = |error| match error {
            verification::VerificationError::Engine(error) => Failure::Engine(error),
            other => Failure::Other(other.to_string()),
        };
        let ran = verification::run_together(self.control, session.as_mut(), division);
        let (outputs, _) = ran.map_err(of_verification)?;
        let claims = contract::claims(self.section);
        let tolerance = self.section.control_set.as_ref().and_then(|set| set.tolerance);
        let (control, signature) = (self.control, &self.signature);
        let judged = verification::judge(control, signature, &outputs, &claims, tolerance);
        Ok((judged.map_err(of_verification)?, outputs))
    }

    /// `output` against the record.
    fn output_check(&self, found: OutputDifference) -> OutputCheck {
        let outputs = self.section.signature.iter().flat_map(|declared| &declared.outputs);
        let declared = outputs.into_iter().find(|it| it.name == found.name);
        let declared_shape = declared.map(|it| it.shape.clone());
        let fits = declared_shape.as_ref().is_none_or(|shape| fits(&found.shape, shape));
        let typed = self.signature.outputs.iter().find(|it| it.name == found.name);
        let typed = typed.is_none_or(|declared| declared.dtype == found.dtype);
        // Shape and type alone show nothing of the numbers.
        let holds = if fits && typed { found.holds } else { Some(false) };
        let largest = found.largest.filter(|largest| largest.is_finite());
        OutputCheck { found: OutputDifference { holds, largest, ..found }, declared_shape }
    }
}

enum Failure {
    Engine(EngineError),
    Other(String),
}

impl Failure {
    fn text(self) -> String {
        match self {
            Failure::Engine(error) => pass::of_engine(&error).message,
            Failure::Other(reason) => reason,
        }
    }
}
