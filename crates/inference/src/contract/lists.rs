//! Lists of items (tracks, vertices, …) to an array with a fixed number of them: features by
//! name, items in order, the longer cut and the shorter filled up.

use super::{ContractError, Numbers, shape_error};
use crate::number::Number;
use crate::signature::{Declared, Direction, Items, Longer};
use crate::tensor::Tensor;

/// Most elements of an array that is filled up: two gibibytes.
const MOST_ELEMENTS: usize = 1 << 27;

/// Rows of items of features.
type Rows = Vec<Vec<Vec<Number>>>;

fn problem(declared: &Declared, reason: String) -> ContractError {
    ContractError::Items { input: declared.name.clone(), reason }
}

/// Each item's values in the order of the declared features. More features than declared are
/// left out.
pub(super) fn by_feature_order(
    declared: &Declared,
    features: &[String],
    rows: Rows,
) -> Result<Rows, ContractError> {
    if rows.iter().all(Vec::is_empty) {
        return Ok(rows);
    }
    if declared.features.is_empty() {
        let reason = "the data name features, but the record does not".to_owned();
        return Err(problem(declared, reason));
    }
    let place = |name: &String| features.iter().position(|it| it == name);
    let places = declared.features.iter().map(|it| {
        let missing = || format!("its items have no feature `{}`", it.name);
        place(&it.name).ok_or_else(|| problem(declared, missing()))
    });
    let places = places.collect::<Result<Vec<usize>, _>>()?;
    let ordered = |item: Vec<Number>| places.iter().map(|&place| item[place]).collect();
    let row = |items: Vec<Vec<Number>>| items.into_iter().map(ordered).collect();
    Ok(rows.into_iter().map(row).collect())
}

/// Lists of lists with the items outside, whichever way the signature has them.
pub(super) fn items_first(
    declared: &Declared,
    rows: Rows,
    first_row: usize,
) -> Result<Rows, ContractError> {
    let Some(feature_axis) = declared.feature_axis().filter(|_| declared.item_axis().is_some())
    else {
        return Err(problem(declared, "its rows are not equally long".to_owned()));
    };
    let features = declared.features.len();
    let mut all = Vec::with_capacity(rows.len());
    for (number, row) in rows.into_iter().enumerate() {
        let bad =
            |reason: &str| Err(problem(declared, format!("row {}: {reason}", number + first_row)));
        let items = if feature_axis == 1 {
            let lengths: Vec<usize> = row.iter().map(Vec::len).collect();
            if !row.is_empty() && row.len() != features {
                return bad(&format!("it has {} lists, not one per feature", row.len()));
            }
            if lengths.windows(2).any(|pair| pair[0] != pair[1]) {
                return bad("its features have different numbers of items");
            }
            let count = lengths.first().copied().unwrap_or(0);
            (0..count).map(|item| row.iter().map(|it| it[item]).collect()).collect()
        } else {
            row
        };
        if let Some(item) = items.iter().position(|it: &Vec<Number>| it.len() != features) {
            let count = items[item].len();
            return bad(&format!("item {item} has {count} features, not {features}"));
        }
        all.push(items);
    }
    Ok(all)
}

/// Lists on their way into an array.
pub(super) struct Lists {
    /// Rows of items of features.
    pub rows: Rows,
    /// Whether lists that are cut or filled up are first ordered as the record says.
    pub ordered: bool,
    /// As [`Numbers::dtype`].
    pub dtype: Option<&'static str>,
}

/// The array of the declared shape that the lists fill. A row with as many items as the model takes
/// is taken as it is, whatever the others have.
pub(super) fn fill(
    declared: &Declared,
    lists: Lists,
    first_row: usize,
    notes: &mut Vec<String>,
) -> Result<Numbers, ContractError> {
    let Lists { rows, ordered, dtype } = lists;
    let features = declared.features.len();
    let Some(item_axis) = declared.item_axis() else {
        return single_items(declared, rows, first_row);
    };
    let longest = rows.iter().map(Vec::len).max().unwrap_or(0);
    let size = declared.size(item_axis).unwrap_or(longest);
    let mut cut = Vec::new();
    let mut values = Vec::with_capacity(elements(declared, [rows.len(), features, size])?);
    let count = rows.len();
    for (row, mut items) in rows.into_iter().enumerate() {
        let number = row + first_row;
        if ordered && items.len() != size {
            sort(declared, &mut items)?;
        }
        let fill = room(declared, number, items.len(), size)?;
        if items.len() > size {
            cut.push(number);
            items.truncate(size);
        }
        let value = |item: usize, feature: usize| items.get(item).map_or(fill, |it| it[feature]);
        lay_out(&mut values, item_axis, (size, features), value);
    }
    note_cut(declared, &cut, size, notes);
    let shape =
        if item_axis == 2 { vec![count, features, size] } else { vec![count, size, features] };
    Ok(Numbers { shape, values, dtype, listed: true })
}

/// Adds one row of (items, features), whichever of the two runs faster.
fn lay_out(
    values: &mut Vec<Number>,
    item_axis: usize,
    (items, features): (usize, usize),
    value: impl Fn(usize, usize) -> Number,
) {
    for place in 0..items * features {
        let (item, feature) = match item_axis {
            2 => (place % items, place / items),
            _ => (place / features, place % features),
        };
        values.push(value(item, feature));
    }
}

/// Rows that are one item each, for an input without an item axis.
fn single_items(
    declared: &Declared,
    rows: Rows,
    first_row: usize,
) -> Result<Numbers, ContractError> {
    if let Some(row) = rows.iter().position(|items| items.len() != 1) {
        let (has, wanted) = (rows[row].len(), 1);
        let (input, row) = (declared.name.clone(), row + first_row);
        return Err(ContractError::TooFew { input, row, has, wanted });
    }
    let shape = vec![rows.len(), declared.features.len()];
    let values = rows.into_iter().flatten().flatten().collect();
    Ok(Numbers { shape, values, dtype: None, listed: true })
}

/// Number of elements. Errors: more than [`MOST_ELEMENTS`], which only the record asks for.
fn elements(declared: &Declared, sizes: [usize; 3]) -> Result<usize, ContractError> {
    let product = sizes.iter().try_fold(1usize, |product, &size| product.checked_mul(size));
    product.filter(|it| *it <= MOST_ELEMENTS).ok_or_else(|| {
        problem(
            declared,
            format!("filled up it would have the shape {sizes:?}, which is too large"),
        )
    })
}

/// What fills up a row of `has` items, of which `size` are wanted.
fn room(declared: &Declared, row: usize, has: usize, size: usize) -> Result<Number, ContractError> {
    let input = || declared.name.clone();
    match &declared.items {
        _ if has == size => Ok(Number::Int(0)),
        Some(Items { longer: Longer::Cut, fill, .. }) => Ok(Number::Float(*fill)),
        Some(Items { fill, .. }) if has < size => Ok(Number::Float(*fill)),
        _ if has > size => Err(ContractError::TooMany { input: input(), row, has, most: size }),
        _ => Err(ContractError::TooFew { input: input(), row, has, wanted: size }),
    }
}

fn note_cut(declared: &Declared, cut: &[usize], size: usize, notes: &mut Vec<String>) {
    if let Some(first) = cut.first() {
        let (name, count) = (&declared.name, cut.len());
        notes.push(format!(
            "`{name}`: {count} rows have more than {size} items, whose last are left out; the \
             first is row {first}"
        ));
    }
}

fn sort(declared: &Declared, items: &mut [Vec<Number>]) -> Result<(), ContractError> {
    let Some(order) = declared.items.as_ref().and_then(|it| it.order.as_ref()) else {
        return Ok(());
    };
    let place = declared.features.iter().position(|it| it.name == order.by).ok_or_else(|| {
        problem(declared, format!("its items are ordered by `{}`, which is no feature", order.by))
    })?;
    // Stable, so that equal items stay as they are.
    match order.direction {
        Direction::Ascending => items.sort_by(|a, b| a[place].total_cmp(b[place])),
        Direction::Descending => items.sort_by(|a, b| b[place].total_cmp(a[place])),
    }
    Ok(())
}

/// An array with another number of items than the model takes, cut or filled up. What was an array
/// in its file keeps the order of its items.
pub(super) fn refill(
    declared: &Declared,
    numbers: Numbers,
    first_row: usize,
    notes: &mut Vec<String>,
) -> Result<Numbers, ContractError> {
    let wrong = || shape_error(declared, &numbers.shape);
    let item_axis = declared.item_axis().ok_or_else(wrong)?;
    let ([_, first, second], Some(_)) = (numbers.shape.as_slice(), declared.size(item_axis)) else {
        return Err(wrong());
    };
    let (has, features) = if item_axis == 2 { (*second, *first) } else { (*first, *second) };
    if features != declared.features.len() {
        return Err(wrong());
    }
    let place = |item: usize, feature: usize| match item_axis {
        2 => feature * has + item,
        _ => item * features + feature,
    };
    let of_row = |row: &[Number]| -> Vec<Vec<Number>> {
        (0..has).map(|item| (0..features).map(|it| row[place(item, it)]).collect()).collect()
    };
    let rows = match has {
        0 => vec![Vec::new(); numbers.shape[0]],
        _ => numbers.values.chunks_exact(has * features).map(of_row).collect(),
    };
    let lists = Lists { rows, ordered: numbers.listed, dtype: numbers.dtype };
    fill(declared, lists, first_row, notes)
}

/// A sentence on rows of an array whose items are not in the declared order; their padding, at
/// the end, does not count.
pub(super) fn order_note(declared: &Declared, tensor: &Tensor, first_row: usize) -> Option<String> {
    let items = declared.items.as_ref()?;
    let order = items.order.as_ref()?;
    let (feature_axis, item_axis) = (declared.feature_axis()?, declared.item_axis()?);
    let feature = declared.features.iter().position(|it| it.name == order.by)?;
    let [_, first, second] = tensor.shape() else { return None };
    let (features, count) = if feature_axis == 1 { (*first, *second) } else { (*second, *first) };
    let values = tensor.as_f32()?;
    let fill = items.fill as f32;
    let mut unordered = values.chunks_exact(features * count).enumerate().filter(|(_, row)| {
        let value = |item: usize, feature: usize| match item_axis {
            2 => row[feature * count + item],
            _ => row[item * features + feature],
        };
        let padding = |item: usize| (0..features).all(|it| value(item, it) == fill);
        let real = (0..count).rev().find(|&item| !padding(item)).map_or(0, |last| last + 1);
        (1..real).any(|item| {
            let (before, after) = (value(item - 1, feature), value(item, feature));
            match order.direction {
                Direction::Ascending => before > after,
                Direction::Descending => before < after,
            }
        })
    });
    let (row, _) = unordered.next()?;
    let more = unordered.count();
    Some(format!(
        "`{}`: {} rows have items that are not ordered by `{}`; the first is row {}",
        declared.name,
        more + 1,
        order.by,
        row + first_row
    ))
}
