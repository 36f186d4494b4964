//! Quality against what it costs, as a picture: each model a letter, as in the table, and a line along
//! those that no other beats in both.
//!
//! Horizontal places are percentages, so a chart fills any width while its text keeps its size.

use std::fmt::Write as _;

use faircat_display::Scale;
use faircat_inference::figures::plain;
use faircat_text::escape;

/// Height of the whole, and room above and below what is drawn, in pixels.
const HEIGHT: f64 = 230.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 46.0;
/// Where the least and the greatest cost stand, in percent of the width.
const LEFT: f64 = 20.0;
const RIGHT: f64 = 95.0;
/// The narrowest width for which letters are set, in pixels; in wider charts they are further apart.
const NARROW: f64 = 270.0;
/// Half of the room that a letter, or a mark, takes.
const LETTER: (f64, f64) = (6.0, 7.0);
const MARK: f64 = 6.0;
/// The least space of a tick from those at the ends, and from its neighbour, in percent.
const TICK_ROOM: (f64, f64) = (26.0, 20.0);
/// Costs whose ratio exceeds this are drawn by their logarithm.
const WIDE: f64 = 8.0;

/// A model in the chart.
#[derive(Clone, Debug)]
pub(super) struct Point<'a> {
    pub letter: char,
    pub title: &'a str,
    pub value: f64,
    /// One standard deviation.
    pub uncertainty: Option<f64>,
    pub cost: f64,
}

/// What is drawn against what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axes<'a> {
    pub quality: &'a str,
    pub more_is_better: bool,
    pub cost: &'a str,
    /// Whether a greater cost is none: a rate.
    pub more_is_cheaper: bool,
    /// A cost as it is written.
    pub write: fn(f64) -> String,
}

/// The chart; `None` where no two models differ in what they cost, or a number is none.
pub(super) fn chart(axes: Axes, points: &[Point]) -> Option<String> {
    let costs = || points.iter().map(|it| it.cost);
    let sound = |it: &Point| it.value.is_finite() && it.cost.is_finite() && it.cost > 0.0;
    let (least, most) = (costs().fold(f64::INFINITY, f64::min), costs().fold(0.0, f64::max));
    if !points.iter().all(sound) || least >= most {
        return None;
    }
    let along = Along { least, most, log: most / least > WIDE };
    let up = Up::of(points, axes.more_is_better)?;
    let mut svg = format!(
        "<svg class=\"chart pareto\" width=\"100%\" height=\"{HEIGHT}\" role=\"img\" aria-label=\"{}\">",
        escape(&spoken(axes, points))
    );
    draw_axes(&mut svg, axes, &along, &up);
    draw_front(&mut svg, &front(axes, points), &along, &up);
    let places: Vec<(f64, f64)> =
        points.iter().map(|it| (along.place(it.cost), up.place(it.value))).collect();
    for (point, (x, y)) in points.iter().zip(&places) {
        draw_point(&mut svg, point, *x, *y, &up);
    }
    for (point, (x, y)) in points.iter().zip(letters(&places)).filter_map(|(a, b)| Some((a, b?))) {
        let _ = write!(
            svg,
            "<text class=\"value\" x=\"{x:.2}%\" y=\"{y:.1}\" dx=\"0\" text-anchor=\"middle\">{}</text>",
            point.letter
        );
    }
    svg.push_str("</svg>");
    Some(svg)
}

fn spoken(axes: Axes, points: &[Point]) -> String {
    let one = |it: &Point| {
        format!("{} {}: {}, {}", it.letter, it.title, plain(it.value), (axes.write)(it.cost))
    };
    let all: Vec<String> = points.iter().map(one).collect();
    format!("{} / {}: {}", axes.quality, axes.cost, all.join("; "))
}

/// Points that no other beats in quality and cost, the cheapest first.
fn front<'a, 'b>(axes: Axes, points: &'b [Point<'a>]) -> Vec<&'b Point<'a>> {
    let better = |a: f64, b: f64, more: bool| if more { a > b } else { a < b };
    let beats = |a: &Point, b: &Point| {
        let quality = (a.value, b.value, axes.more_is_better);
        let cost = (a.cost, b.cost, axes.more_is_cheaper);
        let worse = |(a, b, more)| better(b, a, more);
        let ahead = |(a, b, more)| better(a, b, more);
        !worse(quality) && !worse(cost) && (ahead(quality) || ahead(cost))
    };
    let mut front: Vec<&Point> =
        points.iter().filter(|one| !points.iter().any(|other| beats(other, one))).collect();
    front.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    front
}

fn draw_axes(svg: &mut String, axes: Axes, along: &Along, up: &Up) {
    let bottom = HEIGHT - BOTTOM;
    for tick in up.scale.ticks() {
        let y = up.place(tick);
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{}%\" x2=\"100%\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text class=\"tick\" x=\"{}%\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LEFT - 4.0,
            LEFT - 5.0,
            y + 4.0,
            up.scale.write(tick)
        );
    }
    let ends = [(along.least, "start", LEFT - 2.0), (along.most, "end", 100.0)];
    for (cost, anchor, text) in ends {
        let x = along.place(cost);
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{x}%\" x2=\"{x}%\" y1=\"{TOP}\" y2=\"{bottom}\"/>\
             <text class=\"tick\" x=\"{text}%\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            bottom + 17.0,
            escape(&(axes.write)(cost))
        );
    }
    for cost in between(along) {
        let x = along.place(cost);
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"{TOP}\" y2=\"{bottom}\"/>\
             <text class=\"tick\" x=\"{x:.2}%\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            bottom + 17.0,
            escape(&(axes.write)(cost))
        );
    }
    let _ = write!(
        svg,
        "<text class=\"label\" x=\"100%\" y=\"{}\" text-anchor=\"end\">{}</text>",
        bottom + 36.0,
        escape(axes.cost)
    );
}

/// Round costs between the least and the greatest, as far as their words have room.
fn between(along: &Along) -> Vec<f64> {
    let factors: &[f64] =
        if along.log { &[1.0, 2.0, 5.0] } else { &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0] };
    let first = 10f64.powf(along.least.log10().floor());
    let powers = (0..24).map(|step| first * 10f64.powi(step));
    let end = along.place(along.most) - TICK_ROOM.0;
    let mut next = along.place(along.least) + TICK_ROOM.0;
    let mut found = Vec::new();
    for cost in powers.flat_map(|power| factors.iter().map(move |factor| factor * power)) {
        let x = along.place(cost);
        if x >= next && x <= end {
            next = x + TICK_ROOM.1;
            found.push(cost);
        }
    }
    found
}

/// Steps from one point of the front to the next.
fn draw_front(svg: &mut String, front: &[&Point], along: &Along, up: &Up) {
    for pair in front.windows(2) {
        let (x1, y1) = (along.place(pair[0].cost), up.place(pair[0].value));
        let (x2, y2) = (along.place(pair[1].cost), up.place(pair[1].value));
        // Of two points the lower one bounds what is reached between them.
        let low = y1.max(y2);
        let _ = write!(
            svg,
            "<line class=\"front\" x1=\"{x1:.2}%\" x2=\"{x2:.2}%\" y1=\"{low:.1}\" y2=\"{low:.1}\"/>"
        );
        let x = if low == y1 { x2 } else { x1 };
        let _ = write!(
            svg,
            "<line class=\"front\" x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"{y1:.1}\" y2=\"{y2:.1}\"/>"
        );
    }
}

fn draw_point(svg: &mut String, point: &Point, x: f64, y: f64, up: &Up) {
    if let Some(size) = point.uncertainty.filter(|it| it.is_finite() && *it > 0.0) {
        let (low, high) = (up.place(point.value - size), up.place(point.value + size));
        let _ = write!(
            svg,
            "<line class=\"error\" x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"{low:.1}\" y2=\"{high:.1}\"/>"
        );
    }
    let _ = write!(svg, "<circle class=\"dot\" cx=\"{x:.2}%\" cy=\"{y:.1}\" r=\"4.5\"/>");
}

/// Where letters stand: beside their mark, clear of other marks and letters; `None` where there is no
/// room, and the table alone tells.
fn letters(places: &[(f64, f64)]) -> Vec<Option<(f64, f64)>> {
    let pixels = |x: f64| x * NARROW / 100.0;
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut found = Vec::new();
    for (x, y) in places {
        // Beside and above, as the line along the front goes level with its marks.
        let around =
            [(11.0, -13.0), (-11.0, -13.0), (11.0, 13.0), (-11.0, 13.0), (0.0, -15.0), (14.0, 0.0)];
        let free =
            around.into_iter().map(|(right, down)| (pixels(*x) + right, y + down)).find(|at| {
                let inside = at.1 > LETTER.1 && at.1 < HEIGHT - BOTTOM - LETTER.1;
                let marks = places.iter().all(|(x, y)| {
                    (pixels(*x) - at.0).abs() >= LETTER.0 + MARK
                        || (y - at.1).abs() >= LETTER.1 + MARK
                });
                let others = taken.iter().all(|other| {
                    (other.0 - at.0).abs() >= 2.0 * LETTER.0
                        || (other.1 - at.1).abs() >= 2.0 * LETTER.1
                });
                inside && marks && others && at.0 > pixels(LEFT - 3.0) && at.0 < NARROW - LETTER.0
            });
        taken.extend(free);
        found.push(free.map(|(at, y)| (at * 100.0 / NARROW, y + 4.5)));
    }
    found
}

/// From costs to places.
struct Along {
    least: f64,
    most: f64,
    log: bool,
}

impl Along {
    fn place(&self, cost: f64) -> f64 {
        let share = if self.log {
            (cost / self.least).ln() / (self.most / self.least).ln()
        } else {
            (cost - self.least) / (self.most - self.least)
        };
        LEFT + share * (RIGHT - LEFT)
    }
}

/// From values to heights; what is better is higher.
struct Up {
    scale: Scale,
    more_is_better: bool,
}

impl Up {
    fn of(points: &[Point], more_is_better: bool) -> Option<Up> {
        let scale = Scale::of(points.iter().map(|it| (it.value, it.uncertainty)))?;
        Some(Up { scale, more_is_better })
    }

    fn place(&self, value: f64) -> f64 {
        let share = self.scale.share(value);
        let share = if self.more_is_better { 1.0 - share } else { share };
        TOP + share * (HEIGHT - BOTTOM - TOP)
    }
}

#[cfg(test)]
mod tests;
