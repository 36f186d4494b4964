//! A jet in the η–φ plane, seen along its axis.

use std::f64::consts::FRAC_1_SQRT_2;

use faircat_text::Escaped;

use crate::Detail;
use crate::items::{Jet, Relevance, Track, Vertex, share_of, significance_class};
use crate::svg::{Digits, Labels, Place, add};

/// Width and height of the picture in its own units.
const SIZE: f64 = 320.0;
/// Distance in η and φ from the axis to the edge of the picture.
const REACH: f64 = 0.9;
/// Radius of the jet: anti-kT with R = 0.8.
const CONE: f64 = 0.8;

/// Draws the jet: its cone, tracks as circles whose area goes with transverse momentum and whose
/// colour tells the signed impact-parameter significance, and secondary vertices as diamonds.
/// A vertex of which only the distance from the axis is known is a dashed circle. `relevance`
/// adds a ring around each track and vertex, as wide as it contributed.
#[must_use]
pub fn jet(jet: &Jet, relevance: Option<&Relevance>, detail: Detail) -> String {
    let (mut tracks, vertices) = (jet.tracks(), jet.vertices());
    let mut svg = String::with_capacity(160 * (tracks.len() + vertices.len()) + 1200);
    add!(
        svg,
        "<svg class=\"jet-view\" viewBox=\"0 0 {SIZE} {SIZE}\" role=\"{}\" aria-label=\"{}\">",
        detail.role(),
        Escaped(&spoken(jet.title, &tracks, &vertices))
    );
    frame(&mut svg, detail);
    // Large ones first, so that none hides another.
    tracks.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.slot.cmp(&b.slot)));
    let largest = relevance.map_or(0.0, Relevance::largest);
    for track in &tracks {
        let share = relevance.map(|it| share_of(it.tracks, track.slot, largest));
        draw_track(&mut svg, track, share, detail);
    }
    for vertex in &vertices {
        let share = relevance.map(|it| share_of(it.vertices, vertex.slot, largest));
        draw_vertex(&mut svg, vertex, share, detail);
    }
    if detail.has_texts() {
        draw_flights(&mut svg, &vertices);
    }
    svg.push_str("</svg>");
    svg
}

fn spoken(title: &str, tracks: &[Track], vertices: &[Vertex]) -> String {
    let displaced = tracks.iter().filter(|it| it.significance.is_some_and(|sig| sig >= 2.0));
    let mut text = format!(
        "{title}: a jet seen along its axis. {}, {} of them displaced by at least 2 standard \
         deviations; {}",
        counted(tracks.len(), "track", "tracks"),
        displaced.count(),
        counted(vertices.len(), "secondary vertex", "secondary vertices")
    );
    let flights: Vec<String> = vertices.iter().filter_map(|it| Some(flight(it.flight?))).collect();
    if !flights.is_empty() {
        add!(text, ", {} from the primary vertex", flights.join(", "));
    }
    text.push('.');
    text
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A length in cm as people say it.
pub(crate) fn flight(length: f64) -> String {
    match length.abs() {
        size if size < 0.1 => format!("{} µm", (length * 1e4).round()),
        size if size < 1.0 => format!("{} mm", Digits((length * 100.0).round() / 10.0)),
        _ => format!("{} cm", Digits((length * 10.0).round() / 10.0)),
    }
}

fn scaled(length: f64) -> f64 {
    length * SIZE / 2.0 / REACH
}

/// η to the right, φ upwards; what lies outside is drawn at the edge.
fn place((eta, phi): (f64, f64)) -> (f64, f64) {
    let within = |value: f64| value.clamp(-REACH, REACH);
    (SIZE / 2.0 + scaled(within(eta)), SIZE / 2.0 - scaled(within(phi)))
}

fn frame(svg: &mut String, detail: Detail) {
    let (middle, cone, half) = (SIZE / 2.0, Place(scaled(CONE)), Place(scaled(CONE / 2.0)));
    add!(
        svg,
        "<circle class=\"cone\" cx=\"{middle}\" cy=\"{middle}\" r=\"{cone}\"/>\
         <circle class=\"grid\" cx=\"{middle}\" cy=\"{middle}\" r=\"{half}\"/>\
         <path class=\"grid\" d=\"M{} {middle}H{}M{middle} {}V{}\"/>",
        Place(middle - scaled(CONE)),
        Place(middle + scaled(CONE)),
        Place(middle - scaled(CONE)),
        Place(middle + scaled(CONE)),
    );
    if detail.has_texts() {
        let label = middle + scaled(CONE / 2.0) * FRAC_1_SQRT_2;
        let outer = middle + scaled(CONE) * FRAC_1_SQRT_2;
        add!(
            svg,
            "<text class=\"tick\" x=\"{}\" y=\"{}\">0.4</text>\
             <text class=\"tick\" x=\"{}\" y=\"{}\">ΔR = 0.8</text>\
             <text class=\"axis\" x=\"{SIZE}\" y=\"{}\" text-anchor=\"end\">Δη</text>\
             <text class=\"axis\" x=\"{}\" y=\"10\">Δφ</text>",
            Place(label + 2.0),
            Place(label + 9.0),
            Place(outer - 8.0),
            Place(outer + 15.0),
            middle - 6.0,
            middle + 6.0,
        );
    }
}

/// A class for what speaks for the class asked about, and against it.
pub(crate) fn side(share: f64) -> &'static str {
    if share < 0.0 { "against" } else { "for" }
}

/// The ring that shows relevance around something of radius `radius`.
fn halo(svg: &mut String, (x, y): (f64, f64), radius: f64, share: f64) {
    if share.abs() >= 0.005 {
        let width = 10.0 * share.abs().min(1.0);
        add!(
            svg,
            "<circle class=\"halo {}\" cx=\"{}\" cy=\"{}\" r=\"{}\" stroke-width=\"{}\"/>",
            side(share),
            Place(x),
            Place(y),
            Place(radius + 1.5 + width / 2.0),
            Place(width)
        );
    }
}

fn draw_track(svg: &mut String, track: &Track, relevance: Option<f64>, detail: Detail) {
    let Some((x, y)) = track.place.map(place) else { return };
    // A small picture shows what matters of a large one: the circles shrink less than it does.
    let grown = if detail.has_texts() { 1.0 } else { 1.5 };
    let radius = grown * (1.5 + 24.0 * track.share.sqrt()).min(18.0);
    let class = significance_class(track.significance);
    let circle = |class: &str| {
        format!("<circle{class} cx=\"{}\" cy=\"{}\" r=\"{}\"/>", Place(x), Place(y), Place(radius))
    };
    if detail.is_interactive() {
        add!(
            svg,
            "<g class=\"track {class}\" data-track=\"{}\" tabindex=\"0\" role=\"img\" aria-label=\"{}\">",
            track.slot,
            Escaped(&track_label(track, relevance))
        );
    }
    if let Some(share) = relevance {
        halo(svg, (x, y), radius, share);
    }
    if detail.is_interactive() {
        add!(svg, "{}</g>", circle(""));
    } else {
        svg.push_str(&circle(&format!(" class=\"track {class}\"")));
    }
}

/// What a track is, in words.
pub(crate) fn track_label(track: &Track, relevance: Option<f64>) -> String {
    let mut text = format!("Track {}", track.slot + 1);
    add!(text, ", {} % of the jet's momentum", Digits((track.share * 1000.0).round() / 10.0));
    if let Some(significance) = track.significance {
        add!(text, ", impact parameter {} standard deviations", Digits(significance));
    }
    if let Some(share) = relevance {
        add!(text, ", relevance {} % of the largest", Digits((share * 100.0).round()));
    }
    text
}

/// What a vertex is, in words.
fn vertex_label(vertex: &Vertex, relevance: Option<f64>) -> String {
    let mut text = format!("Secondary vertex {}", vertex.slot + 1);
    if let Some(length) = vertex.flight {
        add!(text, ", {} from the primary vertex", flight(length));
    }
    if let Some(tracks) = vertex.tracks {
        add!(text, ", {} tracks", Digits(tracks));
    }
    if let Some(mass) = vertex.mass {
        add!(text, ", mass {} GeV", Digits(mass));
    }
    if let Some(share) = relevance {
        add!(text, ", relevance {} % of the largest", Digits((share * 100.0).round()));
    }
    text
}

/// Begins the group of a vertex, which can be chosen where the picture is interactive.
pub(crate) fn open_vertex(
    svg: &mut String,
    vertex: &Vertex,
    relevance: Option<f64>,
    detail: Detail,
) {
    if detail.is_interactive() {
        add!(
            svg,
            "<g class=\"vertex\" data-vertex=\"{}\" tabindex=\"0\" role=\"img\" aria-label=\"{}\">",
            vertex.slot,
            Escaped(&vertex_label(vertex, relevance))
        );
    } else {
        svg.push_str("<g class=\"vertex\">");
    }
}

fn draw_vertex(svg: &mut String, vertex: &Vertex, relevance: Option<f64>, detail: Detail) {
    let size = size(vertex);
    open_vertex(svg, vertex, relevance, detail);
    match (vertex.place, vertex.delta_r) {
        (Some(at), _) => {
            let (x, y) = place(at);
            if let Some(share) = relevance {
                halo(svg, (x, y), size, share);
            }
            diamond(svg, (x, y), size);
        }
        (None, Some(distance)) => {
            let middle = SIZE / 2.0;
            let radius = scaled(distance.clamp(0.0, REACH));
            if let Some(share) = relevance {
                halo(svg, (middle, middle), radius, share);
            }
            add!(
                svg,
                "<circle class=\"ring\" cx=\"{middle}\" cy=\"{middle}\" r=\"{}\"/>",
                Place(radius)
            );
        }
        (None, None) => {}
    }
    svg.push_str("</g>");
}

/// Vertices fly from 0.1 mm to 10 cm, so the size follows the logarithm.
fn size(vertex: &Vertex) -> f64 {
    vertex.flight.map_or(7.0, |length| 7.0 + 3.0 * (1.0 + length.max(0.0) / 0.05).log10())
}

/// Flight distances beside the vertices, above all shapes.
fn draw_flights(svg: &mut String, vertices: &[Vertex]) {
    let mut labels = Labels::default();
    for vertex in vertices {
        let (Some((x, y)), Some(length)) = (vertex.place.map(place), vertex.flight) else {
            continue;
        };
        let (anchor, shift) = if x > SIZE * 0.7 { ("end", -1.0) } else { ("start", 1.0) };
        let x = x + shift * (size(vertex) + 4.0);
        labels.write((x, y + 4.0), anchor, &flight(length));
    }
    svg.push_str(&labels.into_svg());
}

/// A square that stands on its corner, `size` from its middle to each.
pub(crate) fn diamond(svg: &mut String, (x, y): (f64, f64), size: f64) {
    add!(
        svg,
        "<path class=\"diamond\" d=\"M{} {}l{s} {s}l-{s} {s}l-{s} -{s}z\"/>",
        Place(x),
        Place(y - size),
        s = Place(size)
    );
}
