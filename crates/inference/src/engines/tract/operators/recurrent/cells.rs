//! One step after the other through a recurrent layer, as the formulas of
//! <https://onnx.ai/onnx/operators/onnx__LSTM.html> and those of `GRU` and `RNN` say.

use tract_core::internal::{TValue, TVec, Tensor, TractResult, bail};

use super::Activation;

#[derive(Clone, Copy, Debug)]
pub(super) enum Cell {
    Plain,
    Gru {
        /// Whether the reset gate is applied after the product with the recurrent weights.
        reset_after: bool,
    },
    Lstm {
        /// Whether the forget gate is 1 − the input gate.
        coupled: bool,
    },
}

impl Cell {
    pub(super) fn gates(self) -> usize {
        match self {
            Cell::Plain => 1,
            Cell::Gru { .. } => 3,
            Cell::Lstm { .. } => 4,
        }
    }

    /// Activations of one direction.
    pub(super) fn defaults(self) -> &'static [&'static str] {
        match self {
            Cell::Plain => &["Tanh"],
            Cell::Gru { .. } => &["Sigmoid", "Tanh"],
            Cell::Lstm { .. } => &["Sigmoid", "Tanh", "Tanh"],
        }
    }
}

/// What the attributes of a node say.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) cell: Cell,
    /// Whether each goes from the last step to the first.
    pub(super) directions: Vec<bool>,
    /// Whether items are the first axis of inputs and outputs, not the second.
    pub(super) items_first: bool,
    /// Bound on what goes into an activation.
    pub(super) clip: Option<f32>,
    /// Those of each direction after the other.
    pub(super) activations: Vec<Activation>,
}

/// Sizes of the inputs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) steps: usize,
    pub(super) items: usize,
    pub(super) inputs: usize,
    pub(super) hidden: usize,
}

/// The inputs as plain values; absent ones are empty.
struct Values {
    x: Vec<f32>,
    w: Vec<f32>,
    r: Vec<f32>,
    bias: Vec<f32>,
    lengths: Vec<usize>,
    state: Vec<f32>,
    cell: Vec<f32>,
    peepholes: Vec<f32>,
}

/// Weights of one direction.
struct Weights<'a> {
    w: &'a [f32],
    r: &'a [f32],
    /// Of the input's products, then of the state's; empty where there is none.
    bias: &'a [f32],
    peepholes: &'a [f32],
    activations: &'a [Activation],
    clip: Option<f32>,
    hidden: usize,
}

impl Run {
    /// Multiplications of one run.
    pub(super) fn work(self, layer: &Layer) -> u64 {
        let each = [layer.cell.gates(), self.hidden, self.inputs + self.hidden];
        let times = [layer.directions.len(), self.steps, self.items];
        each.iter().chain(&times).fold(1, |work, &size| work.saturating_mul(size as u64))
    }

    /// All outputs; `given` says which optional inputs follow the first three.
    pub(super) fn compute(
        self,
        layer: &Layer,
        inputs: &[TValue],
        given: [bool; 5],
        shapes: &[TVec<usize>],
    ) -> TractResult<TVec<Tensor>> {
        let values = self.values(inputs, given)?;
        let mut outputs: Vec<Vec<f32>> =
            shapes.iter().map(|shape| vec![0.0; shape.iter().product()]).collect();
        for direction in 0..layer.directions.len() {
            for item in 0..self.items {
                self.follow(layer, &values, direction, item, &mut outputs);
            }
        }
        let outputs = outputs.iter().zip(shapes);
        outputs.map(|(values, shape)| Tensor::from_shape(shape, values)).collect()
    }

    fn values(self, inputs: &[TValue], given: [bool; 5]) -> TractResult<Values> {
        let floats = |it: &TValue| -> TractResult<Vec<f32>> {
            Ok(it.to_plain_array_view::<f32>()?.iter().copied().collect())
        };
        let mut rest = inputs[3..].iter();
        let mut next = |is_given: bool| if is_given { rest.next() } else { None };
        let bias = next(given[0]).map(floats).transpose()?.unwrap_or_default();
        let lengths = match next(given[1]) {
            Some(lengths) => lengths.to_plain_array_view::<i32>()?.iter().copied().collect(),
            None => vec![self.steps as i32; self.items],
        };
        let within = |&length: &i32| match usize::try_from(length) {
            Ok(length) if (1..=self.steps).contains(&length) => Ok(length),
            _ => bail!("a sequence has {length} of {} steps", self.steps),
        };
        let lengths = lengths.iter().map(within).collect::<TractResult<_>>()?;
        let state = next(given[2]).map(floats).transpose()?.unwrap_or_default();
        let cell = next(given[3]).map(floats).transpose()?.unwrap_or_default();
        let peepholes = next(given[4]).map(floats).transpose()?.unwrap_or_default();
        let (x, w, r) = (floats(&inputs[0])?, floats(&inputs[1])?, floats(&inputs[2])?);
        Ok(Values { x, w, r, bias, lengths, state, cell, peepholes })
    }

    /// One item through all its steps in one direction.
    fn follow(
        self,
        layer: &Layer,
        values: &Values,
        direction: usize,
        item: usize,
        outputs: &mut [Vec<f32>],
    ) {
        let Run { steps, items, inputs, hidden } = self;
        let directions = layer.directions.len();
        let weights = self.weights(layer, values, direction);
        let at = if layer.items_first {
            item * directions + direction
        } else {
            direction * items + item
        };
        let part = |all: &[f32]| match all.get(at * hidden..(at + 1) * hidden) {
            Some(part) => part.to_vec(),
            None => vec![0.0; hidden],
        };
        let (mut state, mut cell) = (part(&values.state), part(&values.cell));
        let length = values.lengths[item];
        for turn in 0..length {
            let step = if layer.directions[direction] { length - 1 - turn } else { turn };
            let row = if layer.items_first { item * steps + step } else { step * items + item };
            let x = &values.x[row * inputs..(row + 1) * inputs];
            weights.step(layer.cell, x, &mut state, &mut cell);
            let place = if layer.items_first {
                (item * steps + step) * directions + direction
            } else {
                (step * directions + direction) * items + item
            };
            outputs[0][place * hidden..(place + 1) * hidden].copy_from_slice(&state);
        }
        outputs[1][at * hidden..(at + 1) * hidden].copy_from_slice(&state);
        if let Some(cells) = outputs.get_mut(2) {
            cells[at * hidden..(at + 1) * hidden].copy_from_slice(&cell);
        }
    }

    fn weights<'a>(self, layer: &'a Layer, values: &'a Values, direction: usize) -> Weights<'a> {
        let rows = layer.cell.gates() * self.hidden;
        let part = |all: &'a [f32], length: usize| {
            all.get(direction * length..(direction + 1) * length).unwrap_or_default()
        };
        let count = layer.cell.defaults().len();
        Weights {
            w: part(&values.w, rows * self.inputs),
            r: part(&values.r, rows * self.hidden),
            bias: part(&values.bias, 2 * rows),
            peepholes: part(&values.peepholes, 3 * self.hidden),
            activations: &layer.activations[direction * count..(direction + 1) * count],
            clip: layer.clip,
            hidden: self.hidden,
        }
    }
}

impl Weights<'_> {
    fn step(&self, kind: Cell, x: &[f32], state: &mut Vec<f32>, cell: &mut [f32]) {
        let next: Vec<f32> = match kind {
            Cell::Plain => (0..self.hidden)
                .map(|unit| self.active(0, self.input(unit, x) + self.recurrent(unit, state)))
                .collect(),
            Cell::Gru { reset_after } => self.gru(reset_after, x, state),
            Cell::Lstm { coupled } => {
                (0..self.hidden).map(|unit| self.lstm(coupled, unit, x, state, cell)).collect()
            }
        };
        *state = next;
    }

    fn gru(&self, reset_after: bool, x: &[f32], state: &[f32]) -> Vec<f32> {
        let hidden = self.hidden;
        let gate = |row: usize| self.active(0, self.input(row, x) + self.recurrent(row, state));
        let reset: Vec<f32> = (0..hidden).map(|unit| gate(hidden + unit)).collect();
        let kept: Vec<f32> = reset.iter().zip(state).map(|(reset, state)| reset * state).collect();
        let next = |unit: usize| {
            let row = 2 * hidden + unit;
            let recurrent = if reset_after {
                reset[unit] * self.recurrent(row, state)
            } else {
                self.recurrent(row, &kept)
            };
            let new = self.active(1, self.input(row, x) + recurrent);
            let update = gate(unit);
            (1.0 - update) * new + update * state[unit]
        };
        (0..hidden).map(next).collect()
    }

    /// The gates lie as input, output, forget, cell; the peepholes as input, output, forget.
    fn lstm(&self, coupled: bool, unit: usize, x: &[f32], state: &[f32], cell: &mut [f32]) -> f32 {
        let hidden = self.hidden;
        let peep = |gate: usize, cell: f32| {
            self.peepholes.get(gate * hidden + unit).map_or(0.0, |weight| weight * cell)
        };
        let sum = |gate: usize| {
            let row = gate * hidden + unit;
            self.input(row, x) + self.recurrent(row, state)
        };
        let before = cell[unit];
        let input = self.active(0, sum(0) + peep(0, before));
        let forget = if coupled { 1.0 - input } else { self.active(0, sum(2) + peep(2, before)) };
        let now = forget * before + input * self.active(1, sum(3));
        cell[unit] = now;
        let output = self.active(0, sum(1) + peep(1, now));
        // What the cell holds is not clipped, as ONNX Runtime has it.
        output * self.activations[2].apply(now)
    }

    /// The product of a row of the input's weights, with its bias.
    fn input(&self, row: usize, x: &[f32]) -> f32 {
        dot(&self.w[row * x.len()..(row + 1) * x.len()], x) + self.bias.get(row).unwrap_or(&0.0)
    }

    /// The product of a row of the state's weights, with its bias.
    fn recurrent(&self, row: usize, state: &[f32]) -> f32 {
        let bias = self.bias.get(self.bias.len() / 2 + row).unwrap_or(&0.0);
        dot(&self.r[row * self.hidden..(row + 1) * self.hidden], state) + bias
    }

    fn active(&self, index: usize, x: f32) -> f32 {
        let clipped = self.clip.map_or(x, |bound| x.clamp(-bound, bound));
        self.activations[index].apply(clipped)
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clipping_bounds_the_gates_and_not_the_cell() {
        let activations = [Activation::Sigmoid, Activation::Relu, Activation::Relu];
        let weights = Weights {
            w: &[9.0; 4],
            r: &[0.0; 4],
            bias: &[],
            peepholes: &[],
            activations: &activations,
            clip: Some(0.5),
            hidden: 1,
        };
        let mut cell = [4.0];
        let state = weights.lstm(false, 0, &[1.0], &[0.0], &mut cell);
        let gate = 1.0 / (1.0 + (-0.5_f32).exp());
        assert_eq!(cell, [gate * 4.0 + gate * 0.5]);
        assert_eq!(state, gate * cell[0]);
    }
}
