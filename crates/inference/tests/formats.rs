//! Files to arrays and back, and files that try to do harm.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use faircat_inference::formats::pieces::Pieces;
use faircat_inference::formats::{FormatError, Limit, Raw, csv, json, npy, npz, safetensors};
use faircat_inference::number::Number;
use faircat_inference::tensor::{Data, Tensor};

/// `numpy.savez_compressed` of `x` (float32 [2, 3]), `big` (`>f8`), `columns` (order F) and
/// `flags` (bool); see make.py beside it.
const NUMPY: &[u8] = include_bytes!("fixtures/numpy.npz");

fn f32s(shape: &[usize], values: &[f32]) -> Tensor {
    Tensor::new(shape.to_vec(), Data::Float32(values.to_vec())).unwrap()
}

#[test]
fn a_file_of_numpy_is_read() {
    let arrays = npz::read(NUMPY, Limit::default()).unwrap();
    assert_eq!(arrays["x"], f32s(&[2, 3], &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]));
    assert_eq!(arrays["big"].data(), &Data::Float64(vec![0.5, -2.0]));
    assert_eq!(arrays["columns"].shape(), [2, 3, 2]);
    let expected: Vec<i32> = (0..12).collect();
    assert_eq!(arrays["columns"].data(), &Data::Int32(expected));
    assert_eq!(arrays["flags"].data(), &Data::Bool(vec![true, false]));
    assert_eq!(arrays["half"].data(), &Data::Float32(vec![0.5, -1.5]));
}

#[test]
fn what_is_written_is_read_again_and_always_has_the_same_bytes() {
    let tensors = [
        f32s(&[2, 1, 2], &[0.1, -0.0, f32::NAN, 3e30]),
        Tensor::new(vec![3], Data::Int64(vec![i64::MIN, 0, i64::MAX])).unwrap(),
        Tensor::new(vec![2], Data::Bool(vec![true, false])).unwrap(),
        Tensor::new(vec![0, 4], Data::Uint16(vec![])).unwrap(),
    ];
    let named = [("a", &tensors[0]), ("b", &tensors[1]), ("c", &tensors[2]), ("d", &tensors[3])];
    let bytes = npz::write(&named).unwrap();
    assert_eq!(bytes, npz::write(&named).unwrap());
    let read = npz::read(&bytes, Limit::default()).unwrap();
    for (name, tensor) in named {
        assert_eq!(read[name].shape(), tensor.shape());
        // NaN differs from itself, its text does not.
        assert_eq!(format!("{:?}", read[name].data()), format!("{:?}", tensor.data()));
        let npy = npy::write(tensor);
        assert_eq!(npy::header(&npy).unwrap().data_start % 64, 0);
        assert_eq!(npy, npy::write(&npy::read(&npy, Limit::default()).unwrap()));
    }
}

#[test]
fn arrays_of_objects_and_records_are_refused() {
    let file = |descr: &str| {
        let text = format!("{{'descr': {descr}, 'fortran_order': False, 'shape': (1,), }}\n");
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((text.len() as u16).to_le_bytes());
        bytes.extend(text.as_bytes());
        bytes
    };
    let refused = |descr: &str| npy::read(&file(descr), Limit::default()).unwrap_err().to_string();
    assert_eq!(refused("'|O'"), "npy: arrays of Python objects are pickles and are not read");
    assert_eq!(refused("'<U4'"), "npy: the element type `<U4` is of text, not numbers");
    assert_eq!(
        refused("[('a', '<f4')]"),
        "npy: it is an array of records; save one array per field"
    );
    assert_eq!(
        refused("'<f4'"),
        "this is no npy file, or it is cut short: the shape [1] needs 4 bytes, not 0"
    );
}

#[test]
fn sizes_that_a_file_only_claims_take_no_memory() {
    let text = "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000), }\n";
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((text.len() as u16).to_le_bytes());
    bytes.extend(text.as_bytes());
    let error = npy::read(&bytes, Limit::default()).unwrap_err();
    assert!(matches!(error, FormatError::TooLarge { bytes: 8_000_000_000_000, .. }), "{error}");
}

#[test]
fn a_zip_bomb_is_cut_at_the_limit() {
    let zeros = f32s(&[1 << 20], &vec![0.0; 1 << 20]);
    let bomb = npz::write(&[("a", &zeros), ("b", &zeros)]).unwrap();
    assert!(bomb.len() < 20_000);
    assert!(npz::read(&bomb, Limit::default()).is_ok());
    let error = npz::read(&bomb, Limit { bytes: 6 << 20 }).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the archive up to `b.npy` takes 6291457 bytes when it is read, more than the limit of \
         6291456"
    );
    assert!(npz::read(&bomb, Limit { bytes: 1 << 20 }).is_err());
}

#[test]
fn damaged_files_are_answered() {
    for end in 0..NUMPY.len() {
        let mut changed = NUMPY.to_vec();
        changed[end] ^= 0x55;
        let _ = npz::read(&changed, Limit { bytes: 1 << 20 });
        assert!(npz::read(&NUMPY[..end], Limit::default()).is_err());
    }
}

fn numbers(values: &[f64]) -> Vec<Number> {
    let number = |&value: &f64| match value.fract() == 0.0 {
        true => Number::Int(value as i64),
        false => Number::Float(value),
    };
    values.iter().map(number).collect()
}

fn json_array(text: &str, name: &str) -> Raw {
    json::read(text.as_bytes(), Limit::default()).unwrap().arrays.remove(name).unwrap()
}

#[test]
fn json_is_read_in_all_its_forms() {
    let decimal = Raw::Decimal { shape: vec![2, 2], values: numbers(&[1.0, 2.0, 3.0, 4.5]) };
    assert_eq!(json_array("{\"x\": [[1, 2], [3, 4.5]]}", "x"), decimal);
    assert_eq!(json_array("[{\"x\": [1, 2]}, {\"x\": [3, 4.5]}]", "x"), decimal);
    assert_eq!(json_array("[[1, 2], [3, 4.5]]", ""), decimal);
    let named = Raw::Named {
        features: vec!["pt".to_owned(), "eta".to_owned()],
        rows: vec![vec![numbers(&[1.0, 2.0]), numbers(&[3.0, 4.0])], vec![]],
    };
    let items = "{\"t\": [[{\"pt\": 1, \"eta\": 2}, {\"eta\": 4, \"pt\": 3}], []]}";
    assert_eq!(json_array(items, "t"), named);
    let lists = "{\"t\": [{\"pt\": [1, 3], \"eta\": [2, 4]}, {\"pt\": [], \"eta\": []}]}";
    assert_eq!(json_array(lists, "t"), named);
    let ragged = Raw::Ragged(vec![vec![numbers(&[1.0])], vec![numbers(&[2.0]), numbers(&[3.0])]]);
    assert_eq!(json_array("{\"t\": [[[1]], [[2], [3]]]}", "t"), ragged);
}

#[test]
fn json_that_does_not_fit_says_where() {
    let refused =
        |text: &str| json::read(text.as_bytes(), Limit::default()).unwrap_err().to_string();
    let unreadable = |text: &str, name: &str| {
        let data = json::read(text.as_bytes(), Limit::default()).unwrap();
        assert!(!data.arrays.contains_key(name));
        data.unreadable[name].clone()
    };
    assert_eq!(unreadable("{\"x\": [1, \"two\"]}", "x"), "\"two\" is not a number");
    assert_eq!(
        refused("{\"x\": [1], \"x\": [2]}"),
        "the name `x` stands twice at line 1 column 20"
    );
    assert!(refused("{\"x\": [1e400]}").contains("number out of range"));
    assert_eq!(refused("[{\"x\": 1}, {\"y\": 1}]"), "row 1 has `y`, which row 0 has not");
    assert_eq!(refused("[{\"x\": 1, \"y\": 1}, {\"y\": 1}]"), "row 1 has no `x`");
    assert_eq!(refused("[{\"x\": 1}, 2]"), "row 1 is not an object, but row 0 is");
    for (rows, reason) in [
        ("[{\"x\": [1, 2, 3]}, {\"x\": [1, 2]}]", "row 1 has 2 numbers, not 3 as row 0"),
        ("{\"x\": [[1, 2, 3], [1, 2]]}", "row 1 has 2 numbers, not 3 as row 0"),
        ("[{\"x\": [1, 2, 3]}, {\"x\": [1, 2, [3]]}]", "row 1 mixes lists with single values"),
        ("{\"x\": [[1, [2]], [1, 2]]}", "row 0 mixes lists with single values"),
        ("{\"x\": [[1, 2], 3]}", "row 1 is a single value, but row 0 is a list"),
        ("{\"x\": [1, [2, 3]]}", "row 1 is a list, but row 0 is a single value"),
        (
            "{\"x\": [[[[1]]], [[[1], [2]]]]}",
            "row 1 has the shape [1, 2, 1], but row 0 has [1, 1, 1]",
        ),
        ("{\"x\": [[[[1]]], [[[1], [2, 3]]]]}", "the lists of row 1 are not equally long"),
    ] {
        assert_eq!(unreadable(rows, "x"), reason);
    }
    let later = json::read_from(b"[{\"x\": [1]}, {\"x\": []}]", Limit::default(), 40).unwrap();
    assert_eq!(later.unreadable["x"], "row 41 has 0 numbers, not 1 as row 40");
    assert_eq!(
        unreadable("{\"t\": [[{\"pt\": 1}, {\"eta\": 1}]]}", "t"),
        "an item of row 0 has `eta`, which the first has not"
    );
    assert!(refused(&"[".repeat(100_000)).contains("recursion limit"));
}

#[test]
fn json_and_csv_are_written() {
    let probabilities = f32s(&[2, 2], &[0.1, 0.9, f32::NAN, 1e-7]);
    let place = Tensor::new(vec![2], Data::Int64(vec![3, -4])).unwrap();
    let json = json::write(&[("p", &probabilities), ("place", &place)]);
    assert_eq!(
        String::from_utf8(json).unwrap(),
        "{\n\"p\": [[0.1, 0.9], [null, 0.0000001]],\n\"place\": [3, -4]\n}\n"
    );
    let table = csv::write(&["p: QCD", "p, Hbb", "place"], &[&probabilities, &place]);
    let lines = "p: QCD,\"p, Hbb\",place\n0.1,0.9,3\nNaN,1e-7,-4\n";
    assert_eq!(String::from_utf8(table).unwrap(), lines);
}

#[test]
fn csv_columns_have_names_and_units() {
    let data = csv::read(b"pt [GeV],eta,kind\n1,2,a\n3,,b\n", Limit::default()).unwrap();
    assert_eq!(data.arrays["pt"], Raw::Decimal { shape: vec![2], values: numbers(&[1.0, 3.0]) });
    let Raw::Decimal { values, .. } = &data.arrays["eta"] else { panic!("{data:?}") };
    assert!(values[1].to_f64().is_nan());
    assert_eq!(data.units["pt"], "GeV");
    assert_eq!(data.unreadable["kind"], "line 2 holds `a`, which is no number");
    let error = csv::read(b"a,b\n1\n", Limit::default()).unwrap_err().to_string();
    assert!(error.contains("line: 2"), "{error}");
}

#[test]
fn an_array_is_put_together_from_pieces() {
    let mut pieces = Pieces::begin("image", "<f4", &[2, 2], Limit::default()).unwrap();
    assert_eq!(pieces.expected(), 16);
    let values: Vec<u8> = [1f32, 2.0, 3.0, 4.0].iter().flat_map(|it| it.to_le_bytes()).collect();
    pieces.push(&values[..4]);
    let cut = pieces.clone().end().unwrap_err().to_string();
    assert!(cut.contains("1 elements do not fill the shape [2, 2]"), "{cut}");
    pieces.push(&values[4..]);
    assert_eq!(pieces.end().unwrap(), f32s(&[2, 2], &[1.0, 2.0, 3.0, 4.0]));
}

#[test]
fn pieces_that_would_not_fit_are_refused_before_they_come() {
    let begin = |descr: &str, shape: &[u64]| {
        Pieces::begin("image", descr, shape, Limit { bytes: 100 }).unwrap_err().to_string()
    };
    assert_eq!(
        begin("<f4", &[1 << 40, 121]),
        "`image` takes 532163627843584 bytes when it is read, more than the limit of 100"
    );
    assert!(begin("<f8", &[u64::MAX, u64::MAX]).contains("more than the limit of 100"));
    assert_eq!(begin("<f16", &[1]), "`image`: numbers of the type `<f16` are not read");
}

#[test]
fn decimal_text_keeps_integers_of_64_bits() {
    let exact = [Number::Int(9_007_199_254_740_993), Number::Int(i64::MIN), Number::Uint(u64::MAX)];
    let text = "9007199254740993,-9223372036854775808,18446744073709551615";
    let json = json_array(&format!("{{\"x\": [{text}]}}"), "x");
    assert_eq!(json, Raw::Decimal { shape: vec![3], values: exact.to_vec() });
    let csv = csv::read(format!("x\n{}\n", text.replace(',', "\n")).as_bytes(), Limit::default());
    assert_eq!(csv.unwrap().arrays["x"], json);
    assert_eq!(Number::parse("1e400"), None);
    assert_eq!(Number::parse("-inf"), Some(Number::Float(f64::NEG_INFINITY)));
    assert_eq!(Number::parse("0x10"), None);
}

/// Halfway between two numbers of single precision once it is rounded to double precision, and
/// below it as it is written.
#[test]
fn decimal_text_is_rounded_once() {
    let text = "1.00000017881393432617187499";
    let nearest: f32 = 1.000_000_1;
    let halfway = Number::Halfway { double: text.parse().unwrap(), single: nearest };
    assert_eq!((halfway.to_f32(), halfway.to_f64() as f32), (nearest, 1.000_000_2));
    let csv = csv::read(format!("x\n0.5\n{text}\n").as_bytes(), Limit::default());
    let expected = Raw::Decimal { shape: vec![2], values: vec![Number::Float(0.5), halfway] };
    assert_eq!(csv.unwrap().arrays["x"], expected);
    let json = format!("{{\"2 \\\" 3.5\": \"-1\", \"y\": [1, -2.5e1], \"x\": [0.5, {text}]}}");
    assert_eq!(json_array(&json, "x"), expected);
}

#[test]
fn truth_values_and_what_follows_an_array_are_looked_at() {
    let mut bytes = npy::write(&Tensor::new(vec![2], Data::Bool(vec![true, false])).unwrap());
    let read = |bytes: &[u8]| npy::read(bytes, Limit::default()).map_err(|it| it.to_string());
    bytes.push(1);
    let said = "npy: it goes on behind its array; save one array in each file";
    assert_eq!(read(&bytes).unwrap_err(), said);
    bytes.pop();
    *bytes.last_mut().unwrap() = 7;
    let said = "truth values: one is the byte 7, and only 0 and 1 are";
    assert_eq!(read(&bytes).unwrap_err(), said);
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_file() {
    let json = json_array("\u{feff}[{\"x\": 1.5}]", "x");
    let csv = csv::read("\u{feff}x\n1.5\n".as_bytes(), Limit::default()).unwrap();
    assert_eq!(csv.arrays["x"], json);
}

#[test]
fn json_takes_no_more_memory_than_allowed() {
    let limit = Limit { bytes: 1 << 20 };
    for text in ["0,", "[],", "{},", "{\"a\":0},", "\"\","] {
        let many = text.repeat(100_000);
        let error = json::read(format!("[{}0]", many).as_bytes(), limit).unwrap_err().to_string();
        assert!(error.contains("it holds too much to be read at once"), "{text}: {error}");
    }
}

#[test]
fn what_is_not_wanted_of_an_archive_is_passed_over() {
    let x = f32s(&[1], &[1.0]);
    let whole = npz::write(&[("x", &x), ("y", &x)]).unwrap();
    let read = npz::read_only(&whole, Limit { bytes: 200 }, &|name| name == "y").unwrap();
    assert_eq!(read.keys().collect::<Vec<_>>(), ["y"]);
}

#[test]
fn a_quote_that_is_not_closed_swallows_no_rows() {
    let problem =
        |text: &str| csv::read(text.as_bytes(), Limit::default()).map_err(|it| it.to_string());
    for (text, line) in [
        ("a,b\n1,2\n3,\"4\n5,6\n7,8\n", 3),
        ("a,b\n1,2\n3,\"4\"\"\n5,6", 3),
        ("\"a,b\n1,2\n", 1),
        ("\u{feff}\"a,b\n1,2\n", 1),
        ("a,b\r\n\"1\",2\r\n3,\"", 3),
    ] {
        let said = format!("a quote is not closed (line {line})");
        assert!(problem(text).unwrap_err().contains(&said), "{text:?}");
    }
    for text in
        ["a,b\n\"1\",\"2\"\n", "\"a \"\"x\"\"\",b\n1,2\n", "a\",b\n1,2\n", "\"a\nc\",b\n1,2"]
    {
        assert!(problem(text).is_ok(), "{text:?}");
    }
}

#[test]
fn an_archive_holds_arrays_and_each_once() {
    let archive = |files: &[(&str, &[u8])]| {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut writer, content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    let array = npy::write(&f32s(&[2], &[1.0, 2.0]));
    let read = |files: &[(&str, &[u8])]| npz::read(&archive(files), Limit::default());
    assert!(read(&[("x.npy", &array), ("y.npy", &array)]).is_ok());
    let twice = read(&[("x", &array), ("x.npy", &array)]).unwrap_err().to_string();
    assert!(twice.contains("its file `x` is no array"), "{twice}");
    let other = read(&[("x.npy", &array), ("note.txt", b"hello")]).unwrap_err().to_string();
    assert!(other.contains("its file `note.txt` is no array"), "{other}");
}

#[test]
fn no_tensor_of_a_file_hides_another_of_its_name() {
    let file = |names: [&str; 2]| {
        let entry = |name: &str, dtype: &str| {
            format!("\"{name}\":{{\"dtype\":\"{dtype}\",\"shape\":[1],\"data_offsets\":[0,4]}}")
        };
        let [first, second] = names;
        let header = match first == second {
            true => format!("{{{},{}}}", entry(first, "F32"), entry(second, "I32")),
            false => format!("{{{}}}", entry(first, "F32")),
        };
        [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &[0; 4]].concat()
    };
    assert!(safetensors::read(&file(["a", "b"])).is_ok());
    let error = safetensors::read(&file(["a", "a"])).unwrap_err().to_string();
    assert!(error.contains("the name `a` stands twice"), "{error}");
}
