//! Files that are not those which a record describes, and names of models that are nearly right.

use std::fs;
use std::path::PathBuf;
use std::process::Output;
use std::sync::atomic::{AtomicBool, Ordering};

use faircat::evidence::verification::{Verdict, Verification};
use faircat::outside_world::checksum;
use faircat_inference::formats::npz;
use faircat_inference::tensor::{Data, Tensor};
use tempfile::TempDir;

use crate::program::{faircat, repository};

/// A catalogue with the model `mlp`, its numbers in a file beside it, and its control set, all of
/// which the record describes.
struct Catalog {
    root: TempDir,
}

const FILES: [&str; 3] = ["external.onnx", "weights1.bin", "control.npz"];

impl Catalog {
    fn new() -> Catalog {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("catalog/models/mlp");
        fs::create_dir_all(&folder).unwrap();
        let fixture = |name| fs::read(repository().join("tests/fixtures/data").join(name)).unwrap();
        // Under a name of the same length, with an ending that a catalogue publishes.
        let mut model = fixture("external.onnx");
        let place = model.windows(12).position(|bytes| bytes == b"weights.data").unwrap();
        model[place..place + 12].copy_from_slice(b"weights1.bin");
        fs::write(folder.join("external.onnx"), model).unwrap();
        fs::write(folder.join("weights1.bin"), fixture("weights.data")).unwrap();
        let rows = Tensor::new(vec![2, 2], Data::Float32(vec![0.0, 1.0, 2.0, 3.0])).unwrap();
        fs::write(folder.join("control.npz"), npz::write(&[("x", &rows)]).unwrap()).unwrap();
        let catalog = Catalog { root };
        catalog.describe();
        catalog
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join("catalog/models/mlp").join(name)
    }

    /// Writes the record of the files as they are.
    fn describe(&self) {
        let artifact = |(name, role): (&str, &str)| {
            let bytes = fs::read(self.path(name)).unwrap();
            let (size, sha256) = (bytes.len(), checksum::of_bytes(&bytes));
            format!("  - role: {role}\n    path: {name}\n    size: {size}\n    sha256: {sha256}\n")
        };
        let artifacts: String =
            FILES.into_iter().zip(["weights", "other", "data"]).map(artifact).collect();
        let record = format!(
            "kind: model\ntitle: A product\nsummary: Multiplies by a matrix.\nartifacts:\n{artifacts}\
             model:\n  control_set:\n    data: control.npz\n"
        );
        fs::write(self.path("record.yaml"), record).unwrap();
    }

    /// Changes the last byte of a file, or adds one.
    fn spoil(&self, name: &str, longer: bool) {
        let mut bytes = fs::read(self.path(name)).unwrap();
        match longer {
            true => bytes.push(0),
            false => *bytes.last_mut().unwrap() ^= 1,
        }
        fs::write(self.path(name), bytes).unwrap();
    }

    fn asks(&self, arguments: &[&str]) -> Output {
        let mut command = faircat();
        command.args(arguments).arg("--root").arg(self.root.path());
        command.current_dir(self.root.path()).output().unwrap()
    }

    fn all(&self, more: &[&str]) -> [(&'static str, Output); 3] {
        let control = self.path("control.npz");
        let run = ["run", "mlp", control.to_str().unwrap()];
        let bench = ["bench", "mlp", "--engine", "tract", "--batch", "1", "--repeats", "1"];
        let export = ["export", "mlp", "--as", "triton", "--out", "out"];
        [
            ("run", self.asks(&[&run, more].concat())),
            ("bench", self.asks(&[&bench[..], more].concat())),
            ("export", self.asks(&[&export[..], more].concat())),
        ]
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn files_that_contradict_the_record_are_refused_unless_asked_for() {
    for (command, output) in Catalog::new().all(&[]) {
        assert!(output.status.success(), "{command}: {}", said(&output));
    }
    for (name, longer) in [("weights1.bin", false), ("control.npz", true), ("weights1.bin", true)] {
        let catalog = Catalog::new();
        catalog.spoil(name, longer);
        for (command, output) in catalog.all(&[]) {
            if command == "export" && name == "control.npz" {
                assert!(output.status.success(), "{}", said(&output));
                continue;
            }
            let said = said(&output);
            assert_eq!(output.status.code(), Some(1), "{command} {name}: {said}");
            assert!(
                said.contains("error[unverified]: this is not the file that the record describes"),
                "{said}"
            );
            let what = if longer { "bytes, the record says" } else { "its SHA-256 is" };
            assert!(said.contains(what) && said.contains("--unverified"), "{said}");
        }
        for (command, output) in catalog.all(&["--unverified"]) {
            assert!(output.status.success(), "{command} {name}: {}", said(&output));
        }
    }
    let catalog = Catalog::new();
    let record = fs::read_to_string(catalog.path("record.yaml")).unwrap();
    let sha256 = checksum::of_bytes(&fs::read(catalog.path("external.onnx")).unwrap());
    fs::write(catalog.path("record.yaml"), record.replace(&sha256, &"0".repeat(64))).unwrap();
    for (command, output) in catalog.all(&[]) {
        assert_eq!(output.status.code(), Some(1), "{command}: {}", said(&output));
        assert!(said(&output).contains(&format!("its SHA-256 is {sha256}, the record says 0000")));
    }
}

#[test]
fn a_slip_of_the_finger_is_forgiven() {
    let catalog = Catalog::new();
    for typed in ["mpl", "mp", "mlpp", "models/mpl"] {
        let output = catalog.asks(&["run", typed, "x.npz"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("did you mean `models/mlp`?"), "{typed}: {}", said(&output));
    }
    let output = catalog.asks(&["run", "transformer", "x.npz"]);
    assert!(!said(&output).contains("did you mean"), "{}", said(&output));
}

fn evidence(catalog: &Catalog) -> Verification {
    serde_json::from_slice(&fs::read(catalog.path("evidence/verification.json")).unwrap()).unwrap()
}

#[test]
fn a_verification_tells_of_a_model_and_of_the_numbers_beside_it_as_they_lie_there() {
    let catalog = Catalog::new();
    let output = catalog.asks(&["verify", "mlp", "--engine", "tract"]);
    let found = evidence(&catalog);
    assert_eq!(found.files.len(), FILES.len(), "{}", said(&output));
    for file in found.files {
        let bytes = fs::read(catalog.path(&file.file)).unwrap();
        assert_eq!((file.size, file.sha256), (bytes.len() as u64, checksum::of_bytes(&bytes)));
        assert_eq!(file.verdict, Verdict::Holds, "{}", file.file);
    }
}

/// A control set with `rows` rows, and its SHA-256.
fn control_set(rows: usize) -> (Vec<u8>, String) {
    let values = (0..2 * rows).map(|value| value as f32).collect();
    let values = Tensor::new(vec![rows, 2], Data::Float32(values)).unwrap();
    let bytes = npz::write(&[("x", &values)]).unwrap();
    let sha256 = checksum::of_bytes(&bytes);
    (bytes, sha256)
}

#[test]
fn the_digest_of_a_control_set_is_of_the_bytes_that_ran_though_it_changes_meanwhile() {
    let catalog = Catalog::new();
    let sets = [2, 3].map(control_set);
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let _stop = Stop(&stop);
        scope.spawn(|| {
            for (bytes, _) in sets.iter().cycle() {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                fs::write(catalog.path("next.npz"), bytes).unwrap();
                fs::rename(catalog.path("next.npz"), catalog.path("control.npz")).unwrap();
            }
        });
        for _ in 0..4 {
            catalog.asks(&["verify", "mlp", "--engine", "tract"]);
            let found = evidence(&catalog);
            let used = found.control_set;
            let (_, sha256) = &sets[used.items - 2];
            assert_eq!(&used.sha256, sha256);
            assert!(found.runs.iter().all(|run| run.items == used.items));
            let told = found.files.iter().find(|file| file.file == used.file).unwrap();
            assert_eq!(&told.sha256, sha256);
            fs::remove_file(catalog.path("evidence/verification.json")).unwrap();
        }
    });
}

/// Ends the changes also where the test fails.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
