//! The metric and the answers without features, and without items.

use faircat_inference::explanation::{
    Baseline, By, Change, Cumulative, Dropped, FeatureMasked, FeatureName, ItemsDropped, Masked,
    Masking, Replacement, Shuffled, THRESHOLDS,
};
use faircat_inference::verification::VerificationError;

use super::Progress;
use super::workers::Workers;

/// Numbers of items that are left out of each list.
const DROPPED: [usize; 5] = [1, 2, 5, 10, 20];
const WAYS: [Replacement; 3] = [Replacement::Zero, Replacement::Mean, Replacement::Permuted];

/// An input and one of its features.
type Feature = (usize, usize);
type Found<T> = Result<T, VerificationError>;

/// A control set with those who change and run it.
struct Run<'a> {
    base: &'a Baseline<'a>,
    workers: &'a Workers,
    told: Progress<'a>,
}

pub(super) fn masking(
    base: &Baseline,
    workers: &Workers,
    orders: &[(By, bool)],
    told: Progress,
) -> Found<Masking> {
    let run = Run { base, workers, told };
    let features: Vec<Feature> = (0..base.values.len())
        .flat_map(|input| {
            base.values[input]
                .iter()
                .flat_map(move |it| it.features().map(move |feature| (input, feature)))
        })
        .collect();
    let single = run.single(&features)?;
    let by_zero: Vec<(Feature, Change)> =
        features.into_iter().zip(single.iter().map(|it| it.zero)).collect();
    Ok(Masking {
        metric: base.claim.metric.clone(),
        unit: base.claim.unit.clone(),
        output: base.signature.outputs[base.output].name.clone(),
        value: base.value,
        uncertainty: base.uncertainty(),
        features: single,
        cumulative: run.cumulative(&by_zero)?,
        dropped: run.dropped(orders)?,
        shuffled: run.shuffled()?,
    })
}

impl Run<'_> {
    fn changes(&self, tasks: &[Masked]) -> Found<Vec<Change>> {
        let Run { base, workers, told } = self;
        workers.all(tasks, *told, |task, session| base.change(task, session, workers.batch))
    }

    fn single(&self, features: &[Feature]) -> Found<Vec<FeatureMasked>> {
        let ways = |&it: &Feature| WAYS.map(|by| Masked::Features(vec![it], by));
        let tasks: Vec<Masked> = features.iter().flat_map(ways).collect();
        let changes = self.changes(&tasks)?;
        let one = |(&it, changes): (&Feature, &[Change])| FeatureMasked {
            of: FeatureName::of(self.base.signature, it),
            zero: changes[0],
            mean: changes[1],
            permuted: changes[2],
        };
        Ok(features.iter().zip(changes.chunks_exact(WAYS.len())).map(one).collect())
    }

    fn cumulative(&self, by_zero: &[(Feature, Change)]) -> Found<Vec<Cumulative>> {
        let below = |&threshold: &f64| self.base.below(threshold, by_zero);
        let tasks: Vec<Masked> = THRESHOLDS.iter().map(below).collect();
        let changes = self.changes(&tasks)?;
        let all = THRESHOLDS.iter().zip(&tasks).zip(changes);
        Ok(all.map(|((&it, masked), change)| self.base.cumulative(it, masked, change)).collect())
    }

    fn dropped(&self, orders: &[(By, bool)]) -> Found<Vec<ItemsDropped>> {
        let of_order = |&(by, first): &(By, bool)| {
            let counts = DROPPED.into_iter().filter(move |&count| count < self.places(by.input));
            counts.flat_map(move |count| {
                [first, !first].map(|largest| Dropped { by, largest, count })
            })
        };
        let dropped: Vec<Dropped> = orders.iter().flat_map(of_order).collect();
        let tasks: Vec<Masked> = dropped.iter().map(|&it| Masked::Items(it)).collect();
        let changes = self.changes(&tasks)?;
        Ok(dropped.into_iter().zip(changes).map(|(it, change)| self.left_out(it, change)).collect())
    }

    fn left_out(&self, dropped: Dropped, change: Change) -> ItemsDropped {
        let Dropped { by, largest, count } = dropped;
        let of = FeatureName::of(self.base.signature, (by.input, by.feature));
        ItemsDropped { input: of.input, by: of.feature, largest, count, change }
    }

    fn shuffled(&self) -> Found<Vec<Shuffled>> {
        let Run { base, workers, told } = self;
        let several: Vec<usize> =
            (0..base.values.len()).filter(|&input| self.places(input) > 1).collect();
        let differences = workers.all(&several, *told, |&input, session| {
            base.difference(&Masked::Order(input), session, workers.batch)
        })?;
        let name = |input: usize| base.signature.inputs[input].name.clone();
        let all = several.into_iter().zip(differences);
        Ok(all
            .map(|(input, largest_difference)| Shuffled { input: name(input), largest_difference })
            .collect())
    }

    /// Items that find room in an input; 1 where it has no axis of items, or is not masked.
    fn places(&self, input: usize) -> usize {
        self.base.values[input].as_ref().map_or(1, |it| it.places())
    }
}
