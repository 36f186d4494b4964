use super::{Axes, LETTER, NARROW, Point, chart, front, letters};

const AXES: Axes = Axes {
    quality: "AUC",
    more_is_better: true,
    cost: "parameters",
    more_is_cheaper: false,
    write: |cost| cost.to_string(),
};

fn point(letter: char, value: f64, cost: f64) -> Point<'static> {
    Point { letter, title: "a <model>", value, uncertainty: Some(0.001), cost }
}

#[test]
fn the_front_has_what_no_other_beats() {
    let points = [point('A', 0.99, 100.0), point('B', 0.98, 10.0), point('C', 0.97, 50.0)];
    let letters: Vec<char> = front(AXES, &points).iter().map(|it| it.letter).collect();
    assert_eq!(letters, ['B', 'A']);
}

#[test]
fn letters_stand_clear_of_each_other() {
    let places: Vec<(f64, f64)> =
        (0..14).map(|at| (30.0 + f64::from(at % 4), 60.0 + f64::from(at) * 3.0)).collect();
    let found: Vec<(f64, f64)> = letters(&places).into_iter().flatten().collect();
    assert!(!found.is_empty());
    for (at, one) in found.iter().enumerate() {
        for other in &found[at + 1..] {
            let across = (one.0 - other.0).abs() * NARROW / 100.0;
            assert!(
                across >= 2.0 * LETTER.0 - 1e-9 || (one.1 - other.1).abs() >= 2.0 * LETTER.1 - 1e-9
            );
        }
    }
}

#[test]
fn equal_costs_make_no_picture() {
    assert!(chart(AXES, &[point('A', 0.9, 5.0), point('B', 0.8, 5.0)]).is_none());
    let svg = chart(AXES, &[point('A', 0.9, 5.0), point('B', 0.9, 6.0)]).unwrap();
    assert!(svg.contains("a &lt;model&gt;") && !svg.contains("NaN"));
}

#[test]
fn round_costs_stand_between_the_ends() {
    let svg = chart(AXES, &[point('A', 0.99, 25_554.0), point('B', 0.98, 2842.0)]).unwrap();
    for cost in ["2842", "10000", "25554"] {
        assert!(svg.contains(&format!(">{cost}</text>")), "{cost}: {svg}");
    }
    let svg = chart(AXES, &[point('A', 0.99, 8.0), point('B', 0.98, 2.0)]).unwrap();
    assert!(svg.contains(">5</text>"), "{svg}");
}
