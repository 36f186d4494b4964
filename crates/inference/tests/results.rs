//! What a model said, as files for people.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use faircat_inference::results::Results;
use faircat_inference::signature::{Conversion, Declared, Signature};
use faircat_inference::tensor::{Data, Tensor};

fn declared(name: &str) -> Declared {
    Declared { name: name.to_owned(), ..Declared::default() }
}

#[test]
fn rows_have_units_classes_and_every_digit() {
    let classes = vec!["no, never".to_owned(), "yes".to_owned()];
    let conversion = Some(Conversion { factor: 0.5, unit: "px".to_owned() });
    let outputs = vec![
        Declared { classes, ..declared("p") },
        Declared { conversion, ..declared("at") },
        declared("next"),
    ];
    let signature = Signature { inputs: Vec::new(), outputs };
    let tensors = [
        Tensor::new(vec![2, 2], Data::Float32(vec![0.1, 0.9, f32::NAN, 1e-7])).unwrap(),
        Tensor::new(vec![2, 1], Data::Float32(vec![3.0, 5.0])).unwrap(),
        Tensor::new(vec![2], Data::Int64(vec![i64::MAX, -1])).unwrap(),
    ];
    let decisions = ["yes".to_owned(), "no, never".to_owned()];
    let results = Results { signature: &signature, outputs: &tensors, decisions: &decisions };
    let csv = "row,\"p.no, never\",p.yes,at.0,next.0,decision\n\
               0,0.1,0.9,1.5,9223372036854775807,yes\n\
               1,NaN,1e-7,2.5,-1,\"no, never\"\n";
    assert_eq!(String::from_utf8(results.csv()).unwrap(), csv);
    let json = "{\"model\":\"m\",\"sha256\":null,\"rows\":[\n\
                {\"p.no, never\":0.1,\"p.yes\":0.9,\"at.0\":1.5,\"next.0\":9223372036854775807,\
                \"decision\":\"yes\"},\n\
                {\"p.no, never\":null,\"p.yes\":1e-7,\"at.0\":2.5,\"next.0\":-1,\
                \"decision\":\"no, never\"}\n]}\n";
    assert_eq!(String::from_utf8(results.json("m", None)).unwrap(), json);
}
