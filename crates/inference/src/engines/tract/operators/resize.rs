//! Images made larger or smaller: `Resize`, and `Upsample`, which it replaced.

mod neighbours;

use tract_core::internal::{DatumType, IntoTensor, OutletId, TVec, TractResult, bail, tvec};

use super::{Axes, Kernel, Node, Wire};
use crate::onnx::LARGEST_AXIS;
use neighbours::{Neighbours, along, cubic, held, linear};

pub(super) fn find(name: &str) -> Option<Wire> {
    matches!(name, "Resize" | "Upsample").then_some(resized as Wire)
}

fn resized(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let shape = node.shape(x)?;
    let dtype = node.dtype(x)?;
    let rule = Rule::of(node, dtype)?;
    let lines =
        axes(node, &shape)?.into_iter().filter(|line| line.size != line.made || line.scale != 1.0);
    let mut lines: Vec<Line> = lines.collect();
    if lines.iter().any(|line| line.size == 0) {
        bail!("its input has no values to be taken");
    }
    // What grows does so last, so that nothing between is larger than the input or the output.
    lines.sort_by_key(|line| line.made > line.size);
    let mut made = shape.clone();
    let mut passes = Vec::new();
    for line in lines {
        made[line.axis] = line.made;
        passes.push((line.axis, rule.sources(&line)?));
    }
    let same = (0..shape.len()).filter(|axis| passes.iter().all(|(other, _)| other != axis));
    let mapping = Axes::Kept(same.map(|axis| (axis, axis)).collect());
    if !matches!(rule.mode, Mode::Nearest) && !dtype.is_float() {
        bail!("between values of {dtype:?} there is nothing");
    }
    let kernel = Kernel::new(node.operator(), tvec!((dtype, made)), mapping, move |inputs| {
        let mut value = inputs[0].clone().into_tensor();
        for (axis, sources) in &passes {
            value = along(&value, *axis, sources)?;
        }
        Ok(tvec!(value))
    });
    node.add(kernel, &[x])
}

/// An axis that gets another size.
struct Line {
    axis: usize,
    size: usize,
    made: usize,
    scale: f32,
    /// The scale before it is rounded to float32, where it comes from sizes.
    exact: f64,
    /// Whether the scale makes this size without a fraction.
    whole: bool,
}

/// The sizes that axes get, from scales or from sizes.
fn axes(node: &Node, shape: &[usize]) -> TractResult<Vec<Line>> {
    let rank = shape.len();
    let axes = match if node.version() < 18 { None } else { node.integers("axes") } {
        Some(axes) => axes.iter().map(|&it| Node::axis(it, rank)).collect::<Result<_, _>>()?,
        None => (0..rank).collect::<Vec<_>>(),
    };
    let (scales, sizes) = given(node)?;
    let count = if scales.is_empty() { sizes.len() } else { scales.len() };
    if count != axes.len() || scales.is_empty() == sizes.is_empty() {
        bail!("it has {} scales and {} sizes for {} axes", scales.len(), sizes.len(), axes.len());
    }
    let of_axis = |(at, axis): (usize, usize)| {
        let size = shape[axis];
        let (made, scale, exact) = match sizes.get(at) {
            Some(&made) => (made, made as f32 / size.max(1) as f32, made / size.max(1) as f64),
            None => (length(size, scales[at])?, scales[at], f64::from(scales[at])),
        };
        if !(scale > 0.0 && made > 0.0 && made <= LARGEST_AXIS as f64) {
            bail!("{size} values would become {made}");
        }
        let whole = scales.is_empty() || f64::from(size as f32 * scale) == made;
        Ok(Line { axis, size, made: made as usize, scale, exact, whole })
    };
    axes.into_iter().enumerate().map(of_axis).collect()
}

/// ⌊size × scale⌋. Errors: where float32 and exact numbers differ in it, as engines do.
fn length(size: usize, scale: f32) -> TractResult<f64> {
    let exact = (size as f64 * f64::from(scale)).floor();
    if f64::from((size as f32 * scale).floor()) != exact {
        bail!("{size} values scaled by {scale} are {exact} or one more, as one rounds");
    }
    Ok(exact)
}

/// The scales and the sizes, of which one is given.
fn given(node: &Node) -> TractResult<(Vec<f32>, Vec<f64>)> {
    let of = |index: usize| -> TractResult<Vec<f64>> {
        let Some(outlet) = node.optional(index) else { return Ok(Vec::new()) };
        let numbers = node.known(outlet)?.cast_to::<f64>()?;
        Ok(numbers.to_plain_array_view::<f64>()?.iter().copied().collect())
    };
    let narrow = |scales: Vec<f64>| scales.into_iter().map(|it| it as f32).collect();
    let upsample = node.operator() == "Upsample";
    if upsample && node.version() > 9 {
        bail!("it is no operator since operator set 10");
    }
    match node.version() {
        ..=8 if upsample => Ok((node.numbers("scales").unwrap_or_default().to_vec(), Vec::new())),
        ..=10 => Ok((narrow(of(1)?), Vec::new())),
        _ => {
            // The part of the input that is resized, in a mode that is not known here.
            node.pass_over_input(1);
            Ok((narrow(of(2)?), of(3)?))
        }
    }
}

#[derive(Clone, Copy)]
enum Mode {
    Nearest,
    Linear,
    /// With the coefficient of the cubic, and whether what lies outside has no weight.
    Cubic(f64, bool),
}

/// What places and weights are computed in.
#[derive(Clone, Copy)]
enum Precision {
    /// Float32, as scales are, so that a third of three is one.
    Single,
    /// Float64, for values that have as many digits.
    Double,
}

impl Precision {
    fn of(mode: Mode, dtype: DatumType) -> Precision {
        match mode {
            Mode::Linear | Mode::Cubic(..) if dtype == DatumType::F64 => Precision::Double,
            _ => Precision::Single,
        }
    }

    /// `value`, the result of one operation on numbers of this precision. Float64 has more than
    /// twice the digits of float32, so that rounding twice is rounding once.
    fn rounded(self, value: f64) -> f64 {
        match self {
            Precision::Single => f64::from(value as f32),
            Precision::Double => value,
        }
    }
}

/// Where the values of an axis come from.
struct Rule {
    mode: Mode,
    precision: Precision,
    coordinates: &'static str,
    rounding: &'static str,
}

/// The first is the default.
const COORDINATES: [&str; 4] = ["half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel"];
const ROUNDINGS: [&str; 4] = ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"];

/// Before operator set 11, which downwards takes one neighbour or the other by engine.
const UNSAID: &str = "unsaid";

impl Rule {
    fn of(node: &Node, dtype: DatumType) -> TractResult<Rule> {
        if node.version() < 11 {
            let mode = match node.one_of("mode", &["nearest", "linear"])? {
                "nearest" => Mode::Nearest,
                _ => Mode::Linear,
            };
            let precision = Precision::of(mode, dtype);
            return Ok(Rule { mode, precision, coordinates: "asymmetric", rounding: UNSAID });
        }
        let mut coordinates = COORDINATES.to_vec();
        match node.version() {
            ..13 => coordinates.push("tf_half_pixel_for_nn"),
            19.. => coordinates.push("half_pixel_symmetric"),
            _ => {}
        }
        let cubic = f64::from(node.number("cubic_coeff_a").unwrap_or(-0.75));
        let within = node.flag("exclude_outside", false);
        // Of the coordinates that are not known here.
        node.pass_over("extrapolation_value");
        if node.version() >= 18 {
            node.one_of("keep_aspect_ratio_policy", &["stretch"])?;
            if node.flag("antialias", false) {
                bail!("its attribute `antialias` is not known");
            }
        }
        let mode = match node.one_of("mode", &["nearest", "linear", "cubic"])? {
            "nearest" => Mode::Nearest,
            "linear" => Mode::Linear,
            _ => Mode::Cubic(cubic, within),
        };
        let coordinates = node.one_of("coordinate_transformation_mode", &coordinates)?;
        let precision = Precision::of(mode, dtype);
        let rounding = node.one_of("nearest_mode", &ROUNDINGS)?;
        Ok(Rule { mode, precision, coordinates, rounding })
    }

    /// Of each place along an axis, those of the input and their weights.
    fn sources(&self, line: &Line) -> TractResult<Vec<Neighbours>> {
        if self.coordinates == "align_corners" && !line.whole {
            // ONNX's text has the last value stay the last, its test cases have not.
            bail!("{} times its {} values is no whole number", line.scale, line.size);
        }
        let source = |place: usize| {
            let at = self.coordinate(place as f64, line);
            let before = at.floor();
            let share = self.precision.rounded(at - before);
            Ok(match self.mode {
                Mode::Nearest => vec![(held(self.nearest(at, line)?, line.size), 1.0)],
                Mode::Linear => linear(before, share, line.size),
                Mode::Cubic(coefficient, within) => {
                    cubic((before, share), line.size, coefficient, within)
                }
            })
        };
        (0..line.made).map(source).collect()
    }

    /// Where the value at `place` comes from, each operation in the rule's precision.
    fn coordinate(&self, place: f64, line: &Line) -> f64 {
        let r = |value: f64| self.precision.rounded(value);
        let (size, made) = (r(line.size as f64), r(line.made as f64));
        let scale = match self.precision {
            Precision::Single => f64::from(line.scale),
            Precision::Double => line.exact,
        };
        let place = r(place);
        let half_pixel = || r(r(r(place + 0.5) / scale) - 0.5);
        match self.coordinates {
            "asymmetric" => r(place / scale),
            "tf_half_pixel_for_nn" => r(r(place + 0.5) / scale),
            "align_corners" if line.made == 1 => 0.0,
            "align_corners" => r(r(place * r(size - 1.0)) / r(made - 1.0)),
            "pytorch_half_pixel" if line.made == 1 => 0.0,
            "half_pixel_symmetric" => {
                let moved = r(1.0 - r(made / r(scale * size)));
                r(r(r(size / 2.0) * moved) + half_pixel())
            }
            _ => half_pixel(),
        }
    }

    fn nearest(&self, at: f64, line: &Line) -> TractResult<f64> {
        Ok(match self.rounding {
            "round_prefer_floor" if at == at.floor() + 0.5 => at.floor(),
            "round_prefer_floor" | "round_prefer_ceil" => at.round(),
            "ceil" => at.ceil(),
            UNSAID if line.scale < 1.0 && at.fract() != 0.0 => {
                bail!("before operator set 11 nothing says which value is the nearest to {at}")
            }
            _ => at.floor(),
        })
    }
}
