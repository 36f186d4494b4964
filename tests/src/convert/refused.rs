//! Weights that are not converted, and why.

use faircat::conversion::interaction_network::{Form, convert};
use zip::write::SimpleFileOptions;

use super::{archive, stored};
use crate::small_networks::{SIZES, Shapes, integer, legacy, pickle, text};

fn refusal(bytes: &[u8]) -> String {
    convert(bytes, Form::Factorised).unwrap_err().to_string()
}

#[test]
fn pickles_with_code_are_refused_by_name() {
    let cases: [(&[u8], &str); 6] = [
        (
            b"cos\nsystem\n(S'true'\ntR.",
            "the pickle wants to run `os.system` (byte 0), which no state dict needs",
        ),
        (
            b"\x80\x02cbuiltins\neval\nX\x01\x00\x00\x001\x85R.",
            "the pickle wants to run `builtins.eval` (byte 2), which no state dict needs",
        ),
        (
            b"\x80\x02ctorch\n_utils._rebuild_tensor_v2.__globals__\n.",
            "the pickle wants to run `torch._utils._rebuild_tensor_v2.__globals__` (byte 2), \
             which no state dict needs",
        ),
        (
            b"\x80\x04\x8c\x02os\x8c\x06system\x93.",
            "the pickle has the instruction SHORT_BINUNICODE (byte 2), which no state dict needs",
        ),
        (
            b"not a pickle",
            "this is not a PyTorch state dict: it begins neither as a ZIP archive nor with \
             PyTorch's magic number",
        ),
        (b"", "the pickle is cut short after 0 bytes"),
    ];
    for (bytes, message) in cases {
        assert_eq!(refusal(bytes), message);
    }
}

#[test]
fn code_within_a_state_dict_is_refused() {
    let mut bytes = legacy(&[]);
    let end = bytes.windows(4).rposition(|it| it == b"}(u.").unwrap();
    bytes.splice(end..end + 4, *b"\x80\x02cposix\nsystem\n(X\x02\x00\x00\x00lstR.");
    assert!(refusal(&bytes).starts_with("the pickle wants to run `posix.system`"), "{bytes:?}");
    for (opcode, name) in [(b'o', "OBJ"), (0x81, "NEWOBJ"), (b'i', "INST"), (0x93, "STACK_GLOBAL")]
    {
        let mut bytes = legacy(&[]);
        bytes[end] = opcode;
        let expected =
            format!("the pickle has the instruction {name} (byte 2), which no state dict needs");
        assert_eq!(refusal(&bytes), expected);
    }
}

#[test]
fn pickles_that_contradict_themselves_are_refused() {
    let cases: [(&[u8], &str); 4] = [
        (b"]K\x01K\x02s.", "the pickle is broken at byte 7: an entry is set in what is no dict"),
        (b"u.", "the pickle is broken at byte 2: a mark is missing"),
        (b"}(K\x01u.", "the pickle is broken at byte 6: a key has no value"),
        (b"h\x07.", "the pickle is broken at byte 2: nothing is stored under that number"),
    ];
    let whole = legacy(&[]);
    let end = whole.windows(4).rposition(|it| it == b"}(u.").unwrap();
    for (content, message) in cases {
        let mut bytes = whole.clone();
        bytes.splice(end..end + 4, content.iter().copied());
        assert_eq!(refusal(&bytes), message);
    }
    // An empty dict is a state dict, of another network.
    assert_eq!(
        refusal(&whole),
        "these are not the weights of an interaction network: `fr1.weight` is missing"
    );
}

#[test]
fn every_cut_of_a_file_is_an_error() {
    for whole in [legacy(&SIZES.shapes()), archive(&SIZES.shapes(), stored())] {
        assert!(convert(&whole, Form::Factorised).is_ok());
        for length in (0..whole.len()).step_by(7) {
            assert!(convert(&whole[..length], Form::Factorised).is_err(), "{length}");
        }
    }
    let whole = legacy(&SIZES.shapes());
    assert_eq!(
        refusal(&whole[..whole.len() - 1]),
        "the file is cut short: the storage `19` is not all there"
    );
}

#[test]
fn an_archive_without_its_end_is_cut_short() {
    let whole = archive(&SIZES.shapes(), stored());
    let error = convert(&whole[..whole.len() / 2], Form::Factorised).unwrap_err();
    assert_eq!(error.to_string(), "the file is cut short: the archive has no end");
    assert!(error.hint().starts_with("get the file again"), "{}", error.hint());
}

/// As in PyTorch's own tutorial on checkpoints.
#[test]
fn the_entry_of_a_checkpoint_that_is_a_state_dict_is_named() {
    let state = pickle(&SIZES.shapes());
    let object = [
        b"\x80\x02}(".to_vec(),
        text("model_state_dict"),
        state[2..state.len() - 1].to_vec(),
        text("loss"),
        b"G\x3f\xe0\0\0\0\0\0\0u.".to_vec(),
    ];
    let mut bytes = legacy(&SIZES.shapes());
    let at = bytes.windows(state.len()).position(|it| it == state).unwrap();
    bytes.splice(at..at + state.len(), object.concat());
    let error = convert(&bytes, Form::Factorised).unwrap_err();
    let said = "this is no state dict, but holds one in its entry `model_state_dict`";
    assert_eq!(error.to_string(), said);
    assert!(error.hint().contains("torch.load(file)[\"state_dict\"]"), "{}", error.hint());
}

#[test]
fn remedies_are_of_what_is_wrong() {
    let whole = legacy(&[("w".to_owned(), vec![1])]);
    let nan = [&whole[..whole.len() - 4], &f32::NAN.to_le_bytes()[..]].concat();
    let error = convert(&nan, Form::Factorised).unwrap_err();
    assert_eq!(error.to_string(), "the tensor `w` (float32) holds NaN, which is no weight");
    assert!(error.hint().starts_with("take weights from before"), "{}", error.hint());
    let mut shapes = SIZES.shapes();
    shapes.iter_mut().for_each(|(name, _)| name.insert_str(0, "model."));
    shapes.push(("loss.weight".to_owned(), vec![1]));
    let said = refusal(&legacy(&shapes));
    assert!(
        said.ends_with("`fr1.weight` is missing, though `model.fr1.weight` is there"),
        "{said}"
    );
}

#[test]
fn compressed_archives_are_refused() {
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    assert_eq!(
        refusal(&archive(&SIZES.shapes(), options)),
        "this is not a PyTorch state dict: `archive/data.pkl` is compressed, which PyTorch never does"
    );
}

#[test]
fn weights_of_another_network_are_refused() {
    let changed = |change: &dyn Fn(&mut Shapes)| {
        let mut shapes = SIZES.shapes();
        change(&mut shapes);
        refusal(&legacy(&shapes))
    };
    let prefix = "these are not the weights of an interaction network: ";
    let cases = [
        (
            changed(&|shapes| shapes[2].1 = vec![4, 5]),
            "`fr2.weight` has the shape [4, 5]; [4, 4] is expected",
        ),
        (
            changed(&|shapes| shapes[0].1 = vec![4, 7]),
            "`fr1.weight` has the shape [4, 7]; [4, 6] is expected",
        ),
        (
            changed(&|shapes| shapes[0].1 = vec![24]),
            "`fr1.weight` has the shape [24]; a matrix is expected",
        ),
        (
            changed(&|shapes| shapes[6].1 = vec![4, 3]),
            "`fr1_pv.weight` takes 3 features, but a track alone has 3",
        ),
        (changed(&|shapes| shapes.truncate(19)), "`fc_fixed.bias` is missing"),
        (
            changed(&|shapes| shapes.push(("bn.weight".to_owned(), vec![1]))),
            "it has no `bn.weight`",
        ),
    ];
    for (found, message) in cases {
        assert_eq!(found, format!("{prefix}{message}"));
    }
}

#[test]
fn descriptions_larger_than_the_file_take_no_memory() {
    let huge = |shape: &[usize]| {
        let mut bytes = legacy(&[("fr1.weight".to_owned(), vec![2, 2])]);
        let sizes: Vec<u8> = [2, 2].iter().flat_map(|&size| integer(size)).collect();
        let at = bytes.windows(sizes.len()).position(|it| it == sizes).unwrap();
        bytes.splice(at..at + sizes.len(), shape.iter().flat_map(|&size| integer(size)));
        refusal(&bytes)
    };
    assert_eq!(
        huge(&[1 << 20, 1 << 20]),
        "the tensor `fr1.weight` has the shape [1048576, 1048576], larger than its storage"
    );
    assert_eq!(huge(&[4, 1]), "the tensor `fr1.weight` reaches beyond its storage");
}
