//! Integrated gradients on average over the items of a class (Sundararajan et al., 2017, equation
//! 1): what each feature contributes to the answer, beside that for the mean of the control set.

use serde::{Deserialize, Serialize};

use super::{FeatureName, Values, spread_places};
use crate::engine::Cancel;
use crate::gradients::{Array, GradientError, Graph, Rule, integrated, propagated};
use crate::onnx::OnnxFile;
use crate::relevance::GAMMA;
use crate::signature::Signature;
use crate::tensor::{Data, Tensor};

/// Steps of the midpoint rule.
pub const STEPS: usize = 32;

/// Products that all items may take together, of which each takes three times those on the way to
/// an answer for each step: of a larger network fewer items of each class are looked at.
const MOST_PRODUCTS: u64 = 10_000_000_000;
/// Items of a class, unless it has fewer, below which a mean says nothing of it.
const LEAST_ITEMS: usize = 16;

/// Mean contributions of features to the answers, by class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Integrated {
    /// The value of the graph that is attributed: an output, or what its softmax or sigmoid is
    /// taken of.
    pub of: String,
    pub baseline: PathStart,
    /// Steps of the midpoint rule.
    pub steps: usize,
    /// Completeness: by how much the contributions to the answer for one item miss the difference
    /// of the answers for it and for the baseline, at most.
    pub residual: f64,
    /// γ of LRP-γ, by which the answers for the same items are shared out; `None` where they are
    /// not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gamma: Option<f64>,
    pub features: Vec<FeatureName>,
    pub classes: Vec<ClassIntegrated>,
}

impl Integrated {
    /// The same without relevance.
    #[must_use]
    pub fn without_relevance(&self) -> Integrated {
        let mut without = self.clone();
        without.gamma = None;
        without.classes.iter_mut().for_each(|it| it.relevance = None);
        without
    }
}

/// Where the path to an item begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PathStart {
    /// The mean of each value over the control set.
    Mean,
}

/// Means over items of a class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassIntegrated {
    pub class: String,
    /// Items that they are over: all of the class, or some of them, evenly spread.
    pub items: usize,
    /// Of the answer.
    pub answer: f64,
    /// The answer for the baseline.
    pub at_baseline: f64,
    /// Contribution of each feature, added up over the places of an item.
    pub features: Vec<f64>,
    /// Contribution of inputs that name no features.
    pub others: f64,
    /// How the answer is shared out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevance: Option<ClassRelevance>,
}

/// Mean relevances for the answer of a class, whose sum it is, in its units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassRelevance {
    /// Of each feature, added up over the places of an item.
    pub features: Vec<f64>,
    /// Of inputs that name no features.
    pub others: f64,
    /// What the biases of all layers keep.
    pub biases: f64,
    /// What sums of 0 cannot share out.
    pub unshared: f64,
    /// By how much all parts for one item miss its answer at most, which is rounding.
    pub residual: f64,
}

impl ClassRelevance {
    /// By how much all parts miss `answer`.
    #[must_use]
    pub fn missed(&self, answer: f64) -> f64 {
        self.features.iter().sum::<f64>() + self.others + self.biases + self.unshared - answer
    }
}

impl ClassIntegrated {
    /// By how much the contributions miss the difference of the answers.
    #[must_use]
    pub fn missed(&self) -> f64 {
        self.features.iter().sum::<f64>() + self.others - (self.answer - self.at_baseline)
    }
}

/// A graph with the items whose answers it attributes: all its own, as a thread may be left behind
/// with it.
#[derive(Clone, Debug)]
pub struct Paths {
    graph: Graph,
    baseline: Vec<Array>,
    /// How the features of each input lie; `None` where they are told together.
    values: Vec<Option<Values>>,
    features: Vec<FeatureName>,
    classes: Vec<OfClass>,
    /// Whether the answers are shared out, too.
    shares_out: bool,
}

#[derive(Clone, Debug)]
struct OfClass {
    name: String,
    /// Its place in the target.
    place: usize,
    items: Vec<Vec<Array>>,
}

impl Paths {
    /// The paths to the `inputs`, of `signature` and in its order, in the part of `file` that makes
    /// `output`; `values` tells how their features lie. There are `classes`, and `groups` tells
    /// that of each item.
    ///
    /// # Errors
    /// Why there are none, as a sentence without a full stop.
    pub fn of(
        (file, output): (&OnnxFile, &str),
        signature: &Signature,
        (inputs, values): (&[Tensor], &[Option<Values>]),
        (classes, groups): (&[String], &[usize]),
    ) -> Result<Paths, String> {
        let graph = Graph::of(file, output).map_err(|error| error.to_string())?;
        if values.len() != inputs.len() || !are_inputs_of(file, signature, inputs) {
            return Err("its inputs are others than those of the control set".to_owned());
        }
        if !inputs.iter().all(|it| matches!(it.data(), Data::Float32(_) | Data::Float64(_))) {
            return Err("there is no path between inputs that are no real numbers".to_owned());
        }
        let numbers: Vec<Vec<f64>> = inputs.iter().map(|it| it.data().to_f64()).collect();
        let means =
            inputs.iter().zip(&numbers).map(|(tensor, all)| item(tensor, mean(tensor, all)));
        let told = |error: GradientError| error.to_string();
        let baseline = means.collect::<Result<Vec<_>, _>>().map_err(told)?;
        let width = graph.answer(&baseline).map_err(told)?.len();
        if width != classes.len() && width != 1 {
            return Err("the labels are of other classes than the outputs".to_owned());
        }
        let most = items_of_each(graph.products(&baseline).map_err(told)?, classes.len());
        let of_row = |row: usize| {
            let all = inputs.iter().zip(&numbers);
            all.map(|(tensor, all)| {
                let width = tensor.item_len();
                let own = all.get(row * width..(row + 1) * width).unwrap_or_default();
                item(tensor, own.to_vec())
            })
            .collect::<Result<Vec<_>, _>>()
        };
        let of_class = |(class, name): (usize, &String)| {
            let rows: Vec<usize> = (0..groups.len()).filter(|&row| groups[row] == class).collect();
            if most < rows.len().min(LEAST_ITEMS) {
                return Err(format!(
                    "its answers take so many products that fewer than {LEAST_ITEMS} items of each \
                     class are within the {MOST_PRODUCTS} that are allowed"
                ));
            }
            let picked = spread_places(rows.len(), most).into_iter().map(|place| rows[place]);
            let items = picked.map(of_row).collect::<Result<Vec<_>, _>>();
            let place = if width == 1 { 0 } else { class };
            Ok(OfClass { name: name.clone(), place, items: items.map_err(told)? })
        };
        let classes = classes.iter().enumerate().map(of_class).collect::<Result<_, _>>()?;
        let features = names(signature, values);
        let values = values.to_vec();
        Ok(Paths { graph, baseline, values, features, classes, shares_out: false })
    }

    /// The same, with the answers shared out by LRP-γ where every operator has a rule; else which
    /// has none.
    #[must_use]
    pub fn with_relevance(mut self) -> (Paths, Option<GradientError>) {
        let error = self.graph.check_rules().err();
        self.shares_out = error.is_none();
        (self, error)
    }

    /// Number of classes.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes.len()
    }

    /// The means of the class at `place`, and by how much an item of it misses completeness at
    /// most; `None` of a class without items.
    ///
    /// # Errors
    /// Those of [`integrated`].
    pub fn of_class(
        &self,
        place: usize,
        cancel: &Cancel,
    ) -> Result<Option<(ClassIntegrated, f64)>, GradientError> {
        let Some(class) = self.classes.get(place).filter(|it| !it.items.is_empty()) else {
            return Ok(None);
        };
        let count = class.items.len() as f64;
        let mut mean = ClassIntegrated {
            class: class.name.clone(),
            items: class.items.len(),
            answer: 0.0,
            at_baseline: 0.0,
            features: vec![0.0; self.features.len()],
            others: 0.0,
            relevance: self.shares_out.then(|| self.shared_out(class)).transpose()?,
        };
        let mut residual = 0.0_f64;
        for item in &class.items {
            let ends = (item.as_slice(), self.baseline.as_slice());
            let found = integrated(&self.graph, ends, class.place, STEPS, cancel)?;
            residual = residual.max(found.missed().abs());
            mean.answer += found.value / count;
            mean.at_baseline = found.at_baseline;
            self.add((&mut mean.features, &mut mean.others), &found.inputs, count);
        }
        Ok(Some((mean, residual)))
    }

    /// The mean relevances for the answer of `class`.
    fn shared_out(&self, class: &OfClass) -> Result<ClassRelevance, GradientError> {
        let rule = Rule { gamma: f64::from(GAMMA), epsilon: 0.0 };
        let count = class.items.len() as f64;
        let mut mean = ClassRelevance {
            features: vec![0.0; self.features.len()],
            others: 0.0,
            biases: 0.0,
            unshared: 0.0,
            residual: 0.0,
        };
        for item in &class.items {
            let found = propagated(&self.graph, item, class.place, rule)?;
            mean.residual = mean.residual.max(found.missed().abs());
            mean.biases += found.biases / count;
            mean.unshared += found.unshared / count;
            self.add((&mut mean.features, &mut mean.others), &found.inputs, count);
        }
        Ok(mean)
    }

    /// Adds what each feature of one item of `count` has of `found`, and what the inputs that name
    /// none have.
    fn add(&self, (features, others): (&mut [f64], &mut f64), found: &[Vec<f64>], count: f64) {
        let mut first = 0;
        for (values, found) in self.values.iter().zip(found) {
            let Some(values) = values else {
                *others += found.iter().sum::<f64>() / count;
                continue;
            };
            for feature in values.features() {
                let places = (0..values.places()).map(|place| values.at(0, feature, place));
                let sum: f64 = places.filter_map(|it| found.get(it)).sum();
                features[first + feature] += sum / count;
            }
            first += values.features().len();
        }
    }

    /// All of `found`, in the order of the classes.
    #[must_use]
    pub fn together(&self, found: Vec<Option<(ClassIntegrated, f64)>>) -> Integrated {
        let (classes, residuals): (Vec<_>, Vec<f64>) = found.into_iter().flatten().unzip();
        Integrated {
            of: self.graph.target().to_owned(),
            baseline: PathStart::Mean,
            steps: STEPS,
            residual: residuals.into_iter().fold(0.0, f64::max),
            gamma: self.shares_out.then_some(f64::from(GAMMA)),
            features: self.features.clone(),
            classes,
        }
    }
}

/// Whether `inputs` are those of `signature`, and in the order of `file`.
fn are_inputs_of(file: &OnnxFile, signature: &Signature, inputs: &[Tensor]) -> bool {
    let declared = signature.inputs.iter().map(|it| &it.name);
    file.inputs.iter().map(|it| &it.name).eq(declared) && inputs.len() == file.inputs.len()
}

/// The features that are told apart.
fn names(signature: &Signature, values: &[Option<Values>]) -> Vec<FeatureName> {
    let of_input = |(input, values): (usize, &Option<Values>)| {
        let features = values.iter().flat_map(Values::features);
        features.map(|feature| FeatureName::of(signature, (input, feature))).collect::<Vec<_>>()
    };
    values.iter().enumerate().flat_map(of_input).collect()
}

/// One item with `values`, of a `tensor` of several.
fn item(tensor: &Tensor, values: Vec<f64>) -> Result<Array, GradientError> {
    let mut shape = tensor.shape().to_vec();
    if let Some(first) = shape.first_mut() {
        *first = 1;
    }
    Array::new(shape, values)
}

/// Each value of an item, on average over the items of `tensor`, whose elements are `all`.
fn mean(tensor: &Tensor, all: &[f64]) -> Vec<f64> {
    let (width, count) = (tensor.item_len(), tensor.items().max(1) as f64);
    let mut sums = vec![0.0; width];
    for item in all.chunks_exact(width.max(1)) {
        sums.iter_mut().zip(item).for_each(|(sum, value)| *sum += value / count);
    }
    sums
}

/// Items of each class that are allowed, where the answer for one takes `products`.
fn items_of_each(products: u64, classes: usize) -> usize {
    let of_item = products.saturating_mul(3 * STEPS as u64).saturating_mul(classes.max(1) as u64);
    usize::try_from(MOST_PRODUCTS / of_item.max(1)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Paths, STEPS, items_of_each, spread_places};
    use crate::engine::Cancel;
    use crate::explanation::masked_values;
    use crate::onnx::describe;
    use crate::signature::{Declared, Feature, Signature};
    use crate::tensor::{Data, Tensor};

    const DENSE: &[u8] = include_bytes!("../../tests/gradients/dense.onnx");

    fn signature(features: &[&str]) -> Signature {
        let feature = |name: &&str| Feature { name: (*name).to_owned(), ..Feature::default() };
        let input = Declared {
            name: "x".to_owned(),
            shape: vec!["batch".to_owned(), "4".to_owned()],
            features: features.iter().map(feature).collect(),
            ..Declared::default()
        };
        Signature { inputs: vec![input], outputs: Vec::new() }
    }

    fn paths(signature: &Signature, classes: &[&str]) -> Result<Paths, String> {
        let values = (0..24).map(|it| (it as f32 * 0.7).sin()).collect();
        let inputs = [Tensor::new(vec![6, 4], Data::Float32(values)).unwrap()];
        let (values, _) = masked_values(signature, &inputs);
        let classes: Vec<String> = classes.iter().map(|&it| it.to_owned()).collect();
        let groups = [0, 1, 0, 1, 0, 1];
        let file = describe(DENSE).unwrap();
        Paths::of((&file, "y"), signature, (&inputs, &values), (&classes, &groups))
    }

    #[test]
    fn means_over_a_class_add_up_to_its_difference() {
        let paths =
            paths(&signature(&["a", "b", "c", "d"]), &["first", "second", "third"]).unwrap();
        let found = (0..3).map(|it| paths.of_class(it, &Cancel::default()).unwrap()).collect();
        let found = paths.together(found);
        // Of the third class there is no item.
        let items: Vec<usize> = found.classes.iter().map(|it| it.items).collect();
        assert_eq!((items, found.steps, found.of.as_str()), (vec![3, 3], STEPS, "logits"));
        for class in &found.classes {
            assert!(class.missed().abs() <= found.residual + 1e-12, "{class:?}");
            assert!(class.features.iter().all(|it| *it != 0.0) && class.others == 0.0);
        }
        assert!(found.residual < 1e-2, "{}", found.residual);
    }

    #[test]
    fn relevances_and_biases_add_up_to_the_mean_answer() {
        let names = ["first", "second", "third"];
        let paths = paths(&signature(&["a", "b", "c", "d"]), &names).unwrap();
        let of_class = |paths: &Paths| paths.of_class(0, &Cancel::default()).unwrap().unwrap();
        let (plain, _) = of_class(&paths);
        let (paths, without_rule) = paths.with_relevance();
        assert_eq!(without_rule, None);
        let found = paths.together(vec![Some(of_class(&paths))]);
        assert_eq!((found.gamma, plain.relevance), (Some(2.0), None));
        let class = &found.classes[0];
        let relevance = class.relevance.as_ref().unwrap();
        assert!(relevance.missed(class.answer).abs() < 1e-12, "{relevance:?}");
        assert!(relevance.residual < 1e-12 && relevance.biases != 0.0);
        assert!(relevance.features.iter().all(|it| *it != 0.0) && relevance.others == 0.0);
        assert_eq!(found.without_relevance().classes[0].relevance, None);
    }

    #[test]
    fn without_names_all_is_told_together() {
        let paths = paths(&signature(&[]), &["first", "second", "third"]).unwrap();
        let (class, _) = paths.of_class(0, &Cancel::default()).unwrap().unwrap();
        assert!(class.features.is_empty() && class.others != 0.0);
    }

    #[test]
    fn other_classes_are_refused() {
        let error = paths(&signature(&[]), &["first", "second"]).unwrap_err();
        assert_eq!(error, "the labels are of other classes than the outputs");
    }

    #[test]
    fn items_are_spread_within_what_is_allowed() {
        assert_eq!(spread_places(4, 2), [0, 2]);
        assert_eq!(spread_places(2, 2), [0, 1]);
        assert!(items_of_each(u64::MAX, 2) == 0 && items_of_each(100, 2) > 100_000);
    }
}
