//! Networks of any sizes, for tests of what holds of all.

use proptest::strategy::Strategy;

use crate::support::Sizes;

/// Sizes of which each is from 1 to that of `most`.
pub(crate) fn sizes_up_to(most: Sizes) -> impl Strategy<Value = Sizes> {
    let Sizes { tracks, track_features, vertices, vertex_features, .. } = most;
    let Sizes { hidden, effects, objects, classes, .. } = most;
    let items = [tracks, track_features, vertices, vertex_features].map(|most| 1..=most);
    let layers = [hidden, effects, objects, classes].map(|most| 1..=most);
    (items, layers).prop_map(|(items, layers)| {
        let [tracks, track_features, vertices, vertex_features] = items;
        let [hidden, effects, objects, classes] = layers;
        Sizes {
            tracks,
            track_features,
            vertices,
            vertex_features,
            hidden,
            effects,
            objects,
            classes,
        }
    })
}
