//! The numbers of one field within the arrays of some rows.

use faircat_inference::formats::{Raw, RawData};
use faircat_inference::number::Number;

/// Number of rows of a block.
pub(super) fn rows(block: &RawData) -> usize {
    block.arrays.values().filter_map(super::super::length).max().unwrap_or(0)
}

/// How many numbers a block holds.
pub(super) fn count(block: &RawData) -> usize {
    block.arrays.values().map(of_array).sum()
}

fn of_array(raw: &Raw) -> usize {
    let of_lists = |rows: &Vec<Vec<Vec<Number>>>| rows.iter().flatten().map(Vec::len).sum();
    match raw {
        Raw::Binary(tensor) | Raw::Lists(tensor) => tensor.shape().iter().product(),
        Raw::Decimal { values, .. } => values.len(),
        Raw::Named { rows, .. } | Raw::Ragged(rows) => of_lists(rows),
    }
}

/// For each row the numbers of the field at `part` of an array, or all that the array holds. `None`
/// where no axis of it is as long as the group has fields.
pub(super) fn of_field(raw: &Raw, part: Option<(usize, usize)>) -> Option<Vec<Vec<f64>>> {
    let (shape, values) = match raw {
        Raw::Binary(tensor) | Raw::Lists(tensor) => {
            (tensor.shape().to_vec(), tensor.data().to_f64())
        }
        Raw::Decimal { shape, values } => {
            (shape.clone(), values.iter().map(|it| it.to_f64()).collect())
        }
        Raw::Named { rows, .. } | Raw::Ragged(rows) if part.is_none() => {
            let flat =
                |row: &Vec<Vec<Number>>| row.iter().flatten().map(|it| it.to_f64()).collect();
            return Some(rows.iter().map(flat).collect());
        }
        Raw::Named { .. } | Raw::Ragged(_) => return None,
    };
    let row: usize = shape.iter().skip(1).product();
    if row == 0 {
        return None;
    }
    let rows = values.chunks_exact(row);
    match part {
        None => Some(rows.map(<[f64]>::to_vec).collect()),
        Some(part) => {
            let axes = Axes::of(&shape, part)?;
            Some(rows.map(|row| axes.items(row)).collect())
        }
    }
}

/// How the items of a row stand in memory.
struct Axes {
    place: usize,
    fields: usize,
    items: usize,
    /// Whether the fields of an item stand beside each other.
    items_first: bool,
}

impl Axes {
    fn of(shape: &[usize], (place, fields): (usize, usize)) -> Option<Axes> {
        match shape {
            [_, width] if *width == fields => {
                Some(Axes { place, fields, items: 1, items_first: true })
            }
            [_, width, items] if *width == fields => {
                Some(Axes { place, fields, items: *items, items_first: false })
            }
            [_, items, width] if *width == fields => {
                Some(Axes { place, fields, items: *items, items_first: true })
            }
            _ => None,
        }
    }

    fn at(&self, row: &[f64], item: usize, field: usize) -> f64 {
        let index = match self.items_first {
            true => item * self.fields + field,
            false => field * self.items + item,
        };
        row.get(index).copied().unwrap_or(f64::NAN)
    }

    /// The values of the field, but for the items at the end of which all fields are zero: these
    /// fill the list up.
    fn items(&self, row: &[f64]) -> Vec<f64> {
        let is_there = |item: usize| (0..self.fields).any(|field| self.at(row, item, field) != 0.0);
        let count = (0..self.items).rev().find(|&item| is_there(item)).map_or(0, |last| last + 1);
        (0..count).map(|item| self.at(row, item, self.place)).collect()
    }
}
