//! The terms of a signature: what inputs, outputs and features are, how they are scaled, and how
//! lists fill an axis.
//!
//! Authors write them in records; engines, displays and pages follow them.

#[cfg(feature = "schemars")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the values of each row of an input are scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Not at all.
    None,
    /// From 0 for the smallest value of the row to 1 for its largest.
    MinMax,
}

/// What an input or an output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Charged-particle tracks of a jet, features by tracks.
    Tracks,
    /// Secondary vertices of a jet, features by vertices.
    Vertices,
    /// A square image of one channel.
    Image,
    /// A place in the image as column and row.
    Position,
}

/// What a feature of tracks or vertices is. Lengths are in cm, angles in radians.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FeatureRole {
    /// Transverse momentum over that of the jet.
    MomentumShare,
    /// Energy over that of the jet.
    EnergyShare,
    /// Pseudorapidity relative to the jet axis.
    Eta,
    /// Azimuth relative to the jet axis.
    Phi,
    /// Angular distance from the jet axis.
    DeltaR,
    /// That less 0.5, and not above 0, as CMS's ntuples have it of vertices.
    ShiftedDeltaR,
    /// Transverse impact parameter with the sign of the side on which the track passes.
    ImpactParameter,
    /// Transverse impact parameter, positive where the track crosses the jet axis ahead of the
    /// primary vertex.
    SignedImpactParameter,
    /// The same in space.
    SignedImpactParameterInSpace,
    /// One of the two signed ones over its uncertainty.
    ImpactSignificance,
    /// Transverse distance of a vertex from the primary one.
    FlightDistance,
    /// In GeV.
    Mass,
    /// Number of tracks of a vertex.
    NumberOfTracks,
}

/// What is done with a list that is longer than its axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Longer {
    /// It is refused.
    #[default]
    Refuse,
    /// Its last items are left out.
    Cut,
}

/// Which item comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The largest.
    #[default]
    Descending,
    /// The smallest.
    Ascending,
}
