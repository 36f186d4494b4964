//! `RNN`, `GRU` and `LSTM`, with all their attributes.

mod activations;
mod cells;

use tract_core::internal::{DatumType, OutletId, TVec, TractResult, bail, tvec};

use self::activations::Activation;
use self::cells::{Cell, Layer, Run};
use super::{Axes, Kernel, Node, Wire};

pub(super) fn find(name: &str) -> Option<Wire> {
    matches!(name, "RNN" | "GRU" | "LSTM").then_some(recurrent as Wire)
}

fn recurrent(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let layer = layer(node)?;
    let (x, w, r) = (node.input(0)?, node.input(1)?, node.input(2)?);
    let optional = [3, 4, 5, 6, 7].map(|index| {
        // Only an `LSTM` has a state of its cells and peepholes.
        (index < 6 || matches!(layer.cell, Cell::Lstm { .. }))
            .then(|| node.optional(index))
            .flatten()
    });
    let run = shapes(node, &layer, [x, w, r], &optional)?;
    let mut inputs = tvec!(x, w, r);
    inputs.extend(optional.iter().flatten().copied());
    let given = optional.map(|it| it.is_some());
    let (hidden, directions) = (run.hidden, layer.directions.len());
    let (steps, items) = (run.steps, run.items);
    let (all, last) = if layer.items_first {
        (tvec![items, steps, directions, hidden], tvec![items, directions, hidden])
    } else {
        (tvec![steps, directions, items, hidden], tvec![directions, items, hidden])
    };
    let f32 = DatumType::F32;
    let mut outputs = tvec!((f32, all), (f32, last.clone()));
    if matches!(layer.cell, Cell::Lstm { .. }) {
        outputs.push((f32, last));
    }
    let shapes: Vec<TVec<usize>> = outputs.iter().map(|(_, shape)| shape.clone()).collect();
    let work = run.work(&layer);
    let kernel = Kernel::new(node.operator(), outputs, Axes::Mixed, move |inputs| {
        run.compute(&layer, inputs, given, &shapes)
    });
    node.add(kernel.with_work(work), &inputs)
}

/// What the attributes say.
fn layer(node: &Node) -> TractResult<Layer> {
    let directions = match node.one_of("direction", &["forward", "reverse", "bidirectional"])? {
        "forward" => vec![false],
        "reverse" => vec![true],
        _ => vec![false, true],
    };
    let cell = match node.operator() {
        "RNN" => Cell::Plain,
        "GRU" => Cell::Gru { reset_after: node.flag("linear_before_reset", false) },
        _ => Cell::Lstm { coupled: node.flag("input_forget", false) },
    };
    let items_first = match node.version() >= 14 {
        true => match node.integer("layout").unwrap_or(0) {
            0 => false,
            1 => true,
            other => bail!("its `layout` is {other}"),
        },
        false => false,
    };
    let clip = node.number("clip");
    if clip.is_some_and(|it| it.is_nan() || it < 0.0) {
        bail!("its `clip` is below 0");
    }
    let activations = Activation::all(node, cell.defaults(), directions.len())?;
    Ok(Layer { cell, directions, items_first, clip, activations })
}

/// Sizes, which all inputs must have in common.
fn shapes(
    node: &Node,
    layer: &Layer,
    [x, w, r]: [OutletId; 3],
    optional: &[Option<OutletId>; 5],
) -> TractResult<Run> {
    let directions = layer.directions.len();
    let gates = layer.cell.gates();
    let &[first, second, inputs] = node.shape(x)?.as_slice() else {
        bail!("its input has not three axes");
    };
    let (steps, items) = if layer.items_first { (second, first) } else { (first, second) };
    let Some(&hidden) = node.shape(r)?.get(2) else { bail!("its weights have not three axes") };
    if node.integer("hidden_size").is_some_and(|it| it != hidden as i64) {
        bail!("its `hidden_size` is not that of its weights");
    }
    let state = if layer.items_first {
        vec![items, directions, hidden]
    } else {
        vec![directions, items, hidden]
    };
    let expected = [
        (Some(w), vec![directions, gates * hidden, inputs]),
        (Some(r), vec![directions, gates * hidden, hidden]),
        (optional[0], vec![directions, 2 * gates * hidden]),
        (optional[1], vec![items]),
        (optional[2], state.clone()),
        (optional[3], state),
        (optional[4], vec![directions, 3 * hidden]),
    ];
    for (value, shape) in expected {
        let Some(value) = value else { continue };
        if node.shape(value)?.as_slice() != shape {
            bail!("an input has the shape {:?}, not {shape:?}", node.shape(value)?);
        }
        let lengths = Some(value) == optional[1];
        let dtype = if lengths { DatumType::I32 } else { DatumType::F32 };
        if node.dtype(value)? != dtype || node.dtype(x)? != DatumType::F32 {
            bail!("it is computed with float32 only");
        }
    }
    Ok(Run { steps, items, inputs, hidden })
}
