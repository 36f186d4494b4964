//! What is said of neurons, of relevance and of contributions, beside the same computed again.

use super::{
    Activity, ClassIntegrated, ClassRelevance, ClassShares, FeatureName, Integrated, Layer, Shares,
};

/// How far an activity or a share, and a repetition of it, lie apart at most: engines sum in orders
/// of their own. Of figures above 1, as logits may be, this share of them.
pub const REPEATED_ROUNDING: f64 = 1e-3;

impl Activity {
    /// Neurons of all layers.
    #[must_use]
    pub fn neurons(&self) -> usize {
        self.layers.iter().map(Layer::neurons).sum()
    }

    /// Where the classes and layers of `found`, the same computed again, are others, in phrases.
    #[must_use]
    pub fn of_other_layers(&self, found: &Activity) -> Vec<String> {
        if self.classes != found.classes {
            return vec!["the neurons are told of for other classes".to_owned()];
        }
        if self.layers.len() != found.layers.len() {
            let (said, are) = (self.layers.len(), found.layers.len());
            return vec![format!("the network has {are} layers of neurons, not {said}")];
        }
        let widths = |layer: &Layer| layer.activity.iter().map(Vec::len).collect::<Vec<_>>();
        let both = self.layers.iter().zip(&found.layers);
        let other = both.filter_map(|(said, found)| {
            let (name, neurons) = (&found.name, found.neurons());
            if said.name != found.name {
                return Some(format!("it does not tell of the layer `{name}` at its place"));
            }
            let is_as_wide = widths(said) == widths(found);
            (!is_as_wide).then(|| format!("`{name}` has {neurons} neurons, and it says otherwise"))
        });
        other.collect()
    }

    /// Where `found`, the same computed again for the `classes` at these places, is of another
    /// activity: of each layer the neuron that is furthest off, in phrases.
    #[must_use]
    pub fn unlike(&self, found: &Activity, classes: &[usize]) -> Vec<String> {
        let other = self.of_other_layers(found);
        if !other.is_empty() {
            return other;
        }
        let both = self.layers.iter().zip(&found.layers);
        both.filter_map(|(said, found)| self.other_activity(said, found, classes)).collect()
    }

    fn other_activity(&self, said: &Layer, found: &Layer, classes: &[usize]) -> Option<String> {
        let of_class = |&class: &usize| {
            let (said, found) = (said.activity.get(class)?, found.activity.get(class)?);
            let (neuron, said, found) = furthest(said, found)?;
            Some((class, neuron, said, found))
        };
        let all = classes.iter().filter_map(of_class);
        let worst = all.max_by(|a, b| (a.2 - a.3).abs().total_cmp(&(b.2 - b.3).abs()));
        let (class, neuron, is, now) = worst?;
        let class = self.classes.get(class)?;
        let layer = &said.name;
        Some(format!("the activity of neuron {neuron} of `{layer}` for {class} is {now}, not {is}"))
    }
}

impl Layer {
    fn neurons(&self) -> usize {
        self.activity.iter().map(Vec::len).max().unwrap_or_default()
    }
}

/// Place and values of the pair that is furthest apart, where it is by more than rounding.
fn furthest(said: &[f64], found: &[f64]) -> Option<(usize, f64, f64)> {
    let all = said.iter().zip(found).enumerate();
    let apart = all.filter(|(_, (said, found))| !are_near(**said, **found));
    let worst = apart.max_by(|(_, (a, b)), (_, (c, d))| {
        let (first, second): (f64, f64) = (**a - **b, **c - **d);
        first.abs().total_cmp(&second.abs())
    });
    worst.map(|(place, (said, found))| (place, *said, *found))
}

/// What is no number is near nothing.
fn are_near(said: f64, found: f64) -> bool {
    (said - found).abs() <= REPEATED_ROUNDING * found.abs().max(1.0)
}

impl Shares {
    /// Where `found`, the same computed again for `classes`, is another, in phrases; `features` are
    /// the names of those of the tracks and of the vertices.
    #[must_use]
    pub fn unlike(
        &self,
        found: &Shares,
        classes: &[&str],
        features: [&[String]; 2],
    ) -> Vec<String> {
        let mut phrases = Vec::new();
        if self.gamma != found.gamma {
            phrases.push(format!("γ of the relevances is {}, not {}", found.gamma, self.gamma));
        }
        if found.residual > self.residual + REPEATED_ROUNDING {
            let (now, said) = (found.residual, self.residual);
            phrases.push(format!("the relevances miss a logit by {now} of it, not {said}"));
        }
        for class in classes {
            let (said, found) = (of_class(self, class), of_class(found, class));
            if said.len() != found.len() {
                let (said, found) = (said.len(), found.len());
                phrases.push(format!("the relevances tell of {class} {said} times, not {found}"));
                continue;
            }
            let both = said.into_iter().zip(found);
            phrases.extend(both.flat_map(|(said, found)| said.unlike(found, features)));
        }
        phrases
    }
}

/// One, unless its logits add up to nothing.
fn of_class<'a>(shares: &'a Shares, class: &str) -> Vec<&'a ClassShares> {
    shares.classes.iter().filter(|it| it.class == class).collect()
}

impl ClassShares {
    /// Single figures, and of each table the one that is furthest off.
    fn unlike(&self, found: &ClassShares, [of_tracks, of_vertices]: [&[String]; 2]) -> Vec<String> {
        let class = &self.class;
        if self.items != found.items {
            return vec![format!("{class} has {} items, not {}", found.items, self.items)];
        }
        let tables = [
            (&self.track_features, &found.track_features),
            (&self.vertex_features, &found.vertex_features),
            (&self.tracks, &found.tracks),
            (&self.vertices, &found.vertices),
        ];
        if tables.iter().any(|(said, found)| said.len() != found.len()) {
            return vec![format!("the relevances for {class} are of other features or items")];
        }
        let singles = [
            ("the mean logit", self.logit, found.logit),
            ("the share of the biases", self.biases, found.biases),
            ("the median share of the biases", self.median_biases, found.median_biases),
        ];
        let singles = singles.into_iter().filter(|(_, said, found)| !are_near(*said, *found));
        let singles = singles.map(|(what, said, found)| (what.to_owned(), said, found));
        let names: [&dyn Fn(usize) -> String; 4] = [
            &|place| feature(of_tracks, place),
            &|place| feature(of_vertices, place),
            &|place| format!("the share of the track at place {place}"),
            &|place| format!("the share of the vertex at place {place}"),
        ];
        let worst = tables.into_iter().zip(names).filter_map(|((said, found), name)| {
            let (place, said, found) = furthest(said, found)?;
            Some((name(place), said, found))
        });
        let other = singles.chain(worst);
        other.map(|(what, said, now)| format!("{what} for {class} is {now}, not {said}")).collect()
    }
}

impl Integrated {
    /// Where `found`, the same computed again, is another, in phrases.
    #[must_use]
    pub fn unlike(&self, found: &Integrated) -> Vec<String> {
        if (&self.of, self.baseline, self.steps) != (&found.of, found.baseline, found.steps) {
            let (of, steps) = (&found.of, found.steps);
            return vec![format!("the contributions are those to `{of}`, in {steps} steps")];
        }
        if self.features != found.features {
            return vec!["the contributions are of other features".to_owned()];
        }
        let names = |it: &Integrated| -> Vec<String> {
            it.classes.iter().map(|it| it.class.clone()).collect()
        };
        if names(self) != names(found) {
            return vec!["the contributions are told of for other classes".to_owned()];
        }
        let mut phrases = Vec::new();
        if self.gamma.is_some() && self.gamma != found.gamma {
            phrases.push("the relevances are by another rule, or there are none".to_owned());
        }
        if found.residual > self.residual + REPEATED_ROUNDING {
            let (now, said) = (found.residual, self.residual);
            phrases.push(format!("the contributions miss an answer by {now}, not {said}"));
        }
        let both = self.classes.iter().zip(&found.classes);
        phrases.extend(both.flat_map(|(said, found)| said.unlike(found, &self.features)));
        phrases
    }
}

impl ClassIntegrated {
    /// Single figures, and the feature that is furthest off.
    fn unlike(&self, found: &ClassIntegrated, names: &[FeatureName]) -> Vec<String> {
        let class = &self.class;
        if self.items != found.items || self.features.len() != found.features.len() {
            let items = found.items;
            return vec![format!("the contributions for {class} are those of {items} items")];
        }
        let singles = [
            ("mean answer", self.answer, found.answer),
            ("answer for the baseline", self.at_baseline, found.at_baseline),
            ("contribution of other inputs", self.others, found.others),
        ];
        let singles = other_singles(&singles);
        let worst = other_feature("contribution", (&self.features, &found.features), names);
        let both = self.relevance.iter().zip(&found.relevance);
        let relevance = both.flat_map(|(said, found)| said.unlike(found, names));
        let other = singles.into_iter().chain(worst).chain(relevance);
        other
            .map(|(what, said, now)| format!("the {what} for {class} is {now}, not {said}"))
            .collect()
    }
}

/// What is another figure than was said, that, and what it is.
type Other = (String, f64, f64);

impl ClassRelevance {
    fn unlike(&self, found: &ClassRelevance, names: &[FeatureName]) -> Vec<Other> {
        let singles = [
            ("relevance of the biases", self.biases, found.biases),
            ("relevance of other inputs", self.others, found.others),
            ("relevance that is not shared out", self.unshared, found.unshared),
        ];
        let mut other = other_singles(&singles);
        other.extend(other_feature("relevance", (&self.features, &found.features), names));
        other
    }
}

fn other_singles(singles: &[(&str, f64, f64)]) -> Vec<Other> {
    let other = singles.iter().filter(|(_, said, now)| !are_near(*said, *now));
    other.map(|&(what, said, now)| (what.to_owned(), said, now)).collect()
}

/// The feature that is furthest off.
fn other_feature(
    what: &str,
    (said, found): (&[f64], &[f64]),
    names: &[FeatureName],
) -> Option<Other> {
    let (place, said, now) = furthest(said, found)?;
    let name = names.get(place).map_or("", |it| it.feature.as_str());
    Some((format!("{what} of `{name}`"), said, now))
}

/// The feature at `place` among those with these names.
fn feature(names: &[String], place: usize) -> String {
    match names.get(place) {
        Some(name) => format!("the share of `{name}`"),
        None => format!("the share of the feature at place {place}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Activity, ClassIntegrated, ClassRelevance, ClassShares, FeatureName, Integrated, Layer,
        Shares,
    };
    use crate::explanation::PathStart;

    fn activity(layers: [(&str, [f64; 2]); 2]) -> Activity {
        let layer = |(name, of_neurons): (&str, [f64; 2])| Layer {
            name: name.to_owned(),
            activity: vec![vec![1.0, 0.5], of_neurons.to_vec()],
        };
        let classes = vec!["QCD".to_owned(), "Hbb".to_owned()];
        let mut activity =
            Activity { classes, layers: layers.map(layer).to_vec(), sparsity: Vec::new() };
        activity.sparsity = activity.silent_shares();
        activity
    }

    #[test]
    fn another_activity_is_told_by_its_layer_and_class() {
        let said = activity([("fr1", [1.0, 0.5]), ("fr2", [1.0, 0.25])]);
        let found = activity([("fr1", [1.0, 0.5001]), ("fr2", [0.75, 1.0])]);
        let told = said.unlike(&found, &[0, 1]);
        assert_eq!(told, ["the activity of neuron 1 of `fr2` for Hbb is 1, not 0.25"]);
        // Of classes that were not computed again nothing is said.
        assert!(said.unlike(&found, &[0]).is_empty());
        let other = activity([("fr1", [1.0, 0.5]), ("fr3", [1.0, 0.25])]);
        assert_eq!(said.unlike(&other, &[0]), ["it does not tell of the layer `fr3` at its place"]);
        let mut narrow = said.clone();
        narrow.layers[0].activity[1].pop();
        let told = narrow.unlike(&said, &[0]);
        assert_eq!(told, ["`fr1` has 2 neurons, and it says otherwise"]);
    }

    fn shares(momentum: f64, biases: f64) -> Shares {
        let of_class = ClassShares {
            class: "Hbb".to_owned(),
            items: 3,
            logit: 2.0,
            track_features: vec![momentum, 0.25],
            tracks: vec![0.5],
            vertex_features: vec![0.0],
            vertices: vec![0.0],
            biases,
            median_biases: 0.25,
        };
        Shares { gamma: 2.0, residual: 0.0, classes: vec![of_class] }
    }

    #[test]
    fn other_shares_are_told_by_their_features() {
        let names = ["momentum".to_owned(), "angle".to_owned()];
        let unlike = |said: &Shares, found: &Shares| said.unlike(found, &["Hbb"], [&names, &[]]);
        let said = shares(0.5, 0.25);
        assert!(unlike(&said, &shares(0.500_1, 0.25)).is_empty());
        let told = unlike(&said, &shares(0.25, 0.5));
        let biases = "the share of the biases for Hbb is 0.5, not 0.25";
        assert_eq!(told, [biases, "the share of `momentum` for Hbb is 0.25, not 0.5"]);
        let none = Shares { classes: Vec::new(), ..said.clone() };
        assert_eq!(unlike(&none, &said), ["the relevances tell of Hbb 0 times, not 1"]);
        let mut twice = said.clone();
        twice.classes.extend(shares(0.75, 0.25).classes);
        assert_eq!(unlike(&twice, &said), ["the relevances tell of Hbb 2 times, not 1"]);
        assert!(unlike(&shares(f64::NAN, 0.25), &said).len() == 1);
    }

    fn contributions(momentum: f64, residual: f64) -> Integrated {
        let of_class = ClassIntegrated {
            class: "Hbb".to_owned(),
            items: 3,
            answer: 1.0,
            at_baseline: 0.5,
            features: vec![momentum],
            others: 0.0,
            relevance: None,
        };
        let name = FeatureName { input: "tracks".to_owned(), feature: "momentum".to_owned() };
        Integrated {
            of: "logits".to_owned(),
            baseline: PathStart::Mean,
            steps: 32,
            residual,
            gamma: None,
            features: vec![name],
            classes: vec![of_class],
        }
    }

    #[test]
    fn other_contributions_are_told_by_their_features() {
        let said = contributions(0.5, 0.0);
        assert!(said.unlike(&contributions(0.500_1, 0.000_1)).is_empty());
        let told = said.unlike(&contributions(0.25, 0.5));
        let missed = "the contributions miss an answer by 0.5, not 0";
        let momentum = "the contribution of `momentum` for Hbb is 0.25, not 0.5";
        assert_eq!(told, [missed, momentum]);
        let relevance = |of_feature: f64| {
            let mut of = Integrated { gamma: Some(2.0), ..said.clone() };
            let (features, others) = (vec![of_feature], 0.0);
            let (biases, unshared, residual) = (0.25, 0.0, 0.0);
            let relevance = ClassRelevance { features, others, biases, unshared, residual };
            of.classes[0].relevance = Some(relevance);
            of
        };
        let told = relevance(0.75).unlike(&relevance(0.5));
        assert_eq!(told, ["the relevance of `momentum` for Hbb is 0.5, not 0.75"]);
        // Of what was said before answers were shared out, nothing else is said.
        assert!(said.unlike(&relevance(0.75)).is_empty());
        let rule = "the relevances are by another rule, or there are none";
        assert_eq!(relevance(0.75).unlike(&said), [rule]);
        let none = Integrated { classes: Vec::new(), ..said.clone() };
        assert_eq!(none.unlike(&said), ["the contributions are told of for other classes"]);
        let other = Integrated { steps: 64, ..said.clone() };
        assert_eq!(other.unlike(&said), ["the contributions are those to `logits`, in 32 steps"]);
    }
}
