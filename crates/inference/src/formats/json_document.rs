//! A JSON text as it stands: numbers without loss, names in their order, and never more memory
//! than was allowed.

use std::cell::Cell;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use faircat_text::beginning;

use crate::number::{self, Number};

/// Bytes that one value takes beside what is in it, about.
const VALUE: u64 = size_of::<Json>() as u64;
/// Bytes that a list or an object takes where it is allocated, at least.
const ALLOCATION: u64 = 64;
/// Most characters of a text that is no name: it is only shown where it stands for a number.
const LONGEST_TEXT: usize = 40;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    /// Also `null`, which is NaN, and `true` and `false`, which are 1 and 0.
    Number(Number),
    /// The beginning of a text.
    Text(String),
    List(Vec<Json>),
    /// Names and values in the order of the text, each name once.
    Object(Vec<(String, Json)>),
}

/// Reads the one value in `bytes`, which may begin with a byte order mark.
///
/// Errors: no JSON, a name that stands twice in an object, more than `limit` bytes of memory.
pub(super) fn parse(bytes: &[u8], limit: u64) -> Result<Json, serde_json::Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (left, passed, found) = (Cell::new(limit), Cell::new(0), Cell::new((0, 0)));
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let numbers = Numbers { text: bytes, passed: &passed, found: &found };
    let value = Budget { left: &left, numbers }.deserialize(&mut reader)?;
    reader.end().map(|()| value)
}

/// Memory that may still be taken.
#[derive(Clone, Copy)]
struct Budget<'a> {
    left: &'a Cell<u64>,
    numbers: Numbers<'a>,
}

/// Where the numbers of a text stand: the reader hands them over in double precision, which is too
/// little for some that single precision is wanted of.
#[derive(Clone, Copy)]
struct Numbers<'a> {
    text: &'a [u8],
    /// How many were handed over.
    passed: &'a Cell<usize>,
    /// How many were looked for, and where the last of them ends.
    found: &'a Cell<(usize, usize)>,
}

impl Numbers<'_> {
    fn pass(&self) {
        self.passed.set(self.passed.get() + 1);
    }

    /// The one that was handed over last, as it is written.
    fn last(&self) -> Option<&str> {
        let (mut count, mut end) = self.found.get();
        let mut place = None;
        while count < self.passed.get() {
            let next = next_number(self.text, end)?;
            (count, end) = (count + 1, next.end);
            place = Some(next);
        }
        self.found.set((count, end));
        std::str::from_utf8(self.text.get(place?)?).ok()
    }
}

/// Where the first number stands that begins at `at` or later, outside of texts.
fn next_number(text: &[u8], mut at: usize) -> Option<Range<usize>> {
    let is_part = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
    loop {
        match text.get(at)? {
            b'"' => at = text_end(text, at + 1),
            b'-' | b'0'..=b'9' => {
                let length = text[at..].iter().take_while(|byte| is_part(byte)).count();
                return Some(at..at + length);
            }
            _ => at += 1,
        }
    }
}

/// Behind the closing quote.
fn text_end(text: &[u8], mut at: usize) -> usize {
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

impl Budget<'_> {
    fn take<E: Error>(&self, bytes: u64) -> Result<(), E> {
        let left = self.left.get().checked_sub(bytes);
        self.left.set(left.ok_or_else(|| E::custom("it holds too much to be read at once"))?);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Budget<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Budget<'_> {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Number(Number::Float(f64::NAN)))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Number(Number::Int(value.into())))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        self.numbers.pass();
        Ok(Json::Number(Number::Int(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        self.numbers.pass();
        Ok(Json::Number(Number::of_u64(value)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        self.numbers.pass();
        let text = if number::is_halfway(value) { self.numbers.last() } else { None };
        Ok(Json::Number(text.and_then(Number::parse).unwrap_or(Number::Float(value))))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        self.take(ALLOCATION)?;
        Ok(Json::Text(beginning(text, LONGEST_TEXT).into_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        self.take(ALLOCATION)?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            // A vector that grows has room for twice as many.
            self.take(2 * VALUE)?;
            list.push(item);
        }
        list.shrink_to_fit();
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        self.take(ALLOCATION)?;
        let mut object: Vec<(String, Json)> = Vec::new();
        while let Some(name) = entries.next_key::<String>()? {
            self.take(4 * VALUE + ALLOCATION + name.len() as u64)?;
            object.push((name, entries.next_value_seed(self)?));
        }
        let mut names: Vec<&str> = object.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            let name = beginning(twice[0], LONGEST_TEXT);
            return Err(A::Error::custom(format!("the name `{name}` stands twice")));
        }
        Ok(Json::Object(object))
    }
}
