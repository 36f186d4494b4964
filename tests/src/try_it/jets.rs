//! Models of jets, drawn by what their records state.

use std::fs;

use faircat_inference::formats::{Limit, npz};
use faircat_inference::tensor::{Data, Tensor};

use super::{built, facts, page, said, texts};
use crate::program::repository;

/// A network of five features a track with hostile names, and eight jets.
pub(super) fn jets() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("catalog/models/jets");
    fs::create_dir_all(&folder).unwrap();
    let onnx = repository().join("crates/inference/tests/native/small.onnx");
    fs::copy(onnx, folder.join("model.onnx")).unwrap();
    fs::copy(repository().join("tests/fixtures/try/record.yaml"), folder.join("record.yaml"))
        .unwrap();
    let items = 8;
    let value = |index: usize, width: usize| ((index * 37 % 19) as f32 / 19.0 - 0.4) / width as f32;
    let tensor = |shape: [usize; 3], width: usize| {
        let count = shape.iter().product::<usize>();
        let values = (0..count).map(|index| value(index, width)).collect();
        Tensor::new(shape.to_vec(), Data::Float32(values)).unwrap()
    };
    let scores = [0.01, 0.2, 0.45, 0.9, 0.999, 0.7, 0.55, 0.3];
    let rows = scores.iter().flat_map(|score: &f32| [1.0 - score, *score]).collect();
    let label = vec![0, 0, 0, 0, 1, 1, 1, 1];
    let parts = [
        ("tracks", tensor([items, 5, 7], 2)),
        ("vertices", tensor([items, 4, 3], 1)),
        ("label", Tensor::new(vec![items], Data::Int64(label)).unwrap()),
        ("reference_probabilities", Tensor::new(vec![items, 2], Data::Float32(rows)).unwrap()),
    ];
    let parts: Vec<(&str, &Tensor)> = parts.iter().map(|(name, it)| (*name, it)).collect();
    fs::write(folder.join("control.npz"), npz::write(&parts).unwrap()).unwrap();
    root
}

#[test]
fn jets_are_drawn_and_run_by_the_native_engine() {
    let root = jets();
    assert!(said(&built(root.path())).is_empty());
    let facts = facts(root.path(), "jets");
    assert_eq!(facts["display"], "jet");
    assert_eq!(facts["engines"], serde_json::json!(["native", "tract"]));
    assert_eq!(facts["model"]["form"], "published");
    assert!(facts["published_form"].is_null());
    let chosen: Vec<(u64, &str)> = facts["examples"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["row"].as_u64().unwrap(), one["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(
        chosen,
        [
            (0, "easy"),
            (1, "easy"),
            (4, "easy"),
            (5, "easy"),
            (2, "hard"),
            (6, "hard"),
            (3, "wrong"),
            (7, "wrong")
        ]
    );
    assert_eq!(texts(&page(root.path(), "jets"), "#try figure svg.jet-view").len(), 8);
}

/// Of three classes none is the positive one, and the most probable is the answer.
#[test]
fn a_model_of_three_classes_is_shown_with_all_of_them() {
    let root = jets();
    let folder = root.path().join("catalog/models/jets");
    let record = fs::read_to_string(folder.join("record.yaml")).unwrap();
    let start = record.find("      - name: probabilities").unwrap();
    let end = record.find("  control_set:").unwrap();
    let output = "      - name: probabilities\n        dtype: float32\n        \
                  shape: [batch, \"3\"]\n        classes: [QCD, Hbb, top]\n";
    let record = [&record[..start], output, &record[end..]].concat();
    fs::write(folder.join("record.yaml"), record).unwrap();
    let file = folder.join("control.npz");
    let mut arrays = npz::read(&fs::read(&file).unwrap(), Limit::default()).unwrap();
    let rows = [[0.7, 0.2, 0.1], [0.1, 0.2, 0.7], [0.3, 0.4, 0.3], [0.05, 0.05, 0.9]];
    let rows: Vec<f32> = rows.iter().chain(&rows).flatten().copied().collect();
    let label = Tensor::new(vec![8], Data::Int64(vec![0, 2, 1, 2, 0, 2, 1, 2])).unwrap();
    let reference = Tensor::new(vec![8, 3], Data::Float32(rows)).unwrap();
    arrays.insert("label".to_owned(), label);
    arrays.insert("reference_probabilities".to_owned(), reference);
    let parts: Vec<(&str, &Tensor)> = arrays.iter().map(|(name, it)| (&**name, it)).collect();
    fs::write(file, npz::write(&parts).unwrap()).unwrap();
    built(root.path());
    let facts = facts(root.path(), "jets");
    assert_eq!(facts["display"], "jet");
    assert_eq!(facts["classes"], serde_json::json!(["QCD", "Hbb", "top"]));
    assert!(facts["positive"].is_null() && facts["threshold"].is_null());
    let answers = texts(&page(root.path(), "jets"), "#try figcaption strong");
    assert!(answers.chunks(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    assert!(answers.iter().any(|it| it == "top"), "{answers:?}");
}
