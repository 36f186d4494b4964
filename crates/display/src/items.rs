//! What a jet holds, found by the roles of its features.
//!
//! Lengths are in centimetres, angles in radians and relative to the jet axis. A network that
//! leaves features out is drawn as far as the others tell.

use faircat_inference::signature::FeatureRole;

/// One input of a model for one jet: features by slots, of which the last may be empty.
#[derive(Clone, Copy, Debug)]
pub struct Items<'a> {
    /// What the features are, in order. Of several of one role, the first counts.
    pub features: &'a [Option<FeatureRole>],
    /// Features × slots, row by row.
    pub values: &'a [f32],
}

/// One jet.
#[derive(Clone, Copy, Debug)]
pub struct Jet<'a> {
    /// What the picture is called.
    pub title: &'a str,
    pub tracks: Items<'a>,
    pub vertices: Items<'a>,
}

/// What each track and vertex contributed to an answer; one number for each slot.
#[derive(Clone, Copy, Debug)]
pub struct Relevance<'a> {
    pub tracks: &'a [f32],
    pub vertices: &'a [f32],
}

/// A charged particle.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Place in the input, from 0.
    pub slot: usize,
    /// Transverse momentum, or else energy, as a share of the jet's.
    pub share: f64,
    /// Distance from the jet axis in η and φ.
    pub place: Option<(f64, f64)>,
    /// Transverse impact parameter in cm with the sign of the side on which the track passes.
    pub impact: Option<f64>,
    /// Signed impact parameter over its uncertainty: positive where the track crosses the jet
    /// axis ahead of the primary vertex.
    pub significance: Option<f64>,
}

/// A secondary vertex.
#[derive(Clone, Debug, PartialEq)]
pub struct Vertex {
    /// Place in the input, from 0.
    pub slot: usize,
    /// Distance of its momentum from the jet axis in η and φ.
    pub place: Option<(f64, f64)>,
    /// The length of `place`, where only that is known.
    pub delta_r: Option<f64>,
    /// Transverse distance from the primary vertex in cm.
    pub flight: Option<f64>,
    /// In GeV.
    pub mass: Option<f64>,
    pub tracks: Option<f64>,
}

impl Items<'_> {
    fn slots(&self) -> usize {
        self.values.len() / self.features.len().max(1)
    }

    /// The feature of this role in `slot`; `None` where the model has no such feature or the value
    /// is no number.
    fn get(&self, role: FeatureRole, slot: usize) -> Option<f64> {
        let row = self.features.iter().position(|feature| *feature == Some(role))?;
        let value = *self.values.get(row * self.slots() + slot)?;
        value.is_finite().then_some(f64::from(value))
    }

    fn is_filled(&self, slot: usize) -> bool {
        let slots = self.slots();
        (0..self.features.len()).any(|row| self.values[row * slots + slot] != 0.0)
    }

    /// Slots in which something stands.
    fn filled(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.slots()).filter(|&slot| self.is_filled(slot))
    }
}

impl Jet<'_> {
    /// The tracks, in the order of their slots.
    #[must_use]
    pub fn tracks(&self) -> Vec<Track> {
        self.tracks.filled().map(|slot| track(&self.tracks, slot)).collect()
    }

    /// The secondary vertices, in the order of their slots.
    #[must_use]
    pub fn vertices(&self) -> Vec<Vertex> {
        self.vertices.filled().map(|slot| vertex(&self.vertices, slot)).collect()
    }
}

fn track(items: &Items, slot: usize) -> Track {
    let get = |role| items.get(role, slot);
    let eta = get(FeatureRole::Eta);
    let phi = get(FeatureRole::Phi).or_else(|| azimuth(items, slot));
    let signed = get(FeatureRole::SignedImpactParameter);
    let share = get(FeatureRole::MomentumShare).or_else(|| get(FeatureRole::EnergyShare));
    Track {
        slot,
        share: share.unwrap_or(0.01).clamp(0.0, 1.0),
        place: eta.zip(phi),
        // The side follows from the sign: a positive one crosses the axis ahead of the vertex.
        impact: get(FeatureRole::ImpactParameter).or_else(|| Some(-signed? * phi?.signum())),
        significance: get(FeatureRole::ImpactSignificance),
    }
}

/// The azimuth where only its size is given: the sign is the one with which the transverse and
/// the signed impact parameter agree.
fn azimuth(items: &Items, slot: usize) -> Option<f64> {
    let get = |role| items.get(role, slot);
    let (eta, delta_r) = (get(FeatureRole::Eta)?, get(FeatureRole::DeltaR)?);
    let signed = get(FeatureRole::SignedImpactParameter)
        .or_else(|| get(FeatureRole::SignedImpactParameterInSpace))?;
    let size = (delta_r * delta_r - eta * eta).max(0.0).sqrt();
    Some(-(get(FeatureRole::ImpactParameter)? * signed).signum() * size)
}

fn vertex(items: &Items, slot: usize) -> Vertex {
    let get = |role| items.get(role, slot);
    let place = get(FeatureRole::Eta).zip(get(FeatureRole::Phi));
    Vertex {
        slot,
        place,
        delta_r: place
            .map(|(eta, phi)| eta.hypot(phi))
            .or_else(|| get(FeatureRole::DeltaR))
            .or_else(|| Some(get(FeatureRole::ShiftedDeltaR)? + 0.5)),
        flight: get(FeatureRole::FlightDistance),
        mass: get(FeatureRole::Mass),
        tracks: get(FeatureRole::NumberOfTracks),
    }
}

/// The class that colours a track: `sip-0` for a negative signed significance, `sip-1` for one
/// that the resolution explains, up to `sip-4` for a track that clearly comes from elsewhere.
#[must_use]
pub fn significance_class(significance: Option<f64>) -> &'static str {
    match significance {
        None => "sip-none",
        Some(value) if value < -0.5 => "sip-0",
        Some(value) if value < 2.0 => "sip-1",
        Some(value) if value < 5.0 => "sip-2",
        Some(value) if value < 15.0 => "sip-3",
        Some(_) => "sip-4",
    }
}

/// Relevance of a slot as a share of the largest; 0 where there is none.
pub(crate) fn share_of(values: &[f32], slot: usize, largest: f64) -> f64 {
    let value = values.get(slot).copied().map_or(0.0, f64::from);
    if largest > 0.0 && value.is_finite() { value / largest } else { 0.0 }
}

impl Relevance<'_> {
    /// Largest size of any relevance.
    pub(crate) fn largest(&self) -> f64 {
        let all = self.tracks.iter().chain(self.vertices).map(|value| f64::from(value.abs()));
        all.filter(|value| value.is_finite()).fold(0.0, f64::max)
    }
}
