//! Counts the messages of an ONNX file before they are decoded.
//!
//! An empty protobuf message takes two bytes in a file and some hundred in memory, so that a
//! small file could fill the memory of the machine. Only the wire format is read here:
//! <https://protobuf.dev/programming-guides/encoding/>.

use super::OnnxError;

/// Most messages and short strings of one file. Networks of some thousand layers have about
/// a tenth of it; decoded, this many take at most a few hundred megabytes.
const MOST_MESSAGES: usize = 500_000;

/// Deepest nesting of messages: graphs within attributes within nodes, four levels each.
const DEEPEST: usize = 48;

/// The messages of `onnx.proto3` that hold further messages or lists of strings.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Model,
    Graph,
    Node,
    Attribute,
    Tensor,
    SparseTensor,
    ValueInfo,
    Type,
    TensorType,
    Shape,
    Training,
    Function,
    Annotation,
    /// Nothing within it is counted further.
    Leaf,
}

/// What the field `number` of a message of `kind` holds, where it is counted.
pub(super) fn child(kind: Kind, number: u64) -> Option<Kind> {
    use Kind::*;
    Some(match (kind, number) {
        (Model, 7) => Graph,
        (Model, 8 | 14) => Leaf,
        (Model, 20) => Training,
        (Model, 25) => Function,
        (Graph, 1) => Node,
        (Graph, 5) => Tensor,
        (Graph, 15) => SparseTensor,
        (Graph, 11..=13) => ValueInfo,
        (Graph, 14) => Annotation,
        (Node, 1 | 2) => Leaf,
        (Node, 5) => Attribute,
        (Attribute, 5 | 10) => Tensor,
        (Attribute, 6 | 11) => Graph,
        (Attribute, 22 | 23) => SparseTensor,
        (Attribute, 14 | 15) => Type,
        (Attribute, 9) => Leaf,
        (Tensor, 6 | 13) => Leaf,
        (SparseTensor, 1 | 2) => Tensor,
        (ValueInfo, 2) => Type,
        (Type, 1 | 4 | 5 | 8 | 9) => TensorType,
        (TensorType, 2) => Shape,
        (Shape, 1) => Leaf,
        (Training, 1 | 2) => Graph,
        (Training, 3 | 4) => Leaf,
        (Function, 4 | 5 | 6 | 9) => Leaf,
        (Function, 7) => Node,
        (Annotation, 2) => Leaf,
        _ => return None,
    })
}

/// Errors: a file that is no protobuf, is cut short, or holds too many messages.
pub(super) fn check(bytes: &[u8]) -> Result<(), OnnxError> {
    let mut messages = 0;
    let mut open = vec![(Kind::Model, bytes)];
    while let Some((kind, rest)) = open.pop() {
        let Some((field, after)) = next_field(rest)? else { continue };
        open.push((kind, after));
        let Field::Bytes(number, content) = field else { continue };
        let Some(inner) = child(kind, number) else { continue };
        messages += 1;
        if messages > MOST_MESSAGES {
            return Err(OnnxError::TooMany { what: "messages", limit: MOST_MESSAGES });
        }
        if open.len() > DEEPEST {
            return Err(OnnxError::TooMany { what: "levels of nesting", limit: DEEPEST });
        }
        if !matches!(inner, Kind::Leaf) {
            open.push((inner, content));
        }
    }
    Ok(())
}

/// A field, by its number.
pub(super) enum Field<'a> {
    Bytes(u64, &'a [u8]),
    Other(u64),
}

/// The first field of `bytes` and what follows it; `None` at the end.
pub(super) fn next_field(bytes: &[u8]) -> Result<Option<(Field<'_>, &[u8])>, OnnxError> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let (tag, rest) = varint(bytes)?;
    let skipped = |count: usize| rest.get(count..).ok_or_else(|| cut("a number"));
    let (field, after) = match tag & 7 {
        0 => (Field::Other(tag >> 3), varint(rest)?.1),
        1 => (Field::Other(tag >> 3), skipped(8)?),
        2 => {
            let (length, content) = varint(rest)?;
            let length = usize::try_from(length).map_err(|_| cut("a message"))?;
            let (content, after) =
                content.split_at_checked(length).ok_or_else(|| cut("a message"))?;
            (Field::Bytes(tag >> 3, content), after)
        }
        5 => (Field::Other(tag >> 3), skipped(4)?),
        wire => return Err(OnnxError::NotOnnx(format!("wire type {wire} is not in use"))),
    };
    Ok(Some((field, after)))
}

fn varint(bytes: &[u8]) -> Result<(u64, &[u8]), OnnxError> {
    let mut value = 0;
    for (index, byte) in bytes.iter().take(10).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * index).min(63);
        if byte & 0x80 == 0 {
            return Ok((value, &bytes[index + 1..]));
        }
    }
    Err(cut("a number"))
}

fn cut(what: &str) -> OnnxError {
    OnnxError::NotOnnx(format!("{what} runs past the end"))
}
