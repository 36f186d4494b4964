//! Tracks and secondary vertices of a jet, along its axis and across the beam.

use faircat_inference::signature::{Declared, FeatureRole, Role, Signature};

use super::{Display, Item, Sign, is_real};
use crate::{Detail, Items, Jet, Relevance, jet, transverse};

const LEGEND: [&[Sign]; 3] = [
    &[Sign::about("display-jet-seen")],
    &[
        Sign::about("display-jet-impact"),
        Sign::of("sip-0", "display-jet-impact-0"),
        Sign::of("sip-1", "display-jet-impact-1"),
        Sign::of("sip-2", "display-jet-impact-2"),
        Sign::of("sip-3", "display-jet-impact-3"),
        Sign::of("sip-4", "display-jet-impact-4"),
    ],
    &[Sign::of("diamond", "display-jet-vertex")],
];

pub(super) struct JetDisplay;

impl Display for JetDisplay {
    fn name(&self) -> &'static str {
        "jet"
    }

    fn suits(&self, signature: &Signature) -> bool {
        places(signature).is_some_and(|(tracks, _)| {
            let tracks = &signature.inputs[tracks].features;
            tracks.iter().any(|feature| feature.role == Some(FeatureRole::Eta))
        })
    }

    fn needs_examples(&self) -> bool {
        true
    }

    fn element(&self, input: &Declared) -> Option<&'static str> {
        match input.role? {
            Role::Tracks => Some("track"),
            Role::Vertices => Some("vertex"),
            Role::Image | Role::Position => None,
        }
    }

    fn views(&self) -> &'static [&'static str] {
        &["jet", "transverse"]
    }

    fn draw(
        &self,
        signature: &Signature,
        item: &Item,
        view: &str,
        detail: Detail,
    ) -> Option<String> {
        let (tracks, vertices) = places(signature)?;
        let input = |place: usize| signature.inputs.get(place);
        let [of_tracks, of_vertices] = [roles(input(tracks)?), roles(input(vertices)?)];
        let of = Jet {
            title: item.title,
            tracks: Items { features: &of_tracks, values: item.inputs.get(tracks)? },
            vertices: Items { features: &of_vertices, values: item.inputs.get(vertices)? },
        };
        let relevance = item.relevance.get(tracks).zip(item.relevance.get(vertices));
        let relevance = relevance.filter(|(tracks, _)| !tracks.is_empty());
        let relevance = relevance.map(|(tracks, vertices)| Relevance { tracks, vertices });
        match view {
            "jet" => Some(jet(&of, relevance.as_ref(), detail)),
            "transverse" => Some(transverse(&of, relevance.as_ref(), detail)),
            _ => None,
        }
    }

    fn legend(&self) -> &'static [&'static [Sign]] {
        &LEGEND
    }
}

/// Places of the two inputs of a jet.
fn places(signature: &Signature) -> Option<(usize, usize)> {
    let rows = |it: &Declared| it.shape.len() == 3 && it.feature_axis() == Some(1) && is_real(it);
    let place =
        |role: Role| signature.inputs.iter().position(|it| it.role == Some(role) && rows(it));
    let places = (place(Role::Tracks)?, place(Role::Vertices)?);
    (signature.inputs.len() == 2).then_some(places)
}

/// What the features of an input are, as far as the record states it.
fn roles(input: &Declared) -> Vec<Option<FeatureRole>> {
    input.features.iter().map(|feature| feature.role).collect()
}

#[cfg(test)]
mod tests {
    use faircat_inference::signature::{Declared, Feature, FeatureRole, Role, Signature};

    use super::super::{Item, display_of};
    use crate::Detail;

    fn input(name: &str, features: &[(&str, FeatureRole)]) -> Declared {
        let feature = |(name, role): &(&str, FeatureRole)| Feature {
            name: (*name).to_owned(),
            role: Some(*role),
            ..Feature::default()
        };
        Declared {
            name: name.to_owned(),
            dtype: "float32".to_owned(),
            shape: vec!["batch".to_owned(), features.len().to_string(), "3".to_owned()],
            features: features.iter().map(feature).collect(),
            ..Declared::default()
        }
    }

    /// A jet whose inputs and features are called otherwise than those of CMS.
    fn jets() -> Signature {
        let mut tracks =
            input("charged", &[("deta", FeatureRole::Eta), ("dphi", FeatureRole::Phi)]);
        tracks.role = Some(Role::Tracks);
        let mut vertices = input("decays", &[("lxy", FeatureRole::FlightDistance)]);
        vertices.role = Some(Role::Vertices);
        Signature { inputs: vec![vertices, tracks], outputs: Vec::new() }
    }

    #[test]
    fn a_jet_is_told_by_the_roles_that_its_record_states() {
        let signature = jets();
        let display = display_of(&signature, 1);
        assert_eq!(display.name(), "jet");
        assert_eq!(display.element(&signature.inputs[0]), Some("vertex"));
        assert_eq!(display_of(&signature, 0).name(), "form");
        let inputs = [vec![0.5, 0.0, 0.0], vec![0.1, -0.2, 0.0, 0.3, 0.1, 0.0]];
        let item =
            Item { title: "A jet", inputs: &inputs, answer: &[], truth: &[], relevance: &[] };
        let drawn = display.draw(&signature, &item, "jet", Detail::Picture).unwrap();
        assert!(drawn.contains("2 tracks, 0 of them displaced"), "{drawn}");
        assert!(drawn.contains("1 secondary vertex, 5 mm from the primary vertex"), "{drawn}");
        assert!(display.draw(&signature, &item, "peak", Detail::Picture).is_none());
    }

    #[test]
    fn names_of_features_do_not_make_a_jet() {
        let mut named = jets();
        named.inputs[1].name = "tracks".to_owned();
        named.inputs[1].role = None;
        assert_eq!(display_of(&named, 1).name(), "form");
        named.inputs[1].role = Some(Role::Tracks);
        named.inputs[1].features[0] =
            Feature { name: "track_etarel".to_owned(), ..Feature::default() };
        assert_eq!(display_of(&named, 1).name(), "form");
        let mut others = jets();
        others.inputs[1].features[0].role = Some(FeatureRole::DeltaR);
        assert_eq!(display_of(&others, 1).name(), "form");
    }
}
