//! HDF5: a dataset for each input, or for each feature, by its path from the root. Its attribute
//! `unit`, where it is there, must be that of the signature.
//!
//! Only what lies in the file itself is read. HDF5 can name other files of the machine in four
//! ways: external storage, virtual datasets, external links, and soft links that lead to one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use faircat_inference::formats::RawData;
use faircat_inference::formats::csv::shortened;
use faircat_inference::formats::selection::used;
use faircat_inference::signature::Signature;
use faircat_inference::tensor::{Data, Tensor};
use rust_hdf5::dataset::StorageLayout;
use rust_hdf5::{DatatypeMessage, H5Dataset, H5File, LinkClass};

use super::{BlockReader, LARGEST_BLOCK, data_file, same_length, unpacked_at_most};
use crate::data_error::DataError;

const KIND: &str = "HDF5";
/// Most bytes of one row, and of one chunk, which is unpacked as a whole.
const LARGEST_ROW: usize = 1 << 30;
/// Most rows of a dataset whose rows have no elements.
const MOST_EMPTY_ROWS: usize = 1 << 24;

pub(super) struct Hdf5 {
    /// Open as long as its datasets are read.
    _file: H5File,
    datasets: Vec<(String, H5Dataset)>,
    /// What the attribute `unit` of a dataset says.
    units: BTreeMap<String, String>,
    items: u64,
    next: u64,
}

impl Hdf5 {
    pub(super) fn open(path: &Path, signature: &Signature) -> Result<Hdf5, DataError> {
        let (file, datasets, units) = datasets(path, signature)?;
        let mut lengths = Vec::with_capacity(datasets.len());
        for (name, dataset) in &datasets {
            let rows = dataset.shape().first().copied();
            let rows = rows.ok_or_else(|| DataError::NoRows(name.clone()))?;
            lengths.push((name.as_str(), rows as u64));
        }
        let items = same_length(&lengths)?;
        Ok(Hdf5 { _file: file, datasets, units, items, next: 0 })
    }
}

/// Everything of the inputs, as it is.
pub(super) fn whole(path: &Path, signature: &Signature) -> Result<RawData, DataError> {
    let (_file, datasets, units) = datasets(path, signature)?;
    let mut tensors = Vec::with_capacity(datasets.len());
    for (name, dataset) in &datasets {
        let shape = dataset.shape();
        tensors.push((name.clone(), slice(name, dataset, vec![0; shape.len()], shape)?));
    }
    Ok(RawData { units, ..RawData::of_tensors(tensors) })
}

type Opened = (H5File, Vec<(String, H5Dataset)>, BTreeMap<String, String>);

/// The ordinary file at `path`, and its bytes.
#[allow(clippy::disallowed_methods, reason = "the library reads a file only by its name")]
pub(super) fn opened(path: &Path) -> Result<(H5File, u64), DataError> {
    let (_, size) = data_file::open(path)?;
    let file = H5File::options().no_locking().open(path).map_err(of_hdf5)?;
    Ok((file, size))
}

/// What the datasets are called.
pub(super) fn names(path: &Path) -> Result<Vec<String>, DataError> {
    Ok(names_in(&opened(path)?.0))
}

fn names_in(file: &H5File) -> Vec<String> {
    let names = file.dataset_names();
    names.iter().map(|name| name.trim_start_matches('/').to_owned()).collect()
}

/// The datasets of the inputs, and their units.
fn datasets(path: &Path, signature: &Signature) -> Result<Opened, DataError> {
    let (file, size) = opened(path)?;
    let names = names_in(&file);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut known = BTreeSet::new();
    if let Some(twice) = names.iter().find(|name| !known.insert(**name)) {
        return Err(DataError::DatasetTwice(shortened(twice).into_owned()));
    }
    let (mut datasets, mut units) = (Vec::new(), BTreeMap::new());
    let wanted = used(signature, &names).or_else(|missing| {
        // A link to a name is not listed.
        check_link(&file, &missing.input)?;
        Err(DataError::from(missing))
    })?;
    for name in wanted {
        check_link(&file, name)?;
        let dataset = file.dataset(name).map_err(of_hdf5)?;
        check_place(name, &dataset)?;
        check_sizes(name, &dataset, size)?;
        let unit = dataset.attr("unit").and_then(|unit| unit.read_string());
        units.extend(unit.ok().map(|unit| (name.to_owned(), unit)));
        datasets.push((name.to_owned(), dataset));
    }
    Ok((file, datasets, units))
}

/// Fails where a part of the path `name` is a link to a name: that could lead to another file.
fn check_link(file: &H5File, name: &str) -> Result<(), DataError> {
    let mut group = file.root_group();
    let mut parts = name.split('/').peekable();
    while let Some(part) = parts.next() {
        let kind = match group.link_class(part) {
            Ok(LinkClass::Hard) => None,
            Ok(LinkClass::Soft { .. }) => return Err(DataError::SoftLink(name.to_owned())),
            Ok(LinkClass::External { .. }) => Some("a link to another file"),
            Ok(LinkClass::UserDefined { .. }) => Some("a link of another program's kind"),
            Err(_) => return Ok(()),
        };
        if let Some(kind) = kind {
            return Err(DataError::Elsewhere { name: name.to_owned(), how: kind });
        }
        if parts.peek().is_some() {
            group = group.group(part).map_err(of_hdf5)?;
        }
    }
    Ok(())
}

/// Fails where the numbers of a dataset lie in other files.
fn check_place(name: &str, dataset: &H5Dataset) -> Result<(), DataError> {
    let elsewhere = |how| Err(DataError::Elsewhere { name: name.to_owned(), how });
    if !dataset.external_files().map_err(of_hdf5)?.is_empty() {
        return elsewhere("stored in other files");
    }
    match dataset.storage_layout().map_err(of_hdf5)? {
        StorageLayout::Virtual => elsewhere("a virtual dataset, put together from other files"),
        _ => Ok(()),
    }
}

/// Fails where the sizes that a dataset declares are more than is read, or than `file` bytes hold.
fn check_sizes(name: &str, dataset: &H5Dataset, file: u64) -> Result<(), DataError> {
    let (shape, width) = (dataset.shape(), dataset.element_size());
    let bytes =
        |sizes: &[usize]| sizes.iter().try_fold(width, |bytes, &size| bytes.checked_mul(size));
    let fits = |sizes: &[usize]| bytes(sizes).is_some_and(|bytes| bytes <= LARGEST_ROW);
    let row = shape.get(1..).unwrap_or_default();
    let chunk = dataset.chunk_dims().unwrap_or_default();
    let too_many = bytes(row) == Some(0) && shape.first().is_some_and(|&it| it > MOST_EMPTY_ROWS);
    if dataset.is_null() || !fits(row) || !fits(&chunk) || too_many {
        return Err(DataError::format(KIND, format!("`{name}` has the shape {shape:?}")));
    }
    let held = match dataset.storage_layout().map_err(of_hdf5)? {
        // Chunks can be compressed, and those that are not there are read as the fill value.
        StorageLayout::Chunked => unpacked_at_most(file),
        _ => file,
    };
    if bytes(&shape).is_none_or(|bytes| bytes as u64 > held) {
        let problem = format!("`{name}` has the shape {shape:?}, more than the file holds");
        return Err(DataError::format(KIND, problem));
    }
    Ok(())
}

impl BlockReader for Hdf5 {
    fn items(&self) -> Option<u64> {
        Some(self.items)
    }

    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError> {
        let count = (self.items - self.next).min(count as u64) as usize;
        if count == 0 {
            return Ok(None);
        }
        let first = self.next as usize;
        self.next += count as u64;
        let mut tensors = Vec::with_capacity(self.datasets.len());
        for (name, dataset) in &self.datasets {
            let mut counts = dataset.shape();
            let mut starts = vec![0; counts.len()];
            (starts[0], counts[0]) = (first, count);
            tensors.push((name.clone(), slice(name, dataset, starts, counts)?));
        }
        let units = self.units.clone();
        Ok(Some(RawData { units, ..RawData::of_tensors(tensors) }))
    }
}

fn slice(
    name: &str,
    dataset: &H5Dataset,
    starts: Vec<usize>,
    counts: Vec<usize>,
) -> Result<Tensor, DataError> {
    let width = dataset.element_size() as u64;
    let bytes = counts.iter().fold(width, |bytes, &size| bytes.saturating_mul(size as u64));
    if bytes > LARGEST_BLOCK {
        return Err(DataError::Block { bytes });
    }
    macro_rules! read {
        ($kind:ident) => {
            dataset.read_numeric_slice_as(&starts, &counts).map(Data::$kind)
        };
    }
    let kind = dataset.datatype().map_err(of_hdf5)?;
    let data = match element(&kind) {
        Some(('f', 2 | 4)) => read!(Float32),
        Some(('f', 8)) => read!(Float64),
        Some(('i', 1)) => read!(Int8),
        Some(('i', 2)) => read!(Int16),
        Some(('i', 4)) => read!(Int32),
        Some(('i', 8)) => read!(Int64),
        Some(('u', 1)) => read!(Uint8),
        Some(('u', 2)) => read!(Uint16),
        Some(('u', 4)) => read!(Uint32),
        Some(('u', 8)) => read!(Uint64),
        Some(('b', 1)) => {
            let bytes = dataset.read_slice::<u8>(&starts, &counts).map_err(of_hdf5)?;
            Ok(truth_values(name, &bytes)?)
        }
        _ => {
            let held = held(&kind);
            return Err(DataError::NotNumbers { name: name.to_owned(), held });
        }
    };
    let data = data.map_err(of_hdf5)?;
    Tensor::new(counts, data).map_err(|error| DataError::format(KIND, error))
}

/// Errors: a value for which the enumeration has no name.
fn truth_values(name: &str, bytes: &[u8]) -> Result<Data, DataError> {
    if let Some(byte) = bytes.iter().find(|byte| **byte > 1) {
        let problem = format!("`{name}` holds {byte}, which is neither FALSE (0) nor TRUE (1)");
        return Err(DataError::format(KIND, problem));
    }
    Ok(Data::Bool(bytes.iter().map(|&byte| byte == 1).collect()))
}

/// What an element is, and its bytes. Truth values are an enumeration of FALSE, 0, and TRUE, 1, as
/// h5py writes them.
pub(super) fn element(kind: &DatatypeMessage) -> Option<(char, u32)> {
    match kind {
        DatatypeMessage::FloatingPoint { size, .. } => Some(('f', *size)),
        DatatypeMessage::FixedPoint { size, signed: true, .. } => Some(('i', *size)),
        DatatypeMessage::FixedPoint { size, .. } => Some(('u', *size)),
        DatatypeMessage::Enum { members, .. } if kind.element_size() == 1 => {
            let is = |at: usize, name: &str, value: u8| {
                members.get(at).is_some_and(|member| {
                    member.name.eq_ignore_ascii_case(name) && member.value.as_slice() == [value]
                })
            };
            let are_truths = members.len() == 2 && is(0, "FALSE", 0) && is(1, "TRUE", 1);
            are_truths.then_some(('b', 1))
        }
        _ => None,
    }
}

/// What a dataset of `kind` holds, in words.
fn held(kind: &DatatypeMessage) -> String {
    let words = match kind {
        DatatypeMessage::FixedString { .. } | DatatypeMessage::VarLenString { .. } => "text",
        DatatypeMessage::Compound { .. } => "structures",
        DatatypeMessage::Enum { .. } => "categories",
        DatatypeMessage::VarLenSequence { .. } => "lists of different lengths",
        DatatypeMessage::BitField { .. } | DatatypeMessage::Opaque { .. } => "bytes",
        DatatypeMessage::Reference { .. } => "references",
        other => return other.to_string(),
    };
    words.to_owned()
}

fn of_hdf5(error: rust_hdf5::Hdf5Error) -> DataError {
    match error {
        rust_hdf5::Hdf5Error::Io(error) => DataError::Unreadable(error),
        error => DataError::format(KIND, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truth_values_are_0_and_1() {
        assert_eq!(truth_values("x", &[1, 0]).unwrap(), Data::Bool(vec![true, false]));
        let error = truth_values("x", &[1, 2]).unwrap_err().to_string();
        assert!(error.ends_with("`x` holds 2, which is neither FALSE (0) nor TRUE (1)"), "{error}");
    }
}
