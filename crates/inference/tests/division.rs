//! ONNX Runtime is given no model in which an integer may be divided by 0 or −1.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use faircat_inference::engine::{Engine, EngineError, Options};
use faircat_inference::engines::Installed;
use faircat_inference::engines::onnxruntime::OnnxRuntime;
use faircat_inference::onnx::proto::{
    AttributeProto, DataType, FunctionProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto,
    TensorProto, TensorType, TypeProto, TypeValue, ValueInfoProto,
};
use prost::Message;

fn port(name: &str, dtype: DataType) -> ValueInfoProto {
    let tensor = TensorType { elem_type: dtype as i32, shape: None };
    let value = Some(TypeValue::TensorType(tensor));
    ValueInfoProto { name: name.to_owned(), r#type: Some(TypeProto { value }) }
}

fn node(operator: &str, inputs: &[&str], output: &str) -> NodeProto {
    NodeProto {
        op_type: operator.to_owned(),
        input: inputs.iter().map(|&it| it.to_owned()).collect(),
        output: vec![output.to_owned()],
        ..NodeProto::default()
    }
}

fn with(mut node: NodeProto, name: &str, set: impl FnOnce(&mut AttributeProto)) -> NodeProto {
    let mut attribute = AttributeProto { name: name.to_owned(), ..AttributeProto::default() };
    set(&mut attribute);
    node.attribute.push(attribute);
    node
}

fn integers(name: &str, values: &[i64]) -> TensorProto {
    TensorProto {
        name: name.to_owned(),
        dims: vec![values.len() as i64],
        data_type: DataType::Int64 as i32,
        int64_data: values.to_vec(),
        ..TensorProto::default()
    }
}

/// A graph of the float32 `x`, the int64 `n`, and constants; its output is `y`.
fn graph(nodes: Vec<NodeProto>) -> GraphProto {
    GraphProto {
        node: nodes,
        input: vec![port("x", DataType::Float), port("n", DataType::Int64)],
        output: vec![port("y", DataType::Int64)],
        initializer: vec![
            integers("two", &[2, -2]),
            integers("zero", &[1, 0]),
            integers("minus", &[-1]),
        ],
        ..GraphProto::default()
    }
}

/// Why ONNX Runtime does not take the model; `None` where it would, if it were there.
fn refusal(graph: GraphProto, functions: Vec<FunctionProto>) -> Option<String> {
    let model = ModelProto {
        ir_version: 8,
        graph: Some(graph),
        functions,
        opset_import: vec![OperatorSetIdProto { domain: String::new(), version: 17 }],
        ..ModelProto::default()
    };
    let engine = OnnxRuntime::new(&Installed::default());
    match engine.load(&model.encode_to_vec(), &Options::default()).err().unwrap() {
        EngineError::Unavailable(_) => None,
        EngineError::Unsupported { reason, .. } => Some(reason),
        other => panic!("{other}"),
    }
}

#[test]
fn integers_are_divided_by_constants_without_0_and_minus_1_only() {
    for operator in ["Div", "Mod"] {
        for divisor in ["zero", "minus", "n"] {
            let reason = refusal(graph(vec![node(operator, &["n", divisor], "y")]), Vec::new());
            let expected = format!("node `y` ({operator}) may divide an integer by 0 or −1");
            assert!(reason.unwrap().starts_with(&expected));
        }
        let reshaped = node("Unsqueeze", &["two"], "wide");
        for divisor in ["two", "wide"] {
            let nodes = vec![reshaped.clone(), node(operator, &["n", divisor], "y")];
            assert_eq!(refusal(graph(nodes), Vec::new()), None);
        }
    }
}

#[test]
fn types_are_followed_through_the_graph() {
    let to = |dtype: DataType| move |it: &mut AttributeProto| it.i = dtype as i64;
    let cast = |input, dtype, output| with(node("Cast", &[input], output), "to", to(dtype));
    let floating = [
        vec![node("ReduceMean", &["x"], "m"), node("Sub", &["x", "m"], "d")],
        vec![cast("n", DataType::Float16, "c"), node("Expand", &["c", "two"], "d")],
        vec![node("Shape", &["x"], "s"), node("Sqrt", &["unknown-type"], "d")],
        vec![node("NonZero", &["x"], "z"), node("Where", &["z", "x", "x"], "d")],
    ];
    for mut nodes in floating {
        nodes.push(node("Div", &["d", "d"], "y"));
        let mut graph = graph(nodes);
        graph.input.push(port("unknown-type", DataType::Undefined));
        graph.input.truncate(3);
        graph.initializer.push(TensorProto { name: "unknown-type".into(), ..integers("", &[]) });
        assert_eq!(refusal(graph, Vec::new()), None);
    }
    for mut nodes in [
        vec![cast("x", DataType::Int64, "d")],
        vec![node("Shape", &["x"], "d")],
        vec![node("NonZero", &["x"], "z"), node("Mul", &["z", "z"], "d")],
        vec![node("Where", &["x", "n", "n"], "d")],
    ] {
        nodes.push(node("Div", &["n", "d"], "y"));
        assert!(refusal(graph(nodes), Vec::new()).is_some());
    }
}

#[test]
fn graphs_in_nodes_and_functions_are_looked_through() {
    let branch = |divisor| {
        let mut inner = graph(vec![node("Div", &["n", divisor], "y")]);
        inner.input.clear();
        inner.initializer.clear();
        let chosen = node("If", &["n"], "y");
        let chosen = with(chosen, "then_branch", |it| it.g = Some(inner.clone()));
        graph(vec![with(chosen, "else_branch", |it| it.g = Some(inner))])
    };
    assert!(refusal(branch("minus"), Vec::new()).is_some());
    assert_eq!(refusal(branch("two"), Vec::new()), None);
    let function = |node| FunctionProto { name: "f".to_owned(), node: vec![node] };
    let plain = || graph(vec![node("Identity", &["n"], "y")]);
    assert!(refusal(plain(), vec![function(node("Mod", &["a", "b"], "c"))]).is_some());
    assert_eq!(refusal(plain(), vec![function(node("Add", &["a", "b"], "c"))]), None);
}

#[test]
fn attributes_by_which_sizes_are_divided_are_not_0() {
    let grouped = |group| {
        graph(vec![with(node("ConvTranspose", &["x", "x"], "y"), "group", |it| it.i = group)])
    };
    assert!(refusal(grouped(0), Vec::new()).is_some());
    assert_eq!(refusal(grouped(1), Vec::new()), None);
    let split = |size| graph(vec![node("SplitToSequence", &["x", size], "y")]);
    assert!(refusal(split("zero"), Vec::new()).is_some());
    assert_eq!(refusal(split("two"), Vec::new()), None);
}
