//! Items in blocks: what comes of them where the rows of a block depend on each other.

use faircat_inference::batching::{Division, dependent};
use faircat_inference::engine::{Engine, Options, Session};
use faircat_inference::engines::list::{NATIVE, TRACT};
use faircat_inference::engines::tract::Tract;
use faircat_inference::onnx::describe;
use faircat_inference::onnx::proto::{DataType, GraphProto};
use faircat_inference::tensor::{Data, Tensor};
use faircat_inference::verification::{ControlSet, run, run_together};

use crate::models::{constant, integer, less_the_mean, model, node, one_more, port, rows, text};

fn loaded(bytes: &[u8]) -> Box<dyn Session> {
    Tract.load(bytes, &Options::default()).unwrap()
}

fn found(bytes: &[u8], inputs: &[Tensor]) -> Option<usize> {
    let mut session = loaded(bytes);
    let outputs = session.run(inputs).unwrap();
    dependent(session.as_mut(), inputs, &outputs).unwrap()
}

/// Steps of a recurrent network, for rows of three numbers, in ONNX's own layout.
fn recurrent(direction: &str) -> Vec<u8> {
    let weights = |count: i64| (0..count).map(|it| (it % 7) as f32 / 4.0 - 0.5).collect::<Vec<_>>();
    let mut lstm = node("LSTM", &["x", "w", "r"], "y", integer("hidden_size", 2));
    lstm.attribute.extend(text("direction", direction));
    model(GraphProto {
        node: vec![lstm],
        input: vec![port("x", DataType::Float, &["seq", "1", "3"])],
        output: vec![port("y", DataType::Float, &["seq", "1", "1", "2"])],
        initializer: vec![
            constant("w", &[1, 8, 3], &weights(24)),
            constant("r", &[1, 8, 2], &weights(16)),
        ],
        ..GraphProto::default()
    })
}

#[test]
fn rows_that_depend_on_each_other_are_found() {
    for count in [2, 3, 12, 129] {
        assert_eq!(found(&less_the_mean("n"), &[rows(count)]), Some(0), "{count}");
        assert_eq!(found(&one_more("n"), &[rows(count)]), None, "{count}");
    }
    assert_eq!(found(&less_the_mean("n"), &[rows(1)]), None);
    let values = (0..60_u8).map(|it| f32::from(it % 11) / 4.0).collect();
    let steps = Tensor::new(vec![20, 1, 3], Data::Float32(values)).unwrap();
    for direction in ["forward", "reverse"] {
        assert_eq!(found(&recurrent(direction), std::slice::from_ref(&steps)), Some(0));
    }
}

#[test]
fn a_fixed_batch_is_filled_up_only_where_that_changes_nothing() {
    let mut plain = loaded(&one_more("4"));
    let whole = loaded(&one_more("n")).run(&[rows(10)]).unwrap();
    assert_eq!(plain.run(&[rows(10)]).unwrap(), whole);
    for count in [1, 5, 10] {
        let refused = loaded(&less_the_mean("4")).run(&[rows(count)]).unwrap_err().to_string();
        assert!(refused.contains("the rows of `y` depend on the others"), "{count}: {refused}");
    }
    assert!(loaded(&less_the_mean("4")).run(&[rows(8)]).is_ok());
}

#[test]
fn a_control_set_is_run_at_once_where_its_rows_depend_on_each_other() {
    let control = |count: usize| ControlSet {
        inputs: vec![rows(count)],
        truth: None,
        references: Vec::new(),
        notes: Vec::new(),
    };
    let division = Division { size: 128, is_doubtful: true };
    for (bytes, expected) in [(less_the_mean("n"), 300), (one_more("n"), 128)] {
        let mut session = loaded(&bytes);
        let (outputs, size) = run_together(&control(300), session.as_mut(), division).unwrap();
        assert_eq!((outputs[0].items(), size), (300, expected));
        assert_eq!(outputs, run(&control(300), session.as_mut(), 300).unwrap());
    }
}

#[test]
fn no_more_is_run_where_rows_cannot_depend_on_each_other() {
    let open = describe(&one_more("n")).unwrap();
    assert_eq!(Division::of(&open, TRACT, 128), Division { size: 128, is_doubtful: true });
    assert!(!Division::of(&open, NATIVE, 128).is_doubtful);
    let fixed = describe(&one_more("6")).unwrap();
    assert_eq!(Division::of(&fixed, TRACT, 128), Division { size: 126, is_doubtful: false });
}
