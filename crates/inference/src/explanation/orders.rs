//! By which features the items of an input are ordered.

use thiserror::Error;

use super::masking::By;
use super::values::Values;
use crate::signature::{Declared, Direction, Signature};

/// Orders of items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Orders {
    /// Each with whether the largest value comes first.
    pub found: Vec<(By, bool)>,
    /// Why inputs of several items have none, in sentences without a full stop.
    pub missing: Vec<String>,
}

/// A feature that was asked for and is not there.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no input of several items has the feature `{name}`")]
pub struct UnknownFeature {
    pub name: String,
    /// Those that are there.
    pub known: Vec<String>,
}

/// The features that order items: of each input of several items, the one of which the record says
/// so; those `asked` for by name instead, where there are some.
///
/// # Errors
/// A name that no input of several items has.
pub fn orderings(
    signature: &Signature,
    values: &[Option<Values>],
    asked: &[String],
) -> Result<Orders, UnknownFeature> {
    let inputs = signature.inputs.iter().zip(values).enumerate();
    let several: Vec<(usize, &Declared)> = inputs
        .filter(|(_, (_, values))| values.as_ref().is_some_and(|it| it.places() > 1))
        .map(|(input, (declared, _))| (input, declared))
        .collect();
    let names = several.iter().flat_map(|(_, it)| &it.features).map(|it| it.name.clone());
    let known: Vec<String> = names.collect();
    if let Some(name) = asked.iter().find(|it| !known.contains(it)) {
        return Err(UnknownFeature { name: name.clone(), known });
    }
    let mut orders = Orders::default();
    for (input, declared) in several {
        let found = of_input(input, declared, asked);
        if found.is_empty() {
            orders.missing.push(format!(
                "no items of `{}` were left out: {}",
                declared.name,
                match asked {
                    [] => "the record states no feature that orders them (`items.order_by`)",
                    _ => "none of its features was asked for",
                }
            ));
        }
        orders.found.extend(found);
    }
    Ok(orders)
}

fn of_input(input: usize, declared: &Declared, asked: &[String]) -> Vec<(By, bool)> {
    let order = declared.items.as_ref().and_then(|items| items.order.as_ref());
    let is_wanted = |name: &String| match asked {
        [] => order.is_some_and(|order| order.by == *name),
        asked => asked.contains(name),
    };
    let largest = order.is_none_or(|it| it.direction == Direction::Descending);
    let features = declared.features.iter().enumerate();
    let wanted = features.filter(|(_, it)| is_wanted(&it.name));
    wanted.map(|(feature, _)| (By { input, feature }, largest)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Values, orderings};
    use crate::signature::{Declared, Feature, Signature};
    use crate::tensor::{Data, Tensor};

    fn lists() -> (Signature, Vec<Option<Values>>) {
        let feature = |name: &str| Feature { name: name.to_owned(), ..Feature::default() };
        let declared = Declared {
            name: "tracks".to_owned(),
            shape: ["batch", "2", "3"].map(str::to_owned).to_vec(),
            features: vec![feature("momentum"), feature("angle")],
            ..Declared::default()
        };
        let tensor = Tensor::new(vec![1, 2, 3], Data::Float32(vec![1.0; 6])).unwrap();
        let values = vec![Values::of(&declared, &tensor).ok()];
        (Signature { inputs: vec![declared], outputs: Vec::new() }, values)
    }

    #[test]
    fn an_input_without_an_order_is_told_of() {
        let (signature, values) = lists();
        let orders = orderings(&signature, &values, &[]).unwrap();
        assert!(orders.found.is_empty());
        assert!(orders.missing[0].contains("`tracks`"), "{:?}", orders.missing);
    }

    #[test]
    fn a_wrong_name_is_refused_before_anything_runs() {
        let (signature, values) = lists();
        let wrong = orderings(&signature, &values, &["momentun".to_owned()]).unwrap_err();
        assert_eq!(wrong.known, ["momentum", "angle"]);
        let right = orderings(&signature, &values, &["angle".to_owned()]).unwrap();
        assert_eq!((right.found[0].0.feature, right.missing.len()), (1, 0));
    }
}
