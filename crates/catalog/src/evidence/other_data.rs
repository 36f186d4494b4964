//! Claims that a control set cannot decide, because they are of other data than its items.

use faircat_record::ModelSection;

/// The claims of `section` that name its control set and are of other data: their places among the
/// evaluations, each with why. `is_same` tells whether two texts name one dataset.
pub fn of_other_data(
    section: &ModelSection,
    is_same: &dyn Fn(&str, &str) -> bool,
) -> Vec<(usize, String)> {
    let claims = || section.evaluations.iter().enumerate().filter(|(_, it)| it.control_set);
    // The items are of one dataset and one split: what the set, or else the first claim, names.
    let of_set = section.control_set.as_ref().and_then(|it| it.dataset.as_deref());
    let dataset = of_set.or_else(|| claims().find_map(|(_, it)| it.dataset.as_deref()));
    let split = claims().find_map(|(_, it)| it.split.as_deref());
    let why = |(index, claim): (usize, &faircat_record::Evaluation)| {
        let metric = &claim.metric;
        let of = dataset.zip(claim.dataset.as_deref()).filter(|(set, own)| !is_same(set, own));
        let part = split.zip(claim.split.as_deref()).filter(|(first, own)| first != own);
        let reason = match (of, part) {
            (Some((set, own)), _) => {
                format!("the claim `{metric}` is of `{own}`, and the control set of `{set}`")
            }
            (None, Some((first, own))) => format!(
                "the claim `{metric}` is of the {own} split, and another one of the same control \
                 set of the {first} split"
            ),
            (None, None) => return None,
        };
        Some((index, reason))
    };
    claims().filter_map(why).collect()
}

#[cfg(test)]
mod tests {
    use faircat_record::{ControlSet, Evaluation, ModelSection};

    use super::of_other_data;

    #[test]
    fn claims_are_of_the_data_of_the_set() {
        let claim = |dataset: &str, split: &str| Evaluation {
            metric: "accuracy".to_owned(),
            dataset: (!dataset.is_empty()).then(|| dataset.to_owned()),
            split: (!split.is_empty()).then(|| split.to_owned()),
            control_set: true,
            ..Evaluation::default()
        };
        let other = Evaluation { control_set: false, ..claim("z", "training") };
        let of = |evaluations: Vec<Evaluation>, dataset: Option<&str>| {
            let set = ControlSet { dataset: dataset.map(str::to_owned), ..ControlSet::default() };
            let section =
                ModelSection { evaluations, control_set: Some(set), ..ModelSection::default() };
            let odd = of_other_data(&section, &|a, b| a == b);
            odd.into_iter().map(|(index, _)| index).collect::<Vec<_>>()
        };
        let claims = || vec![other.clone(), claim("x", "test"), claim("", ""), claim("y", "test")];
        assert_eq!(of(claims(), Some("x")), [3]);
        assert_eq!(of(claims(), Some("y")), [1]);
        assert_eq!(of(claims(), None), [3]);
        assert_eq!(of(vec![claim("x", "test"), claim("x", "training")], Some("x")), [1]);
        assert!(of(vec![claim("x", "test"), claim("", "test")], Some("x")).is_empty());
    }
}
