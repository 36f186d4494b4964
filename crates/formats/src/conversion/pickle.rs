//! Reading the pickles that `torch.save` writes, without running them.
//!
//! Python's own description of the format is the module `pickletools`. Values are kept in one list
//! and name each other by their place in it, so that neither shared nor cyclic values cost more
//! than the bytes that describe them.

use std::collections::BTreeMap;

use thiserror::Error;

use super::opcodes::{name, needed::*};

/// Most values of one pickle; a state dict has about twenty for each tensor.
const MOST_VALUES: usize = 1_000_000;

/// Why a pickle is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PickleError {
    /// Something that only a pickle that runs code needs.
    #[error("the pickle wants to run `{global}` (byte {at}), which no state dict needs")]
    Code { global: String, at: usize },
    /// An instruction outside the short list.
    #[error("the pickle has the instruction {opcode} (byte {at}), which no state dict needs")]
    Opcode { opcode: String, at: usize },
    /// An instruction that does not fit what came before it.
    #[error("the pickle is broken at byte {at}: {problem}")]
    Broken { at: usize, problem: &'static str },
    /// The bytes end within the pickle.
    #[error("the pickle is cut short after {length} bytes")]
    Truncated { length: usize },
    /// The bytes describe too much.
    #[error("the pickle describes more than {MOST_VALUES} values")]
    TooLarge,
}

impl PickleError {
    /// Stable name of the problem.
    pub fn code(&self) -> &'static str {
        match self {
            PickleError::Code { .. } | PickleError::Opcode { .. } => "pickle-code",
            PickleError::Truncated { .. } => "truncated",
            PickleError::Broken { .. } | PickleError::TooLarge => "pickle",
        }
    }

    /// What to do about it.
    pub(super) fn hint(&self) -> &'static str {
        match self {
            PickleError::Code { .. } => {
                "nothing was run; if you trust the file, save its state dict alone, with \
                 `torch.save(model.state_dict(), file)`"
            }
            PickleError::Truncated { .. } => {
                "get the file again and compare its size and SHA-256 with those of its record"
            }
            _ => "save the weights with `torch.save(model.state_dict(), file)`",
        }
    }
}

/// Place of a value in [`Pickle`].
pub type Id = usize;

/// What a pickle of data is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    None,
    Bool(bool),
    Int(i128),
    Text(String),
    Tuple(Vec<Id>),
    List(Vec<Id>),
    /// Keys and values in the order in which they were set.
    Dict(Vec<(Id, Id)>),
    Global(Global),
    Storage(Storage),
    Tensor(Tensor),
}

/// The names that a state dict may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Global {
    OrderedDict,
    RebuildTensor,
    RebuildParameter,
    /// A type of storage, by the type of its elements in ONNX's spelling.
    StorageType(&'static str),
}

/// Elements that lie outside the pickle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storage {
    pub dtype: &'static str,
    pub key: String,
    pub elements: usize,
}

/// A view of a storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tensor {
    /// Place of a [`Value::Storage`].
    pub storage: Id,
    /// Elements before the first one.
    pub offset: usize,
    pub shape: Vec<usize>,
    /// Elements from one entry of an axis to the next.
    pub strides: Vec<usize>,
}

/// The values of one pickle.
#[derive(Clone, Debug)]
pub struct Pickle {
    values: Vec<Value>,
    root: Id,
    /// Bytes that the pickle took.
    pub length: usize,
}

impl Pickle {
    /// The value that the pickle stands for.
    pub fn root(&self) -> &Value {
        self.get(self.root)
    }

    /// The value at `id`.
    pub fn get(&self, id: Id) -> &Value {
        self.values.get(id).unwrap_or(&Value::None)
    }

    /// The text at `id`.
    pub fn text(&self, id: Id) -> Option<&str> {
        match self.get(id) {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads the pickle at the start of `bytes`.
pub fn read(bytes: &[u8]) -> Result<Pickle, PickleError> {
    let mut reader = Reader::new(bytes);
    loop {
        let at = reader.at;
        let opcode = reader.byte()?;
        if opcode == STOP {
            let root = reader.pop()?;
            return Ok(Pickle { values: reader.values, root, length: reader.at });
        }
        reader.begun = at;
        reader.step(opcode)?;
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    /// Next byte.
    at: usize,
    /// First byte of the instruction at work.
    begun: usize,
    values: Vec<Value>,
    stack: Vec<Id>,
    /// Heights of the stack at the marks.
    marks: Vec<usize>,
    memo: BTreeMap<u32, Id>,
    /// Places that were named again or put into a list or a dict: they take memory too.
    named: usize,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader {
            bytes,
            at: 0,
            begun: 0,
            values: Vec::new(),
            stack: Vec::new(),
            marks: Vec::new(),
            memo: BTreeMap::new(),
            named: 0,
        }
    }

    fn step(&mut self, opcode: u8) -> Result<(), PickleError> {
        match opcode {
            PROTO => self.byte().map(drop),
            MARK => {
                self.marks.push(self.stack.len());
                Ok(())
            }
            NONE => self.push(Value::None),
            NEWTRUE => self.push(Value::Bool(true)),
            NEWFALSE => self.push(Value::Bool(false)),
            BININT | BININT1 | BININT2 | LONG1 => self.integer(opcode),
            BINUNICODE => self.unicode(),
            EMPTY_TUPLE => self.push(Value::Tuple(Vec::new())),
            TUPLE => {
                let items = self.since_mark()?;
                self.push(Value::Tuple(items))
            }
            TUPLE1 => self.tuple(1),
            TUPLE2 => self.tuple(2),
            TUPLE3 => self.tuple(3),
            EMPTY_LIST => self.push(Value::List(Vec::new())),
            EMPTY_DICT => self.push(Value::Dict(Vec::new())),
            APPEND => {
                let items = self.pop_many(1)?;
                self.append(items)
            }
            APPENDS => {
                let items = self.since_mark()?;
                self.append(items)
            }
            SETITEM => {
                let items = self.pop_many(2)?;
                self.set(&items)
            }
            SETITEMS => {
                let items = self.since_mark()?;
                self.set(&items)
            }
            BINPUT | LONG_BINPUT => self.memorise(opcode),
            BINGET | LONG_BINGET => self.recall(opcode),
            GLOBAL => self.global(),
            REDUCE => self.reduce(),
            BUILD => self.build(),
            BINPERSID => self.storage(),
            _ => Err(PickleError::Opcode { opcode: name(opcode), at: self.begun }),
        }
    }

    fn broken(&self, problem: &'static str) -> PickleError {
        PickleError::Broken { at: self.begun, problem }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], PickleError> {
        let end = self.at.checked_add(count).filter(|&end| end <= self.bytes.len());
        let end = end.ok_or(PickleError::Truncated { length: self.bytes.len() })?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, PickleError> {
        Ok(self.take(1)?[0])
    }

    /// An unsigned number of `width` bytes, little-endian.
    fn number(&mut self, width: usize) -> Result<u32, PickleError> {
        let bytes = self.take(width)?;
        Ok(bytes.iter().rev().fold(0, |value, &byte| value << 8 | u32::from(byte)))
    }

    fn line(&mut self) -> Result<String, PickleError> {
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|&byte| byte == b'\n');
        let end = end.ok_or(PickleError::Truncated { length: self.bytes.len() })?;
        let text = String::from_utf8_lossy(&rest[..end]).into_owned();
        self.at += end + 1;
        Ok(text)
    }

    fn push(&mut self, value: Value) -> Result<(), PickleError> {
        if self.values.len() == MOST_VALUES {
            return Err(PickleError::TooLarge);
        }
        self.values.push(value);
        self.stack.push(self.values.len() - 1);
        Ok(())
    }

    fn pop(&mut self) -> Result<Id, PickleError> {
        Ok(self.pop_many(1)?[0])
    }

    /// The last `count` values above the last mark.
    fn pop_many(&mut self, count: usize) -> Result<Vec<Id>, PickleError> {
        let floor = self.marks.last().copied().unwrap_or(0);
        let first = self.stack.len().checked_sub(count).filter(|&first| first >= floor);
        let first = first.ok_or(self.broken("a value is missing"))?;
        Ok(self.stack.split_off(first))
    }

    fn since_mark(&mut self) -> Result<Vec<Id>, PickleError> {
        let mark = self.marks.pop().ok_or(self.broken("a mark is missing"))?;
        Ok(self.stack.split_off(mark))
    }

    fn top(&mut self) -> Result<&mut Value, PickleError> {
        let id = self.pop()?;
        self.stack.push(id);
        Ok(&mut self.values[id])
    }

    fn tuple(&mut self, size: usize) -> Result<(), PickleError> {
        let items = self.pop_many(size)?;
        self.push(Value::Tuple(items))
    }

    fn integer(&mut self, opcode: u8) -> Result<(), PickleError> {
        let value = match opcode {
            BININT => i128::from(self.number(4)? as i32),
            BININT1 => i128::from(self.number(1)?),
            BININT2 => i128::from(self.number(2)?),
            _ => {
                let length = usize::from(self.byte()?);
                let bytes = self.take(length)?;
                signed(bytes).ok_or(self.broken("an integer is too large"))?
            }
        };
        self.push(Value::Int(value))
    }

    fn unicode(&mut self) -> Result<(), PickleError> {
        let length = self.number(4)? as usize;
        let text = std::str::from_utf8(self.take(length)?);
        let text = text.map_err(|_| self.broken("a text is not valid UTF-8"))?;
        self.push(Value::Text(text.to_owned()))
    }

    /// Counts `places` that are named once more.
    fn name(&mut self, places: usize) -> Result<(), PickleError> {
        self.named += places;
        if self.named > 4 * MOST_VALUES { Err(PickleError::TooLarge) } else { Ok(()) }
    }

    fn append(&mut self, items: Vec<Id>) -> Result<(), PickleError> {
        self.name(items.len())?;
        match self.top()? {
            Value::List(list) => list.extend(items),
            _ => return Err(self.broken("something is appended to what is no list")),
        }
        Ok(())
    }

    fn set(&mut self, items: &[Id]) -> Result<(), PickleError> {
        self.name(items.len())?;
        let (pairs, []) = items.as_chunks::<2>() else {
            return Err(self.broken("a key has no value"));
        };
        match self.top()? {
            Value::Dict(dict) => dict.extend(pairs.iter().map(|[key, value]| (*key, *value))),
            _ => return Err(self.broken("an entry is set in what is no dict")),
        }
        Ok(())
    }

    fn memorise(&mut self, opcode: u8) -> Result<(), PickleError> {
        self.name(1)?;
        let key = self.number(if opcode == BINPUT { 1 } else { 4 })?;
        let id = self.pop()?;
        self.stack.push(id);
        self.memo.insert(key, id);
        Ok(())
    }

    fn recall(&mut self, opcode: u8) -> Result<(), PickleError> {
        self.name(1)?;
        let key = self.number(if opcode == BINGET { 1 } else { 4 })?;
        let id = self.memo.get(&key).ok_or(self.broken("nothing is stored under that number"))?;
        self.stack.push(*id);
        Ok(())
    }

    fn global(&mut self) -> Result<(), PickleError> {
        let (module, name) = (self.line()?, self.line()?);
        let global = match (module.as_str(), name.as_str()) {
            ("collections", "OrderedDict") => Global::OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2") => Global::RebuildTensor,
            ("torch._utils", "_rebuild_parameter") => Global::RebuildParameter,
            ("torch", storage) if let Some(dtype) = element_type(storage) => {
                Global::StorageType(dtype)
            }
            _ => {
                let global = format!("{module}.{name}");
                return Err(PickleError::Code { global, at: self.begun });
            }
        };
        self.push(Value::Global(global))
    }

    /// Calls one of the three functions that [`Global`] names.
    fn reduce(&mut self) -> Result<(), PickleError> {
        let call = self.pop_many(2)?;
        let Value::Tuple(arguments) = &self.values[call[1]] else {
            return Err(self.broken("the arguments of a call are no tuple"));
        };
        let made = match (&self.values[call[0]], arguments.as_slice()) {
            (Value::Global(Global::OrderedDict), []) => Value::Dict(Vec::new()),
            // Storage, offset, shape, strides, requires_grad, hooks, and sometimes metadata.
            (Value::Global(Global::RebuildTensor), [storage, offset, shape, strides, _, _, ..]) => {
                let tensor = self.tensor(*storage, *offset, *shape, *strides);
                Value::Tensor(tensor.ok_or(self.broken("the arguments of a tensor make no sense"))?)
            }
            (Value::Global(Global::RebuildParameter), [tensor, _, _]) => {
                self.values[*tensor].clone()
            }
            _ => return Err(self.broken("a call does not fit what is called")),
        };
        self.push(made)
    }

    fn tensor(&self, storage: Id, offset: Id, shape: Id, strides: Id) -> Option<Tensor> {
        let Value::Storage(_) = &self.values[storage] else { return None };
        let (shape, strides) = (self.sizes(shape)?, self.sizes(strides)?);
        let offset = self.size(offset)?;
        (shape.len() == strides.len()).then_some(Tensor { storage, offset, shape, strides })
    }

    fn size(&self, id: Id) -> Option<usize> {
        match self.values[id] {
            Value::Int(value) => usize::try_from(value).ok(),
            _ => None,
        }
    }

    fn sizes(&self, id: Id) -> Option<Vec<usize>> {
        match &self.values[id] {
            // PyTorch itself has at most 64 axes.
            Value::Tuple(items) if items.len() <= 64 => {
                items.iter().map(|&item| self.size(item)).collect()
            }
            _ => None,
        }
    }

    /// Attributes of a dict, such as the versions that PyTorch keeps of modules, say nothing of
    /// the weights.
    fn build(&mut self) -> Result<(), PickleError> {
        self.pop()?;
        match self.top()? {
            Value::Dict(_) => Ok(()),
            _ => Err(self.broken("attributes are set on what is no dict")),
        }
    }

    /// `('storage', type, key, device, elements)`, and in old files a view of it or `None`.
    fn storage(&mut self) -> Result<(), PickleError> {
        let id = self.pop()?;
        let problem = self.broken("a storage is not described as PyTorch does");
        let Value::Tuple(items) = &self.values[id] else { return Err(problem) };
        let [kind, dtype, key, _device, elements, view @ ..] = items.as_slice() else {
            return Err(problem);
        };
        let whole = view.iter().all(|&view| self.values[view] == Value::None);
        let value = match (&self.values[*kind], &self.values[*dtype], &self.values[*key]) {
            (Value::Text(kind), Value::Global(Global::StorageType(dtype)), Value::Text(key))
                if kind == "storage" && whole =>
            {
                let elements = self.size(*elements).ok_or(problem)?;
                Value::Storage(Storage { dtype, key: key.clone(), elements })
            }
            _ => return Err(problem),
        };
        self.push(value)
    }
}

/// Element type of PyTorch's class of storages, in ONNX's spelling.
fn element_type(storage: &str) -> Option<&'static str> {
    Some(match storage {
        "FloatStorage" => "float32",
        "DoubleStorage" => "float64",
        "HalfStorage" => "float16",
        "BFloat16Storage" => "bfloat16",
        "LongStorage" => "int64",
        "IntStorage" => "int32",
        "ShortStorage" => "int16",
        "CharStorage" => "int8",
        "ByteStorage" => "uint8",
        "BoolStorage" => "bool",
        _ => return None,
    })
}

/// A little-endian integer in two's complement of at most 16 bytes.
fn signed(bytes: &[u8]) -> Option<i128> {
    let mut whole = [if bytes.last()? & 0x80 == 0 { 0 } else { 0xff }; 16];
    whole.get_mut(..bytes.len())?.copy_from_slice(bytes);
    Some(i128::from_le_bytes(whole))
}
