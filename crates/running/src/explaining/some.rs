//! A control set of fewer items.

use faircat_inference::explanation::spread_places;
use faircat_inference::tensor::Tensor;
use faircat_inference::verification::ControlSet;

/// `items` items of `control`, evenly spread; all where there are no more, or none are asked for.
pub(super) fn of(control: ControlSet, items: Option<usize>) -> ControlSet {
    let all = control.items();
    let Some(wanted) = items.filter(|&wanted| wanted < all) else { return control };
    let rows = spread_places(all, wanted);
    let picked = |tensor: &Tensor| picked(tensor, &rows);
    let references = control.references.iter();
    ControlSet {
        inputs: control.inputs.iter().map(picked).collect(),
        truth: control.truth.as_ref().map(|truth| truth.picked(&rows)),
        references: references.map(|(name, tensor)| (name.clone(), picked(tensor))).collect(),
        notes: control.notes,
    }
}

/// The `rows` of `tensor`, in this order.
pub(super) fn picked(tensor: &Tensor, rows: &[usize]) -> Tensor {
    let parts: Vec<Tensor> = rows.iter().map(|&row| tensor.slice(row..row + 1)).collect();
    Tensor::concatenate(&parts.iter().collect::<Vec<_>>()).unwrap_or_else(|_| tensor.clone())
}
