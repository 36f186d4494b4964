//! What a model gave, written as it comes, to data files of every kind.

mod csv;
mod elements;
mod hdf5;
mod json;
mod kind;
mod npy;
mod parquet;

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use faircat_inference::formats;
use faircat_inference::signature::Signature;
use faircat_inference::tensor::Tensor;

use super::data_error::DataError;
use super::output::Output;
use super::pass::Results;
use faircat_outside_world::atomic_file;
use faircat_record::diagnostic::Diagnostic;
use kind::Kind;

/// Takes the outputs of one block of items after the other.
trait Sink {
    /// Adds items: one tensor for each output, in order.
    fn write(&mut self, outputs: &[Tensor]) -> Result<(), DataError>;

    /// Completes what was written.
    fn finish(self: Box<Self>) -> Result<(), DataError>;
}

/// The outputs of a model on their way to a file or a stream. What is written has the shapes and
/// types that the model gave, whatever was declared.
pub struct Writer {
    kind: Kind,
    signature: Signature,
    target: Target,
    /// Once the first outputs are there.
    begun: Option<(Box<dyn Sink>, Vec<Output>)>,
    /// Numbers that text has no form for: NaN and infinities.
    not_finite: usize,
}

enum Target {
    /// A file that takes its place when it is complete.
    File { staged: tempfile::NamedTempFile, file: PathBuf },
    /// `None` once something is written to it.
    Stream(Option<Box<dyn Write>>),
}

impl Writer {
    /// Begins `file`, whose ending tells its kind, for a model with `signature`.
    pub fn to_file(file: &Path, signature: &Signature) -> Result<Writer, Diagnostic> {
        let kind = kind_of(file, signature).map_err(|error| in_file(&error, file))?;
        let file = atomic_file::named(file);
        let target = Target::File { staged: atomic_file::stage(&file)?, file };
        Ok(Writer { kind, signature: signature.clone(), target, begun: None, not_finite: 0 })
    }

    /// Writes CSV to `out`.
    pub fn csv(out: Box<dyn Write>, signature: &Signature) -> Writer {
        Writer::to_stream(Kind::Csv, out, signature)
    }

    /// Writes a JSON list to `out`.
    pub fn json(out: Box<dyn Write>, signature: &Signature) -> Writer {
        Writer::to_stream(Kind::Json, out, signature)
    }

    fn to_stream(kind: Kind, out: Box<dyn Write>, signature: &Signature) -> Writer {
        let target = Target::Stream(Some(out));
        Writer { kind, signature: signature.clone(), target, begun: None, not_finite: 0 }
    }

    /// Adds what the model gave.
    ///
    /// # Errors
    /// Outputs that a file of this kind cannot hold, and a file that cannot be written.
    pub fn add(&mut self, results: Results) -> Result<(), DataError> {
        let (Results::Items(outputs) | Results::Whole(outputs)) = results;
        self.not_finite += outputs.iter().map(|it| elements::not_finite(it.data())).sum::<usize>();
        match results {
            Results::Items(outputs) => self.rows(outputs),
            Results::Whole(outputs) => self.whole(outputs),
        }
    }

    /// What whoever reads the outputs should know, where this kind of file cannot say it.
    pub fn note(&self) -> Option<String> {
        let count = self.not_finite;
        (count > 0 && matches!(self.kind, Kind::Json | Kind::JsonLines)).then(|| {
            format!(
                "{count} values of the outputs are NaN or infinite, and `null` here, because JSON \
                 has no such numbers; CSV, .npz, .h5 and .parquet keep them"
            )
        })
    }

    fn rows(&mut self, outputs: &[Tensor]) -> Result<(), DataError> {
        if self.begun.is_none() {
            let wanted = Output::of(&self.signature, outputs);
            self.kind.check_names(&wanted)?;
            self.begun = Some((self.sink(&wanted)?, wanted));
        }
        let Some((sink, wanted)) = &mut self.begun else { return Ok(()) };
        for (wanted, tensor) in wanted.iter().zip(outputs) {
            if !self.kind.may_vary(wanted) {
                wanted.check_same(tensor)?;
            }
        }
        sink.write(outputs)
    }

    fn whole(&mut self, outputs: &[Tensor]) -> Result<(), DataError> {
        if self.kind == Kind::Json {
            let names = self.signature.outputs.iter().map(|it| it.name.as_str());
            let text = formats::json::write(&names.zip(outputs).collect::<Vec<_>>());
            self.begun = Some((Box::new(Written), Vec::new()));
            return self.out()?.write_all(&text).map_err(DataError::Unwritable);
        }
        let items = outputs.first().map_or(0, Tensor::items);
        let odd =
            outputs.iter().position(|it| it.items() != items).filter(|_| self.kind.is_table());
        match odd.and_then(|odd| self.signature.outputs.get(odd)) {
            Some(odd) => Err(DataError::Shape {
                output: odd.name.clone(),
                problem: "has another number of rows than the first output".to_owned(),
            }),
            None => self.rows(outputs),
        }
    }

    /// Completes what was written; a file takes its place.
    pub fn finish(self) -> Result<(), Diagnostic> {
        let (target, begun) = (self.target, self.begun);
        let finished = begun.map_or(Err(DataError::Empty), |(sink, _)| sink.finish());
        match target {
            Target::Stream(_) => match finished {
                // Whoever reads has had enough.
                Err(DataError::Unwritable(error)) if error.kind() == ErrorKind::BrokenPipe => {
                    Ok(())
                }
                finished => finished.map_err(|error| in_file(&error, Path::new("<stdout>"))),
            },
            Target::File { staged, file } => {
                finished.map_err(|error| in_file(&error, &file))?;
                atomic_file::finish(staged, &file)
            }
        }
    }

    /// What a diagnostic calls the place that is written to.
    pub fn place(&self) -> &Path {
        match &self.target {
            Target::File { file, .. } => file,
            Target::Stream(_) => Path::new("<stdout>"),
        }
    }

    fn sink(&mut self, outputs: &[Output]) -> Result<Box<dyn Sink>, DataError> {
        Ok(match self.kind {
            Kind::Npz => Box::new(npy::Npz::create(self.file()?, outputs)?),
            Kind::Npy => Box::new(npy::Npy::create(self.file()?, outputs)?),
            Kind::Hdf5 => Box::new(hdf5::Hdf5::create(self.path()?, outputs)?),
            Kind::Json => Box::new(json::Json::list(self.out()?, outputs)),
            Kind::JsonLines => Box::new(json::Json::lines(self.out()?, outputs)),
            Kind::Csv => Box::new(csv::Csv::new(self.out()?, outputs)?),
            Kind::Parquet => Box::new(parquet::Parquet::create(self.file()?, outputs)?),
        })
    }

    fn path(&self) -> Result<&Path, DataError> {
        match &self.target {
            Target::File { staged, .. } => Ok(staged.path()),
            Target::Stream(_) => Err(DataError::NoFile),
        }
    }

    #[allow(
        clippy::disallowed_methods,
        reason = "the file is staged, and takes its place by `atomic_file`"
    )]
    fn file(&self) -> Result<File, DataError> {
        File::create(self.path()?).map_err(DataError::Unwritable)
    }

    fn out(&mut self) -> Result<Box<dyn Write>, DataError> {
        match &mut self.target {
            Target::Stream(out) => out.take().ok_or(DataError::NoFile),
            Target::File { .. } => Ok(Box::new(self.file()?)),
        }
    }
}

/// A file that was written at once.
struct Written;

impl Sink for Written {
    fn write(&mut self, _: &[Tensor]) -> Result<(), DataError> {
        Err(DataError::NoFile)
    }

    fn finish(self: Box<Self>) -> Result<(), DataError> {
        Ok(())
    }
}

#[allow(clippy::disallowed_methods, reason = "a user names what is written")]
fn kind_of(file: &Path, signature: &Signature) -> Result<Kind, DataError> {
    let kind = Kind::of(file)?;
    let arrays = signature.outputs.len();
    if kind == Kind::Npy && arrays != 1 {
        return Err(DataError::OneArray { kind: "a .npy file", arrays });
    }
    // A device or a pipe would be replaced by a file.
    if std::fs::metadata(file).is_ok_and(|found| !found.is_file()) {
        return Err(DataError::NoFile);
    }
    Ok(kind)
}

fn in_file(error: &DataError, file: &Path) -> Diagnostic {
    Diagnostic::error(error.code(), error.to_string()).in_file(file).hint(error.hint())
}
