//! The neighbourhood of the primary vertex in the transverse plane, the jet axis to the right.

use faircat_text::Escaped;

use crate::Detail;
use crate::items::{Jet, Relevance, Track, Vertex, share_of, significance_class};
use crate::jet::{diamond, flight, open_vertex, side, track_label};
use crate::svg::{Labels, Place, add, round_up};

const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 270.0;
/// Where the primary vertex stands.
const ORIGIN: (f64, f64) = (70.0, HEIGHT / 2.0);
/// Significance from which a track counts as displaced.
const DISPLACED: f64 = 2.0;
/// Least and greatest distance in cm that the picture reaches to.
const NEAREST: f64 = 0.05;
const FARTHEST: f64 = 3.0;
/// Angle to the jet axis within which its particles fly: the jet's radius.
const FRAGMENTS: f64 = 0.8;

/// Draws displaced tracks as the straight lines that they nearly are here, from their point of
/// closest approach outwards, others faintly, and secondary vertices at their flight distance.
/// A vertex beyond the picture is drawn at its edge. Both axes have one scale.
#[must_use]
pub fn transverse(jet: &Jet, relevance: Option<&Relevance>, detail: Detail) -> String {
    let (mut tracks, vertices) = (jet.tracks(), jet.vertices());
    let scale = (WIDTH - ORIGIN.0) / 1.3 / reach(&vertices);
    let mut svg = String::with_capacity(160 * (tracks.len() + vertices.len()) + 1200);
    add!(
        svg,
        "<svg class=\"transverse-view\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" overflow=\"hidden\" role=\"{}\" \
         aria-label=\"{}\">",
        detail.role(),
        Escaped(&spoken(jet.title, &tracks, &vertices))
    );
    add!(svg, "<path class=\"axis-line\" d=\"M0 {y}H{WIDTH}\"/>", y = ORIGIN.1);
    // The most displaced last, above all others.
    tracks.sort_by(|a, b| size(a).total_cmp(&size(b)).then(a.slot.cmp(&b.slot)));
    let largest = relevance.map_or(0.0, Relevance::largest);
    for track in &tracks {
        let share = relevance.map(|it| share_of(it.tracks, track.slot, largest));
        draw_track(&mut svg, track, share, scale, detail);
    }
    let mut labels = Labels::default();
    for vertex in &vertices {
        let share = relevance.map(|it| share_of(it.vertices, vertex.slot, largest));
        draw_vertex(&mut svg, &mut labels, vertex, share, scale, detail);
    }
    svg.push_str(&labels.into_svg());
    if detail.has_texts() {
        write_scale(&mut svg, scale);
    }
    add!(svg, "<circle class=\"primary\" cx=\"{}\" cy=\"{}\" r=\"4\"/></svg>", ORIGIN.0, ORIGIN.1);
    svg
}

fn size(track: &Track) -> f64 {
    track.significance.unwrap_or(0.0).abs()
}

fn is_displaced(track: &Track) -> bool {
    size(track) >= DISPLACED
}

fn spoken(title: &str, tracks: &[Track], vertices: &[Vertex]) -> String {
    let flights: Vec<String> = vertices.iter().filter_map(|it| Some(flight(it.flight?))).collect();
    let mut text = format!(
        "{title}: the primary vertex and its neighbourhood across the beam. {} of {} tracks miss \
         it by at least {DISPLACED} standard deviations",
        tracks.iter().filter(|track| is_displaced(track)).count(),
        tracks.len()
    );
    if !flights.is_empty() {
        add!(text, "; secondary vertices {} away", flights.join(", "));
    }
    text.push('.');
    text
}

/// Distance in cm that the picture reaches to. Vertices of one jet fly from 0.1 mm to 10 cm:
/// those of more than eight times the shortest way are left to the edge.
fn reach(vertices: &[Vertex]) -> f64 {
    let flights = || vertices.iter().filter_map(|it| it.flight).filter(|it| *it > 0.0);
    let shortest = flights().fold(f64::INFINITY, f64::min);
    flights().filter(|length| *length <= 8.0 * shortest).fold(NEAREST, f64::max).min(FARTHEST)
}

/// The scale, and what the axis is.
fn write_scale(svg: &mut String, scale: f64) {
    let middle = ORIGIN.1;
    let unit = round_up(60.0 / scale);
    add!(
        svg,
        "<path class=\"scale\" d=\"M12 {y}v-4v8v-4h{}v-4v8\"/>\
         <text class=\"tick\" x=\"12\" y=\"{}\">{}</text>\
         <text class=\"axis\" x=\"{WIDTH}\" y=\"{}\" text-anchor=\"end\">jet axis →</text>",
        Place(unit * scale),
        HEIGHT - 22.0,
        flight(unit),
        middle - 6.0,
        y = HEIGHT - 12.0,
    );
}

/// From cm to the picture, y upwards.
fn place((x, y): (f64, f64), scale: f64) -> (f64, f64) {
    (ORIGIN.0 + x * scale, ORIGIN.1 - y * scale)
}

/// The share of the way from `from` to `to` that lies within the picture, as two points
/// (Liang and Barsky, ACM Transactions on Graphics 3 (1984) 1).
fn clipped(from: (f64, f64), to: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut first, mut last) = (0.0f64, 1.0f64);
    let edges = [(-dx, from.0), (dx, WIDTH - from.0), (-dy, from.1), (dy, HEIGHT - from.1)];
    for (step, room) in edges {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            first = first.max(room / step);
        } else {
            last = last.min(room / step);
        }
    }
    let at = |share: f64| (from.0 + share * dx, from.1 + share * dy);
    (first < last).then(|| (at(first), at(last)))
}

fn draw_track(svg: &mut String, track: &Track, relevance: Option<f64>, scale: f64, detail: Detail) {
    let displaced = is_displaced(track);
    if !displaced && !detail.has_texts() {
        return;
    }
    let (Some((_, phi)), Some(impact)) = (track.place, track.impact) else { return };
    // The point of closest approach lies across the direction, `impact` to the left of it.
    let start = (-impact * phi.sin(), impact * phi.cos());
    let far = 2.0 * WIDTH / scale;
    let end = (start.0 + far * phi.cos(), start.1 + far * phi.sin());
    let Some((from, to)) = clipped(place(start, scale), place(end, scale)) else { return };
    let class = significance_class(track.significance);
    let kind = if displaced { "displaced" } else { "prompt" };
    let line = |class: &str| {
        format!(
            "<path{class} d=\"M{} {}L{} {}\"/>",
            Place(from.0),
            Place(from.1),
            Place(to.0),
            Place(to.1)
        )
    };
    // Only displaced tracks are asked about here; the others are in the picture along the axis.
    let asked = detail.is_interactive() && displaced;
    if asked {
        add!(
            svg,
            "<g class=\"line {kind} {class}\" data-track=\"{}\" tabindex=\"0\" role=\"img\" \
             aria-label=\"{}\">",
            track.slot,
            Escaped(&track_label(track, relevance))
        );
    } else {
        add!(svg, "<g class=\"line {kind} {class}\">");
    }
    if let Some(share) = relevance.filter(|share| share.abs() >= 0.005) {
        add!(
            svg,
            "<path class=\"halo {}\" d=\"M{} {}L{} {}\" stroke-width=\"{}\"/>",
            side(share),
            Place(from.0),
            Place(from.1),
            Place(to.0),
            Place(to.1),
            Place(3.0 + 9.0 * share.abs().min(1.0))
        );
    }
    svg.push_str(&line(""));
    if asked {
        // A wide line that is not seen is easier to point at.
        svg.push_str(&line(" class=\"target\""));
    }
    svg.push_str("</g>");
}

fn draw_vertex(
    svg: &mut String,
    labels: &mut Labels,
    vertex: &Vertex,
    relevance: Option<f64>,
    scale: f64,
    detail: Detail,
) {
    let Some(length) = vertex.flight.filter(|length| *length > 0.0) else { return };
    open_vertex(svg, vertex, relevance, detail);
    match vertex.place {
        Some((_, phi)) => draw_flight(svg, labels, (length, phi), scale, detail),
        None => draw_arc(svg, length * scale, vertex.delta_r.unwrap_or(FRAGMENTS)),
    }
    svg.push_str("</g>");
}

/// Where a vertex may lie whose azimuth is not known but is at most `angle`.
fn draw_arc(svg: &mut String, radius: f64, angle: f64) {
    if radius > WIDTH {
        return;
    }
    let (x, y) = (radius * angle.cos(), radius * angle.sin());
    add!(
        svg,
        "<path class=\"ring\" d=\"M{x} {}A{r} {r} 0 0 0 {x} {}\"/>",
        Place(ORIGIN.1 + y),
        Place(ORIGIN.1 - y),
        x = Place(ORIGIN.0 + x),
        r = Place(radius)
    );
}

fn draw_flight(
    svg: &mut String,
    labels: &mut Labels,
    (length, phi): (f64, f64),
    scale: f64,
    detail: Detail,
) {
    let end = place((length * phi.cos(), length * phi.sin()), scale);
    let room = 10.0;
    let inside = (room..=WIDTH - room).contains(&end.0) && (room..=HEIGHT - room).contains(&end.1);
    let Some((_, shown)) = clipped(ORIGIN, end) else { return };
    let at = (shown.0.clamp(room, WIDTH - room), shown.1.clamp(room, HEIGHT - room));
    let beyond = if inside { "" } else { " beyond" };
    add!(
        svg,
        "<path class=\"flight-line{beyond}\" d=\"M{} {}L{} {}\"/>",
        ORIGIN.0,
        ORIGIN.1,
        Place(at.0),
        Place(at.1)
    );
    diamond(svg, at, 7.0);
    if detail.has_texts() {
        let (anchor, shift) = if at.0 > WIDTH * 0.75 { ("end", -11.0) } else { ("start", 11.0) };
        let arrow = if inside { "" } else { " →" };
        let x = at.0 + shift;
        labels.write((x, at.1 - 8.0), anchor, &format!("{}{arrow}", flight(length)));
    }
}
