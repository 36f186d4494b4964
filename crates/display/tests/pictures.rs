//! Pictures of what a model sees: whole texts, and what holds for any input.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use faircat_display::{
    Bar, Detail, Histogram, Items, Jet, Peak, Relevance, Series, bars, jet, peak,
    score_distribution, significance_class, transverse,
};
use faircat_inference::signature::FeatureRole;

const TRACKS: [Option<FeatureRole>; 5] = [
    Some(FeatureRole::MomentumShare),
    Some(FeatureRole::Eta),
    Some(FeatureRole::Phi),
    Some(FeatureRole::ImpactParameter),
    Some(FeatureRole::ImpactSignificance),
];
const VERTICES: [Option<FeatureRole>; 5] = [
    Some(FeatureRole::Eta),
    Some(FeatureRole::Phi),
    Some(FeatureRole::FlightDistance),
    Some(FeatureRole::Mass),
    Some(FeatureRole::NumberOfTracks),
];
const HOSTILE: &str = "</svg><script>alert('1')</script>&\"\u{1}";

/// Three tracks and an empty slot: one from the vertex, one from the primary vertex, one negative.
const TRACK_VALUES: [f32; 20] = [
    0.25, 0.04, 0.01, 0.0, // share of momentum
    0.3, -0.1, 0.5, 0.0, // η
    0.2, -0.3, 0.1, 0.0, // φ
    -0.0397, 0.0005, 0.004, 0.0, // impact parameter
    32.0, 0.4, -1.0, 0.0, // significance
];
/// A vertex of 4 mm and an empty slot.
const VERTEX_VALUES: [f32; 10] = [0.28, 0.0, 0.1, 0.0, 0.4, 0.0, 2.5, 0.0, 3.0, 0.0];

fn example(title: &str) -> Jet<'_> {
    Jet {
        title,
        tracks: Items { features: &TRACKS, values: &TRACK_VALUES },
        vertices: Items { features: &VERTICES, values: &VERTEX_VALUES },
    }
}

const RELEVANCE: Relevance = Relevance { tracks: &[2.0, -0.5, 0.0, 0.0], vertices: &[1.0, 0.0] };

/// One element a line.
fn lines(svg: &str) -> String {
    svg.replace("><", ">\n<")
}

#[test]
fn a_jet_along_its_axis() {
    insta::assert_snapshot!(lines(&jet(&example("Example 1"), None, Detail::Thumbnail)));
}

#[test]
fn a_jet_that_can_be_asked_about_shows_relevance() {
    let drawn = jet(&example("Example 1"), Some(&RELEVANCE), Detail::Interactive);
    insta::assert_snapshot!(lines(&drawn));
}

#[test]
fn a_jet_across_the_beam() {
    let drawn = transverse(&example("Example 1"), Some(&RELEVANCE), Detail::Interactive);
    insta::assert_snapshot!(lines(&drawn));
}

#[test]
fn a_peak_with_its_positions() {
    let image = [0.0, 0.5, 0.0, 0.25, 1.0, 0.75, 0.0, f32::NAN, 0.0];
    let drawn = Peak {
        title: "Example 1",
        image: &image,
        predicted: Some((1.2, 1.0)),
        truth: Some((1.0, 0.9)),
    };
    insta::assert_snapshot!(lines(&peak(&drawn, Detail::Picture)));
}

#[test]
fn a_distribution_tells_its_scale_and_its_counts() {
    let histogram = Histogram {
        quantity: "Probability of Hbb",
        edges: &[0.0, 0.25, 0.5, 0.75, 1.0],
        series: &[
            Series { name: "QCD", counts: &[90, 8, 1, 1] },
            Series { name: "Hbb", counts: &[2, 0, 8, 90] },
        ],
        threshold: Some(0.5),
    };
    insta::assert_snapshot!(lines(&score_distribution(&histogram)));
}

#[test]
fn bars_to_both_sides() {
    let values = [Bar { label: "mass", value: 0.5 }, Bar { label: "dxy", value: -1.25 }];
    insta::assert_snapshot!(lines(&bars("Relevance", &values)));
}

/// Where the path `d` of the first element of `class` begins and ends.
fn ends(svg: &str, class: &str) -> [(f64, f64); 2] {
    let at = svg.find(class).unwrap_or_else(|| panic!("no {class} in {svg}"));
    let path = svg[at..].split("d=\"M").nth(1).unwrap().split('"').next().unwrap();
    let points = path.split('L').map(|point| {
        let (x, y) = point.split_once(' ').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    });
    points.collect::<Vec<_>>().try_into().unwrap()
}

/// The track of the fixture has the impact parameter that one from the vertex must have:
/// Lxy sin(φ of the vertex − φ of the track).
#[test]
fn a_track_from_a_vertex_is_drawn_through_it() {
    let drawn = transverse(&example("x"), None, Detail::Picture);
    let [from, to] = ends(&drawn, "class=\"line displaced sip-4\"");
    let [_, vertex] = ends(&drawn, "class=\"flight-line\"");
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let apart = (dx * (vertex.1 - from.1) - dy * (vertex.0 - from.0)) / dx.hypot(dy);
    assert!(apart.abs() < 1.0, "{apart} of 480 units beside the vertex");
    assert!(from.0 < vertex.0 && vertex.0 < to.0);
}

/// Smaller networks know neither azimuth nor signed transverse impact parameter.
#[test]
fn the_azimuth_follows_from_the_other_features() {
    let features = [
        FeatureRole::Eta,
        FeatureRole::DeltaR,
        FeatureRole::ImpactParameter,
        FeatureRole::SignedImpactParameterInSpace,
    ]
    .map(Some);
    let values = [0.3, 0.5, -0.01, 0.02];
    let known = Jet { tracks: Items { features: &features, values: &values }, ..example("x") };
    let place = known.tracks()[0].place.unwrap();
    assert!((place.0 - 0.3).abs() < 1e-6 && (place.1 - 0.4).abs() < 1e-6, "{place:?}");
    let other = [0.3, 0.5, 0.01, 0.02];
    let other = Jet { tracks: Items { features: &features, values: &other }, ..known };
    assert!((other.tracks()[0].place.unwrap().1 + 0.4).abs() < 1e-6);
}

#[test]
fn every_significance_has_its_colour() {
    let classes = [None, Some(-1.0), Some(0.0), Some(2.0), Some(5.0), Some(15.0)];
    assert_eq!(
        classes.map(significance_class),
        ["sip-none", "sip-0", "sip-1", "sip-2", "sip-3", "sip-4"]
    );
}

fn all(title: &str, jet_of: &Jet, image: &[f32], numbers: &[f64]) -> Vec<String> {
    let mut drawn = Vec::new();
    for detail in [Detail::Thumbnail, Detail::Picture, Detail::Interactive] {
        for relevance in [None, Some(&RELEVANCE)] {
            drawn.push(jet(jet_of, relevance, detail));
            drawn.push(transverse(jet_of, relevance, detail));
        }
        let predicted = numbers.first().map(|number| (*number, *number));
        drawn.push(peak(&Peak { title, image, predicted, truth: predicted }, detail));
    }
    let counts: Vec<u64> = numbers.iter().map(|_| u64::MAX / 4).collect();
    drawn.push(score_distribution(&Histogram {
        quantity: title,
        edges: numbers,
        series: &[Series { name: title, counts: &counts }],
        threshold: numbers.first().copied(),
    }));
    let values: Vec<Bar> = numbers.iter().map(|&value| Bar { label: title, value }).collect();
    drawn.push(bars(title, &values));
    drawn
}

#[test]
fn texts_stay_texts_and_numbers_cannot_break_a_picture() {
    let odd = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, f32::MIN_POSITIVE, -0.0];
    let wild: Vec<f32> = odd.iter().copied().cycle().take(5 * 7 + 3).collect();
    let jets = [
        example(HOSTILE),
        Jet {
            title: HOSTILE,
            tracks: Items { features: &TRACKS, values: &wild },
            vertices: Items { features: &VERTICES, values: &wild },
        },
        Jet {
            title: HOSTILE,
            tracks: Items { features: &[], values: &[] },
            vertices: Items { features: &[None], values: &[1.0] },
        },
    ];
    let numbers: Vec<f64> = odd.iter().map(|value| f64::from(*value)).collect();
    for jet in &jets {
        for numbers in [&numbers[..], &[], &[0.5], &[1.0, 2.0]] {
            for svg in all(HOSTILE, jet, &wild, numbers) {
                sound(&svg);
            }
        }
    }
    sound(&peak(&Peak { title: "", image: &[], predicted: None, truth: None }, Detail::Picture));
}

/// Well-formed, one element around all, with no script, style or id, and no number that is none.
fn sound(svg: &str) {
    let mut reader = quick_xml::Reader::from_str(svg);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {svg}")) {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                let name = tag.name();
                let name: &str = name.as_ref();
                assert_ne!(name, "script", "{svg}");
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    let name: &str = attribute.key.as_ref();
                    assert!(!["style", "id"].contains(&name) && !name.starts_with("on"), "{svg}");
                    let is_text = name == "aria-label";
                    assert!(is_text || !attribute.value.contains("NaN"), "{svg}");
                    assert!(is_text || !attribute.value.contains("inf"), "{svg}");
                }
            }
            _ => {}
        }
    }
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
    assert!(!svg.contains('\u{1}'));
}
