use super::{Panel, Series, Summary, plot, short, ticks};

fn panel(median: f64) -> Panel {
    let one = |batch| Summary {
        batch,
        minimum: median * 0.9,
        quartile_1: median * 0.95,
        median,
        quartile_3: median * 1.05,
        maximum: median * 1.1,
    };
    let series = Series { look: 0, label: "tract".to_owned(), boxes: vec![one(1), one(16)] };
    Panel { title: "CPU, 1 thread".to_owned(), series: vec![series] }
}

#[test]
fn ticks_are_round_and_hold_everything() {
    assert_eq!(ticks(450.0, 9000.0), [200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0]);
    assert_eq!(ticks(30.0, 120_000.0), [10.0, 100.0, 1e3, 1e4, 1e5, 1e6]);
    assert_eq!(ticks(100.0, 100.0), [100.0]);
    assert_eq!([0.5, 20.0, 5000.0, 2e6].map(short), ["0.5", "20", "5k", "2M"]);
}

#[test]
fn a_plot_tells_its_medians_in_words() {
    let drawn = plot(&[panel(1000.0)]).unwrap();
    let svg = &drawn.panels[0].svg;
    assert!(svg.contains("CPU, 1 thread. tract: 1000 at batch 1, 1000 at batch 16."), "{svg}");
    assert_eq!(svg.matches("class=\"box\"").count(), 2, "{svg}");
    assert_eq!(drawn.legend, [("look-1".to_owned(), "tract".to_owned())]);
}

#[test]
fn boxes_of_many_series_stay_in_the_field() {
    let mut many = panel(1000.0);
    many.series = (0..6).map(|look| Series { look, ..many.series[0].clone() }).collect();
    let svg = plot(&[many]).unwrap().panels.remove(0).svg;
    let number = |text: &str| text.split('%').next().unwrap().parse::<f64>().unwrap();
    for part in svg.split("class=\"box\" x=\"").skip(1) {
        let (left, width) = (number(part), number(part.split("width=\"").nth(1).unwrap()));
        assert!(left >= 5.0 && left + width <= 100.0, "{left} {width}");
    }
}

#[test]
fn what_has_no_logarithm_is_not_drawn() {
    for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(plot(&[panel(wrong)]).is_none());
    }
    assert!(plot(&[]).is_none());
}
