//! The instructions of a pickle, by the names that Python's `pickletools` gives them.

/// Instructions that a state dict needs, and the numbers that checkpoints hold beside one.
pub(super) mod needed {
    pub(in crate::conversion) const MARK: u8 = b'(';
    pub(in crate::conversion) const STOP: u8 = b'.';
    pub(in crate::conversion) const PROTO: u8 = 0x80;
    pub(in crate::conversion) const NONE: u8 = b'N';
    pub(in crate::conversion) const NEWTRUE: u8 = 0x88;
    pub(in crate::conversion) const NEWFALSE: u8 = 0x89;
    pub(in crate::conversion) const BININT: u8 = b'J';
    pub(in crate::conversion) const BININT1: u8 = b'K';
    pub(in crate::conversion) const BININT2: u8 = b'M';
    pub(in crate::conversion) const LONG1: u8 = 0x8a;
    pub(in crate::conversion) const BINFLOAT: u8 = b'G';
    pub(in crate::conversion) const BINUNICODE: u8 = b'X';
    pub(in crate::conversion) const EMPTY_TUPLE: u8 = b')';
    pub(in crate::conversion) const TUPLE: u8 = b't';
    pub(in crate::conversion) const TUPLE1: u8 = 0x85;
    pub(in crate::conversion) const TUPLE2: u8 = 0x86;
    pub(in crate::conversion) const TUPLE3: u8 = 0x87;
    pub(in crate::conversion) const EMPTY_LIST: u8 = b']';
    pub(in crate::conversion) const APPEND: u8 = b'a';
    pub(in crate::conversion) const APPENDS: u8 = b'e';
    pub(in crate::conversion) const EMPTY_DICT: u8 = b'}';
    pub(in crate::conversion) const SETITEM: u8 = b's';
    pub(in crate::conversion) const SETITEMS: u8 = b'u';
    pub(in crate::conversion) const BINPUT: u8 = b'q';
    pub(in crate::conversion) const LONG_BINPUT: u8 = b'r';
    pub(in crate::conversion) const BINGET: u8 = b'h';
    pub(in crate::conversion) const LONG_BINGET: u8 = b'j';
    pub(in crate::conversion) const GLOBAL: u8 = b'c';
    pub(in crate::conversion) const REDUCE: u8 = b'R';
    pub(in crate::conversion) const BUILD: u8 = b'b';
    pub(in crate::conversion) const BINPERSID: u8 = b'Q';
}

/// Instructions that are refused, for messages.
const REFUSED: [(u8, &str); 37] = [
    (b'I', "INT"),
    (b'L', "LONG"),
    (0x8b, "LONG4"),
    (b'S', "STRING"),
    (b'T', "BINSTRING"),
    (b'U', "SHORT_BINSTRING"),
    (b'B', "BINBYTES"),
    (b'C', "SHORT_BINBYTES"),
    (0x8e, "BINBYTES8"),
    (0x96, "BYTEARRAY8"),
    (0x97, "NEXT_BUFFER"),
    (0x98, "READONLY_BUFFER"),
    (b'V', "UNICODE"),
    (0x8c, "SHORT_BINUNICODE"),
    (0x8d, "BINUNICODE8"),
    (b'F', "FLOAT"),
    (b'l', "LIST"),
    (b'd', "DICT"),
    (0x8f, "EMPTY_SET"),
    (0x90, "ADDITEMS"),
    (0x91, "FROZENSET"),
    (b'0', "POP"),
    (b'1', "POP_MARK"),
    (b'2', "DUP"),
    (b'g', "GET"),
    (b'p', "PUT"),
    (0x94, "MEMOIZE"),
    (0x82, "EXT1"),
    (0x83, "EXT2"),
    (0x84, "EXT4"),
    (0x93, "STACK_GLOBAL"),
    (b'i', "INST"),
    (b'o', "OBJ"),
    (0x81, "NEWOBJ"),
    (0x92, "NEWOBJ_EX"),
    (b'P', "PERSID"),
    (0x95, "FRAME"),
];

/// The name of a refused instruction, or its byte.
pub(super) fn name(opcode: u8) -> String {
    match REFUSED.iter().find(|(code, _)| *code == opcode) {
        Some((_, name)) => (*name).to_owned(),
        None => format!("0x{opcode:02x}"),
    }
}
