use super::conditions;
use faircat_catalog::evidence::throughput::Measurement;
use faircat_catalog::evidence::verification::Machine;

fn measured(items: Option<usize>, load: Option<f64>) -> Measurement {
    let json = serde_json::json!({
        "engine": "tract", "version": "0.23.9", "form": null, "device": "cpu", "batch": 1,
        "threads": 1, "repeats": 10, "items": 100, "different_items": items, "load": load,
        "throughput_minimum": 1.0, "throughput_quartile_1": 2.0, "throughput_median": 3.0,
        "throughput_quartile_3": 4.0, "throughput_maximum": 5.0, "latency_median": 0.3,
        "latency_quantile_95": 0.5, "peak_memory": null, "device_utilisation": null
    });
    serde_json::from_value(json).unwrap()
}

#[test]
fn the_conditions_of_a_measurement_are_said_or_said_to_be_unknown() {
    let machine = |sets: &[&str]| Machine {
        logical_processors: 2,
        instruction_sets: sets.iter().map(|&set| set.to_owned()).collect(),
        ..Machine::default()
    };
    let noted = [measured(Some(2618), Some(0.31)), measured(Some(2618), Some(1.74))];
    assert_eq!(
        conditions(&machine(&["AVX2"]), &noted, &crate::words::english()),
        [
            "The batches take the 2618 items of the control set in turn.",
            "Processes that wanted to run before the measurements, on average over a minute: \
             0.31 to 1.7, on 2 logical processors."
        ]
    );
    let old = [measured(Some(2618), Some(0.0)), measured(None, None)];
    assert_eq!(
        conditions(&machine(&[]), &old, &crate::words::english()),
        [
            "Only the first items of the control set were run, again and again, which need \
             not be like the others.",
            "Not noted: how busy the machine was otherwise, the processor’s instruction sets."
        ]
    );
}
