//! `faircat convert`: published weights, and files that only look like them.

mod refused;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Output;

use faircat::conversion::interaction_network::{Form, convert};
use faircat_inference::engine::{Engine, Options};
use faircat_inference::engines::tract::Tract;
use faircat_inference::onnx;
use faircat_inference::tensor::Tensor;
use zip::write::SimpleFileOptions;

use crate::program::{faircat, repository, shared};
use crate::small_networks::{SIZES, SplitMix, generated_jets, legacy, pickle};

fn outputs(onnx: &[u8], inputs: &[Tensor]) -> Vec<Tensor> {
    let options = Options { batch: inputs[0].items(), ..Options::default() };
    Tract.load(onnx, &options).unwrap().run(inputs).unwrap()
}

fn largest_difference(tensor: &Tensor, reference: &serde_json::Value) -> f64 {
    let rows = reference.as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap());
    let values = tensor.as_f32().unwrap();
    let pairs = values.iter().zip(rows.map(|value| value.as_f64().unwrap()));
    // Logits of these inputs are as large as 2000, which float32 holds to 1e-4.
    pairs.map(|(a, b)| (f64::from(*a) - b).abs() / b.abs().max(1.0)).fold(0.0, f64::max)
}

#[test]
fn the_papers_networks_give_what_pytorch_gives() {
    let Some(folder) = shared("data/fair4hep-hbb") else { return };
    let reference = repository().join("tests/fixtures/convert/reference-outputs.json");
    let reference: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(reference).unwrap()).unwrap();
    let networks = reference.as_object().unwrap();
    assert_eq!(networks.len(), 30);
    for (name, expected) in networks {
        let state = fs::read(folder.join(name)).unwrap();
        for form in [Form::Published, Form::Factorised] {
            let converted = convert(&state, form).unwrap();
            let sizes = converted.sizes;
            assert_eq!(sizes.parameters() as u64, expected["parameters"].as_u64().unwrap());
            let inputs = generated_jets(sizes.track_features, sizes.vertex_features);
            let found = outputs(&converted.onnx, &inputs);
            for (tensor, output) in found.iter().zip(["logits", "probabilities"]) {
                let difference = largest_difference(tensor, &expected[output]);
                assert!(difference <= 1e-5, "{name}, {form:?}, {output}: {difference}");
            }
        }
    }
}

/// A state dict in the format of PyTorch since 1.6.
fn archive(tensors: &[(String, Vec<usize>)], options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut numbers = SplitMix(1);
    writer.start_file("archive/data.pkl", options).unwrap();
    writer.write_all(&pickle(tensors)).unwrap();
    for (index, (_, shape)) in tensors.iter().enumerate() {
        let elements: usize = shape.iter().product();
        let content: Vec<u8> =
            (0..elements).flat_map(|_| (numbers.float() / 4.0).to_le_bytes()).collect();
        writer.start_file(format!("archive/data/{index}"), options).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)
}

#[test]
fn both_formats_of_pytorch_and_both_forms_agree() {
    let files = [legacy(&SIZES.shapes()), archive(&SIZES.shapes(), stored())];
    let mut found = Vec::new();
    for file in &files {
        for form in [Form::Published, Form::Factorised] {
            let converted = convert(file, form).unwrap();
            assert_eq!(converted.sizes, SIZES);
            found.push(outputs(&converted.onnx, &generated_jets(3, 2)));
        }
    }
    for others in &found[1..] {
        for (first, other) in found[0].iter().zip(others) {
            let pairs = first.as_f32().unwrap().iter().zip(other.as_f32().unwrap());
            for (a, b) in pairs {
                assert!((a - b).abs() <= 1e-5 * a.abs().max(1.0), "{a} is not {b}");
            }
        }
    }
}

#[test]
fn the_file_says_what_it_is() {
    for form in [Form::Published, Form::Factorised] {
        let converted = convert(&legacy(&SIZES.shapes()), form).unwrap();
        let file = onnx::describe(&converted.onnx).unwrap();
        assert_eq!(file.opset, 17);
        assert_eq!(file.metadata["architecture"], "interaction-network");
        assert_eq!(file.metadata["form"], form.name());
        assert!(file.items_are_independent());
        let shapes: Vec<String> = file
            .inputs
            .iter()
            .chain(&file.outputs)
            .map(|port| {
                let axes = port.shape.iter().flatten().map(ToString::to_string);
                format!("{} {} {}", port.name, port.dtype, axes.collect::<Vec<_>>().join(" "))
            })
            .collect();
        let expected = [
            "tracks float32 batch 3 60",
            "vertices float32 batch 2 5",
            "logits float32 batch 2",
            "probabilities float32 batch 2",
        ];
        assert_eq!(shapes, expected);
        let names: Vec<_> = SIZES.shapes().into_iter().map(|(name, _)| name).collect();
        assert_eq!(file.initializer_names().collect::<Vec<_>>(), names);
    }
}

fn run(state: &Path, out: &Path) -> Output {
    let mut command = faircat();
    command.args(["convert", "--architecture", "interaction-network", "--out"]);
    command.arg(out).arg(state).output().unwrap()
}

#[test]
fn the_command_writes_the_model_or_says_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let (state, out) = (folder.path().join("a.pth"), folder.path().join("models/a.onnx"));
    fs::write(&state, legacy(&SIZES.shapes())).unwrap();
    let output = run(&state, &out);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.ends_with(
            "187 parameters; 3 track and 2 vertex features, hidden width 4, D_E 2, D_O 3\n"
        ),
        "{said}"
    );
    let written = fs::read(&out).unwrap();
    assert_eq!(written, convert(&fs::read(&state).unwrap(), Form::Factorised).unwrap().onnx);

    fs::write(&state, b"cos\nsystem\n(S'true'\ntR.").unwrap();
    let output = run(&state, &out);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("error[pickle-code]: the pickle wants to run `os.system`"), "{said}");
    assert!(said.contains("nothing was run"), "{said}");
    assert_eq!(fs::read(&out).unwrap(), written);
}

#[test]
fn half_precision_becomes_float32_exactly() {
    let whole = legacy(&[("w".to_owned(), vec![2])]);
    let halves = [0.5f32, -1.75];
    let bits = |kind: &str, bytes: [[u8; 2]; 2]| {
        let at = whole.windows(12).position(|it| it == b"FloatStorage").unwrap();
        let before = &whole[..at];
        let after = &whole[at + 12..whole.len() - 8];
        [before, kind.as_bytes(), after, &bytes.concat()].concat()
    };
    let half = [0x3800u16, 0xbf00].map(u16::to_le_bytes);
    let brain = halves.map(|it| ((it.to_bits() >> 16) as u16).to_le_bytes());
    for file in [bits("HalfStorage", half), bits("BFloat16Storage", brain)] {
        let state = faircat::conversion::state_dict::read(&file).unwrap();
        assert_eq!(state[0].1.values, halves);
    }
    let infinite = bits("HalfStorage", [0x7c00u16, 0].map(u16::to_le_bytes));
    let said = faircat::conversion::state_dict::read(&infinite).unwrap_err().to_string();
    assert_eq!(said, "the tensor `w` (float16) holds inf, which is no weight");
}

#[test]
fn the_prefixes_of_wrappers_are_left_out() {
    let plain = convert(&legacy(&SIZES.shapes()), Form::Factorised).unwrap();
    for prefix in
        ["module.", "_orig_mod.", "module._orig_mod.", "_orig_mod.module.", "model.", "net.module."]
    {
        let shapes = SIZES.shapes().into_iter();
        let wrapped: Vec<_> =
            shapes.map(|(name, shape)| (format!("{prefix}{name}"), shape)).collect();
        assert_eq!(convert(&legacy(&wrapped), Form::Factorised).unwrap(), plain, "{prefix}");
    }
}
