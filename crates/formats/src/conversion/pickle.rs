//! Reading the pickles that `torch.save` writes, without running them.
//!
//! Python's own description of the format is the module `pickletools`. Values are kept in one list
//! and name each other by their place in it, so that neither shared nor cyclic values cost more
//! than the bytes that describe them.

mod objects;
mod values;

use std::collections::BTreeMap;

use super::opcodes::{name, needed::*};
use values::MOST_VALUES;
pub use values::{Global, Id, Pickle, PickleError, Storage, Tensor, Value};

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
            BINFLOAT => {
                self.take(8)?;
                self.push(Value::Float)
            }
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
}

/// A little-endian integer in two's complement of at most 16 bytes.
fn signed(bytes: &[u8]) -> Option<i128> {
    let mut whole = [if bytes.last()? & 0x80 == 0 { 0 } else { 0xff }; 16];
    whole.get_mut(..bytes.len())?.copy_from_slice(bytes);
    Some(i128::from_le_bytes(whole))
}
