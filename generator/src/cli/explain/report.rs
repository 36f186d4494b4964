//! What `faircat explain` prints.

use comfy_table::{ContentArrangement, Table, presets};
use faircat_inference::explanation::{
    Change, ClassIntegrated, ClassRelevance, Integrated, Masking,
};
use faircat_inference::figures::with_uncertainty;

use crate::evidence::explanation::Explanation;

pub(super) fn report(explanation: &Explanation) -> String {
    let masking = &explanation.masking;
    let value = with_uncertainty(masking.value, masking.uncertainty);
    let mut parts = vec![
        format!("{}: {value} on {} items", masking.metric, explanation.items),
        features(masking).to_string(),
        cumulative(masking).to_string(),
    ];
    if !masking.dropped.is_empty() {
        parts.push(dropped(masking).to_string());
    }
    for it in &masking.shuffled {
        let (input, apart) = (&it.input, it.largest_difference);
        parts.push(format!("another order of `{input}` changes the output by {apart:.1e}"));
    }
    parts.extend(explanation.neurons.iter().map(|it| {
        let pairs = it.activity.classes.iter().zip(&it.activity.sparsity);
        let shares: Vec<String> = pairs.map(|(class, it)| format!("{class} {it:.2}")).collect();
        format!("neurons with an activity below 0.2: {}", shares.join(", "))
    }));
    parts.extend(
        explanation
            .relevance
            .iter()
            .flat_map(|it| &it.classes)
            .map(|it| format!("{}: biases take {:.0} % of the logit", it.class, 100.0 * it.biases)),
    );
    parts.extend(explanation.integrated.iter().map(|it| integrated(it).to_string()));
    parts.extend(explanation.missing.iter().map(|it| format!("note: {it}")));
    parts.join("\n")
}

fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(header.to_vec());
    table
}

/// A change with its uncertainty; in brackets where it may be chance.
fn change(it: &Change) -> String {
    if it.change == 0.0 {
        return "0".to_owned();
    }
    let text = with_uncertainty(it.change, it.uncertainty).replace('-', "−");
    if it.is_significant() { text } else { format!("({text})") }
}

fn features(masking: &Masking) -> Table {
    let mut table = table(&["input", "feature", "zero", "mean", "permuted", "fidelity"]);
    for it in &masking.features {
        table.add_row([
            it.of.input.clone(),
            it.of.feature.clone(),
            change(&it.zero),
            change(&it.mean),
            change(&it.permuted),
            fidelity(&it.zero),
        ]);
    }
    table
}

/// Mean contributions to the answer for each class, largest first, and relevances beside them.
fn integrated(of: &Integrated) -> Table {
    let classes = of.classes.iter().map(|it| it.class.as_str());
    let shared: Vec<(String, &ClassRelevance)> =
        of.classes.iter().filter_map(|it| Some((ruled(it), it.relevance.as_ref()?))).collect();
    let titles = shared.iter().map(|(title, _)| title.as_str());
    let named = ["input", "contribution of"].into_iter().chain(classes).chain(titles);
    let mut table = table(&named.collect::<Vec<_>>());
    let largest =
        |at: &usize| of.classes.iter().map(|it| it.features[*at].abs()).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..of.features.len()).collect();
    order.retain(|at| of.classes.iter().all(|it| *at < it.features.len()));
    order.sort_by(|a, b| largest(b).total_cmp(&largest(a)));
    for at in order {
        let name = [of.features[at].input.clone(), of.features[at].feature.clone()];
        let relevances = shared.iter().filter_map(|(_, it)| it.features.get(at));
        let values = of.classes.iter().map(|it| &it.features[at]).chain(relevances);
        table.add_row(name.into_iter().chain(values.map(|it| format!("{it:.4}"))));
    }
    table
}

/// The title of the relevances for the answer of a class.
fn ruled(class: &ClassIntegrated) -> String {
    format!("LRP-γ {}", class.class)
}

fn cumulative(masking: &Masking) -> Table {
    let mut table = table(&["below", "masked", "value", "change", "fidelity"]);
    for it in &masking.cumulative {
        table.add_row([
            format!("{} %", 100.0 * it.threshold),
            it.masked.len().to_string(),
            format!("{:.5}", it.change.value),
            change(&it.change),
            fidelity(&it.change),
        ]);
    }
    table
}

fn dropped(masking: &Masking) -> Table {
    let mut table = table(&["input", "left out", "by", "change", "fidelity"]);
    for it in &masking.dropped {
        let which = if it.largest { "largest" } else { "smallest" };
        table.add_row([
            it.input.clone(),
            format!("{} {which}", it.count),
            it.by.clone(),
            change(&it.change),
            fidelity(&it.change),
        ]);
    }
    table
}

fn fidelity(it: &Change) -> String {
    it.fidelity.map(|it| format!("{it:.4}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use faircat_inference::explanation::Change;

    use super::change;

    #[test]
    fn what_gets_less_has_a_minus_sign() {
        let it = Change { value: 0.9, change: -0.0022, uncertainty: Some(0.0013), fidelity: None };
        assert_eq!(change(&it), "(−0.0022 ± 0.0013)");
    }
}
