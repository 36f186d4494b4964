//! `faircat bench --space`: what each way to run a model gives and costs.

use serde_json::Value;

use crate::program::{faircat, run};

#[test]
fn every_configuration_has_its_claims_and_costs() {
    let folder = tempfile::tempdir().unwrap();
    let made = faircat().current_dir(folder.path()).args(["new", "catalog", ".", "--yes"]).output();
    assert!(made.unwrap().status.success());
    let space = ["bench", "shower-classifier", "--space", "--engine", "tract"];
    let sizes = ["--threads", "1,2", "--batch", "1,16", "--repeats", "2"];
    let command = [&space[..], &sizes, &["--format", "json"]].concat();
    let output = run(folder.path(), &command);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["metric"], "accuracy");
    let all = told["configurations"].as_array().unwrap();
    let of = |it: &Value, name: &str| it[name].as_u64().unwrap();
    let mut sizes: Vec<_> = all.iter().map(|it| (of(it, "threads"), of(it, "batch"))).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [(1, 1), (1, 16), (2, 1), (2, 16)]);
    for it in all {
        assert_eq!(
            (&it["verdict"], &it["precision"]),
            (&"holds".into(), &serde_json::json!(["float32"]))
        );
        assert_eq!(it["metrics"][0]["value"], told["configurations"][0]["metrics"][0]["value"]);
        assert!(of(it, "file_size") > 0 && of(it, "parameters") > 0, "{it}");
    }
    let rates: Vec<f64> = all.iter().map(|it| it["throughput_median"].as_f64().unwrap()).collect();
    assert!(rates.is_sorted_by(|a, b| a >= b), "{rates:?}");
    // There is always one that no other beats.
    assert!(all.iter().any(|it| it["is_pareto_optimal"] == true), "{told}");
}
