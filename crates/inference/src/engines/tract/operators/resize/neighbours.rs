//! Values of an axis as sums of those of others.

use tract_core::internal::{Datum, DatumType, TVec, Tensor, TractResult};
use tract_core::prelude::tract_num_traits::AsPrimitive;

use super::super::places::taken;

/// Places along an axis of the input, with their weights.
pub(super) type Neighbours = Vec<(usize, f64)>;

/// The place itself, or the end that it is beyond.
pub(super) fn held(at: f64, size: usize) -> usize {
    (at.max(0.0) as usize).min(size - 1)
}

pub(super) fn linear(before: f64, share: f64, size: usize) -> Neighbours {
    vec![(held(before, size), 1.0 - share), (held(before + 1.0, size), share)]
}

/// Keys' cubic convolution of four neighbours.
pub(super) fn cubic((before, share): (f64, f64), size: usize, a: f64, within: bool) -> Neighbours {
    let near = |s: f64| ((a + 2.0) * s - (a + 3.0)) * s * s + 1.0;
    let far = |s: f64| ((a * s - 5.0 * a) * s + 8.0 * a) * s - 4.0 * a;
    let weights = [far(share + 1.0), near(share), near(1.0 - share), far(2.0 - share)];
    let places = [before - 1.0, before, before + 1.0, before + 2.0];
    let outside = |place: f64| within && !(0.0..size as f64).contains(&place);
    let pairs = places.into_iter().zip(weights).filter(|(place, _)| !outside(*place));
    let pairs: Neighbours = pairs.map(|(place, weight)| (held(place, size), weight)).collect();
    let sum: f64 = if within { pairs.iter().map(|(_, weight)| weight).sum() } else { 1.0 };
    pairs.into_iter().map(|(place, weight)| (place, weight / sum)).collect()
}

/// `x` with other values along one axis.
pub(super) fn along(x: &Tensor, axis: usize, sources: &[Neighbours]) -> TractResult<Tensor> {
    let shape = x.shape();
    let inner: usize = shape[axis + 1..].iter().product();
    let outer: usize = shape[..axis].iter().product();
    let mut made: TVec<usize> = shape.into();
    made[axis] = sources.len();
    let start = |line: usize, place: usize| (line * shape[axis] + place) * inner;
    if sources.iter().all(|source| matches!(source.as_slice(), [(_, 1.0)])) {
        let rows = (0..outer).flat_map(|line| sources.iter().map(move |it| (line, it[0].0)));
        let places = rows.flat_map(|(line, place)| start(line, place)..start(line, place) + inner);
        return taken(x, &places.collect::<Vec<_>>(), &made);
    }
    let sums = |start: &dyn Fn(usize, usize) -> usize| match x.datum_type() {
        DatumType::F32 => weighted::<f32>(x, [outer, inner], sources, &made, start),
        _ => weighted::<f64>(x, [outer, inner], sources, &made, start),
    };
    sums(&start)
}

/// Sums of the values at the places of each source by their weights. What has none is left out, as
/// it may be no number.
fn weighted<T: Datum + Copy + AsPrimitive<f64>>(
    x: &Tensor,
    [outer, inner]: [usize; 2],
    sources: &[Neighbours],
    made: &[usize],
    start: &dyn Fn(usize, usize) -> usize,
) -> TractResult<Tensor>
where
    f64: AsPrimitive<T>,
{
    let all = x.try_as_plain_ram()?;
    let all = all.as_slice::<T>()?;
    let mut values: Vec<T> = Vec::with_capacity(outer * sources.len() * inner);
    for line in 0..outer {
        for source in sources {
            let mut sums = vec![0.0; inner];
            for &(place, weight) in source.iter().filter(|(_, weight)| *weight != 0.0) {
                let from = &all[start(line, place)..];
                sums.iter_mut().zip(from).for_each(|(sum, value)| *sum += weight * value.as_());
            }
            values.extend(sums.iter().map(|sum| -> T { sum.as_() }));
        }
    }
    Tensor::from_shape(made, &values)
}
