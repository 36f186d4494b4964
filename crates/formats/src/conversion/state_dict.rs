//! State dicts as `torch.save` writes them: named arrays of `float32`, or of half precision, all of
//! whose values `float32` holds.
//!
//! Two formats exist. Since PyTorch 1.6 a file is a ZIP archive, uncompressed, with the pickle in
//! `data.pkl` and each storage in a file of its own (`torch/serialization.py`, `_save`). Before, it
//! was five pickles in a row, then the storages (`_legacy_save`).

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use faircat_inference::formats::npz::TWINS;
use faircat_text::beginning;
use flate2::Crc;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::opcodes::needed::PROTO;
use super::pickle::{self, Pickle, PickleError, Storage, Value};
use super::{ConversionError, Fault};

/// First pickle of the format before PyTorch 1.6.
const MAGIC: i128 = 0x1950_a86a_20f9_469c_fc6c;
/// The only version of that format.
const PROTOCOL: i128 = 1001;
/// Most entries of an archive; a state dict has one for each tensor and a few more.
const MOST_ENTRIES: usize = 100_000;

/// Most characters of a name that are told.
const LONGEST_NAME: usize = 60;

/// How often all storages may stand in tensors, about.
const MOST_SHARED: usize = 4;

/// An array of `float32` in row-major order.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    pub shape: Vec<usize>,
    pub values: Vec<f32>,
}

/// The tensors of a state dict in the order of the file.
pub type StateDict = Vec<(String, Array)>;

/// The raw bytes of each storage, by its key.
type Storages<'a> = BTreeMap<String, &'a [u8]>;

/// Reads a state dict.
pub fn read(bytes: &[u8]) -> Result<StateDict, ConversionError> {
    if bytes.starts_with(b"PK\x03\x04") { read_archive(bytes) } else { read_legacy(bytes) }
}

/// The names without what PyTorch's wrappers put before all of them: `DataParallel` and
/// `DistributedDataParallel` write `module.`, `torch.compile` writes `_orig_mod.`.
pub fn unwrapped(mut state: StateDict) -> StateDict {
    for wrapper in ["module.", "_orig_mod.", "module."] {
        if !state.is_empty() && state.iter().all(|(name, _)| name.starts_with(wrapper)) {
            for (name, _) in &mut state {
                name.drain(..wrapper.len());
            }
        }
    }
    state
}

/// The names without what a module around the network puts before all of them, as `model.`, where
/// one of them is `first` then.
pub fn found_within(mut state: StateDict, first: &str) -> StateDict {
    let before = |name: &str| {
        let prefix = name.strip_suffix(first)?;
        prefix.ends_with('.').then(|| prefix.to_owned())
    };
    let prefix = state.iter().find_map(|(name, _)| before(name));
    if let Some(prefix) = prefix
        && state.iter().all(|(name, _)| name.starts_with(&prefix))
    {
        state.iter_mut().for_each(|(name, _)| drop(name.drain(..prefix.len())));
    }
    state
}

fn read_archive(bytes: &[u8]) -> Result<StateDict, ConversionError> {
    let broken = |error| match error {
        ZipError::Io(_) => ConversionError::Truncated("the archive has no end".into()),
        ZipError::InvalidArchive(_) if !has_end(bytes) => {
            ConversionError::Truncated("the archive has no end".into())
        }
        error => ConversionError::NotAStateDict(format!("the archive cannot be read: {error}")),
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MOST_ENTRIES {
        let message = format!("the archive has more than {MOST_ENTRIES} entries");
        return Err(ConversionError::NotAStateDict(message));
    }
    if archive.has_duplicate_names() {
        return Err(ConversionError::NotAStateDict(TWINS.into()));
    }
    let mut entries = BTreeMap::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(broken)?;
        let name = entry.name().map_err(broken)?.into_owned();
        if entry.compression() != CompressionMethod::Stored {
            let message = format!("`{name}` is compressed, which PyTorch never does");
            return Err(ConversionError::NotAStateDict(message));
        }
        let start = entry.data_start().unwrap_or(u64::MAX);
        let content = slice(bytes, start, entry.size()).ok_or_else(|| cut(&name))?;
        let mut crc = Crc::new();
        crc.update(content);
        if crc.sum() != entry.crc32() {
            let message = format!("`{name}` is damaged: its CRC-32 is not the one in the archive");
            return Err(ConversionError::NotAStateDict(message));
        }
        entries.insert(name, content);
    }
    of_entries(&entries)
}

/// Whether the record stands in `bytes` that ends an archive, behind which at most 64 kB of comment
/// follow (APPNOTE.TXT of ZIP, section 4.3.16).
fn has_end(bytes: &[u8]) -> bool {
    let last = bytes.len().saturating_sub(usize::from(u16::MAX) + 22);
    bytes[last..].windows(4).any(|it| it == b"PK\x05\x06")
}

fn slice(bytes: &[u8], start: u64, length: u64) -> Option<&[u8]> {
    let start = usize::try_from(start).ok()?;
    let end = start.checked_add(usize::try_from(length).ok()?)?;
    bytes.get(start..end)
}

fn cut(name: &str) -> ConversionError {
    ConversionError::Truncated(format!("`{name}` runs past the end"))
}

fn of_entries(entries: &BTreeMap<String, &[u8]>) -> Result<StateDict, ConversionError> {
    let whole = entries.iter().find_map(|(name, content)| {
        let folder = name.strip_suffix("data.pkl")?;
        (folder.is_empty() || folder.ends_with('/')).then_some((folder, content))
    });
    let Some((folder, content)) = whole else {
        return Err(ConversionError::NotAStateDict("the archive has no `data.pkl`".into()));
    };
    if entries.get(&format!("{folder}byteorder")).is_some_and(|order| *order != b"little") {
        return Err(ConversionError::NotAStateDict("it was saved on a big-endian machine".into()));
    }
    let prefix = format!("{folder}data/");
    let storages = entries.iter().filter_map(|(name, content)| {
        name.strip_prefix(&prefix).map(|key| (key.to_owned(), *content))
    });
    let object = pickle::read(content)?;
    stands_alone(&object)?;
    tensors(&object, &storages.collect())
}

/// Errors: the object is a checkpoint, of which an entry is the state dict.
fn stands_alone(object: &Pickle) -> Result<(), ConversionError> {
    let Value::Dict(entries) = object.root() else { return Ok(()) };
    // Only the first of them: one dict may stand in many entries.
    let holds_tensors = |value: &Value| match value {
        Value::Dict(inner) => {
            inner.first().is_some_and(|(_, it)| matches!(object.get(*it), Value::Tensor(_)))
        }
        _ => false,
    };
    match entries.iter().find(|(_, value)| holds_tensors(object.get(*value))) {
        Some((key, _)) => {
            let name = object.text(*key).unwrap_or("with no name");
            Err(ConversionError::Within(beginning(name, LONGEST_NAME).into_owned()))
        }
        None => Ok(()),
    }
}

/// The pickles: magic number, version of the format, facts about the machine, the object itself,
/// and the keys of the storages in the order in which these follow.
fn read_legacy(bytes: &[u8]) -> Result<StateDict, ConversionError> {
    let strange = || {
        let message = "it begins neither as a ZIP archive nor with PyTorch's magic number";
        ConversionError::NotAStateDict(message.into())
    };
    // A pickle with code in it is told as such; what is no pickle at all is not called a broken one.
    let magic = pickle::read(bytes).map_err(|error| match error {
        PickleError::Code { .. } | PickleError::Truncated { .. } => error.into(),
        _ if bytes.first() == Some(&PROTO) => error.into(),
        _ => strange(),
    })?;
    if *magic.root() != Value::Int(MAGIC) {
        return Err(strange());
    }
    let mut at = magic.length;
    let mut next = || -> Result<Pickle, ConversionError> {
        let pickle = pickle::read(&bytes[at..])?;
        at += pickle.length;
        Ok(pickle)
    };
    if *next()?.root() != Value::Int(PROTOCOL) {
        let message = "the version of its format is not 1001";
        return Err(ConversionError::NotAStateDict(message.into()));
    }
    let machine = next()?;
    if !is_little_endian(&machine) {
        return Err(ConversionError::NotAStateDict("it was saved on a big-endian machine".into()));
    }
    let (object, keys) = (next()?, next()?);
    stands_alone(&object)?;
    let storages = legacy_storages(&object, &keys, &bytes[at..])?;
    tensors(&object, &storages)
}

fn is_little_endian(machine: &Pickle) -> bool {
    let Value::Dict(entries) = machine.root() else { return false };
    let entry = entries.iter().find(|(key, _)| machine.text(*key) == Some("little_endian"));
    entry.is_some_and(|(_, value)| *machine.get(*value) == Value::Bool(true))
}

/// Each storage is its number of elements, eight bytes, and then the elements.
fn legacy_storages<'a>(
    object: &Pickle,
    keys: &Pickle,
    mut rest: &'a [u8],
) -> Result<Storages<'a>, ConversionError> {
    let Value::List(list) = keys.root() else {
        return Err(ConversionError::NotAStateDict("the list of its storages is missing".into()));
    };
    let widths = widths(object);
    let mut storages = Storages::new();
    for &key in list {
        let key = keys.text(key).unwrap_or_default();
        let Some(width) = widths.get(key) else {
            let message = format!("no tensor uses the storage `{key}`");
            return Err(ConversionError::NotAStateDict(message));
        };
        let cut = || ConversionError::Truncated(format!("the storage `{key}` is not all there"));
        let (count, after) = rest.split_first_chunk::<8>().ok_or_else(cut)?;
        let length = usize::try_from(u64::from_le_bytes(*count)).ok();
        let length = length.and_then(|count| count.checked_mul(*width)).ok_or_else(cut)?;
        let (content, after) = after.split_at_checked(length).ok_or_else(cut)?;
        storages.insert(key.to_owned(), content);
        rest = after;
    }
    Ok(storages)
}

/// Bytes of an element of each storage that the tensors name.
fn widths(object: &Pickle) -> BTreeMap<&str, usize> {
    let Value::Dict(entries) = object.root() else { return BTreeMap::new() };
    let storages = entries.iter().filter_map(|(_, value)| match object.get(*value) {
        Value::Tensor(tensor) => storage(object, tensor),
        _ => None,
    });
    storages.map(|storage| (storage.key.as_str(), width(storage.dtype))).collect()
}

/// Bytes of an element.
fn width(dtype: &str) -> usize {
    match dtype {
        "float64" | "int64" => 8,
        "float32" | "int32" => 4,
        "float16" | "bfloat16" | "int16" => 2,
        _ => 1,
    }
}

fn storage<'a>(object: &'a Pickle, tensor: &pickle::Tensor) -> Option<&'a Storage> {
    match object.get(tensor.storage) {
        Value::Storage(storage) => Some(storage),
        _ => None,
    }
}

fn tensors(object: &Pickle, storages: &Storages) -> Result<StateDict, ConversionError> {
    let Value::Dict(entries) = object.root() else {
        let message = "its content is not a dict of names and tensors";
        return Err(ConversionError::NotAStateDict(message.into()));
    };
    let mut state: StateDict = Vec::with_capacity(entries.len());
    let mut known = BTreeSet::new();
    // Tensors may share a storage, but not as often as to become many times the file.
    let held: usize = storages.values().map(|content| content.len()).sum();
    let mut left = held.saturating_mul(MOST_SHARED);
    for (key, value) in entries {
        let Some(name) = object.text(*key) else {
            return Err(ConversionError::NotAStateDict("a key is not a text".into()));
        };
        let Value::Tensor(tensor) = object.get(*value) else {
            return Err(ConversionError::NotAStateDict(format!("`{name}` is not a tensor")));
        };
        if !known.insert(name) {
            return Err(ConversionError::NotAStateDict(format!("`{name}` is there twice")));
        }
        let array = array(object, tensor, storages);
        let array = array.map_err(|problem| match problem {
            Problem::Cut(problem) => ConversionError::Truncated(problem),
            Problem::Bad(fault, problem) => {
                ConversionError::BadTensor { name: name.to_owned(), problem, fault }
            }
        })?;
        let spent = left.checked_sub(array.values.len());
        left = spent.ok_or_else(|| {
            ConversionError::NotAStateDict("its tensors are many times as large as it".into())
        })?;
        state.push((name.to_owned(), array));
    }
    Ok(state)
}

enum Problem {
    Cut(String),
    Bad(Fault, String),
}

fn array(object: &Pickle, tensor: &pickle::Tensor, storages: &Storages) -> Result<Array, Problem> {
    let bad = |problem: String| Problem::Bad(Fault::Bytes, problem);
    let Some(storage) = storage(object, tensor) else {
        return Err(bad("has no storage".to_owned()));
    };
    let width = width(storage.dtype);
    let number: fn(&[u8]) -> Option<f32> = match storage.dtype {
        "float32" => |bytes| Some(f32::from_le_bytes(*bytes.first_chunk()?)),
        "float16" => |bytes| Some(half::f16::from_le_bytes(*bytes.first_chunk()?).to_f32()),
        "bfloat16" => |bytes| Some(half::bf16::from_le_bytes(*bytes.first_chunk()?).to_f32()),
        other => {
            let problem = format!("is {other}; only float32 is converted");
            return Err(Problem::Bad(Fault::Numbers, problem));
        }
    };
    let Some(content) = storages.get(&storage.key) else {
        return Err(bad(format!("lies in the storage `{}`, which is missing", storage.key)));
    };
    if content.len() / width < storage.elements {
        return Err(Problem::Cut(format!("the storage `{}` is not all there", storage.key)));
    }
    let shape = &tensor.shape;
    let elements = shape.iter().try_fold(1usize, |product, &size| product.checked_mul(size));
    let elements = elements.filter(|&elements| elements <= storage.elements);
    let Some(elements) = elements else {
        return Err(bad(format!("has the shape {shape:?}, larger than its storage")));
    };
    let outside = || bad("reaches beyond its storage".to_owned());
    let mut values = Vec::with_capacity(elements);
    for index in 0..elements {
        let at = place(tensor, index).filter(|&at| at < storage.elements).ok_or_else(outside)?;
        values.push(number(&content[at * width..]).ok_or_else(outside)?);
    }
    if let Some(value) = values.iter().find(|value| !value.is_finite()) {
        let problem = format!("({}) holds {value}, which is no weight", storage.dtype);
        return Err(Problem::Bad(Fault::NotFinite, problem));
    }
    Ok(Array { shape: shape.clone(), values })
}

/// Where in its storage the element `index` (in row-major order) of `tensor` lies.
fn place(tensor: &pickle::Tensor, index: usize) -> Option<usize> {
    let mut rest = index;
    let mut at = tensor.offset;
    for (&size, &stride) in tensor.shape.iter().zip(&tensor.strides).rev() {
        at = at.checked_add((rest % size).checked_mul(stride)?)?;
        rest /= size;
    }
    Some(at)
}
