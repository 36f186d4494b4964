//! The different tracks or vertices of a jet: the real ones, and one for all the padded, which are
//! equal.

/// A track or vertex.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) features: Vec<f32>,
    /// How many of the jet's it stands for.
    pub(super) count: usize,
    /// The first of their places in the input.
    place: usize,
}

/// The items of one input, [features, places].
pub(super) fn items(values: &[f32], places: usize) -> Vec<Item> {
    let all = (0..places).map(|place| {
        let features = values[place..].iter().step_by(places).copied().collect();
        Item { features, count: 1, place }
    });
    let (padded, mut different): (Vec<Item>, Vec<Item>) =
        all.partition(|item| item.features.iter().all(|&value| value == 0.0));
    let count = padded.len();
    different.extend(padded.into_iter().next().map(|first| Item { count, ..first }));
    different
}

/// `relevance` of each of `items`, a value for each feature, in the layout of their input.
///
/// What an item that stands for several received goes to the first of them: only padded ones do,
/// which receive nothing.
pub(super) fn scatter(items: &[Item], relevance: &[Vec<f32>], places: usize) -> Vec<f32> {
    let features = items.first().map_or(0, |item| item.features.len());
    let mut values = vec![0.0; features * places];
    for (item, received) in items.iter().zip(relevance) {
        for (feature, value) in values.chunks_exact_mut(places).zip(received) {
            feature[item.place] = *value;
        }
    }
    values
}
