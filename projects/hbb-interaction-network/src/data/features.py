"""Names, units and meanings of everything a file of jets holds, in the order it is stored.

The names and their order are those of the CMS Open Data ntuples that HiggsToBBNtupleProducerTool
makes (CERN Open Data record 12102). The bounds are the ones which that producer applies
(`TrackFiller`, `SVFiller`, `TrackInfoBuilder`); values beyond a bound are set to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MAX_TRACKS = 60
"""Tracks kept for a jet: the first of the order given in `TRACK_ORDER`; zeros fill the rest."""

MAX_VERTICES = 5
"""Secondary vertices kept for a jet; zeros fill the rest."""

TRACK_ORDER = "trackBTag_Sip2dSig"
"""Tracks are sorted by this feature before its lower bound is applied, highest first."""

VERTEX_ORDER = "sv_dxysig"
"""Vertices are sorted by this feature before its upper bound is applied, highest first."""

CLASSES = ("QCD", "Hbb")
"""Names of the labels 0 and 1, in the order of the networks' outputs."""


@dataclass(frozen=True)
class Feature:
    """One number that describes a jet, a track or a vertex.

    `unit` is `1` for pure numbers; `lower` and `upper` bound the stored value. `role` is what pages
    that draw jets know it by, in the words of a record.
    """

    name: str
    unit: str
    meaning: str
    lower: float = -np.inf
    upper: float = np.inf
    role: str | None = None


TRACK_FEATURES = (
    Feature(
        "track_ptrel",
        "1",
        "transverse momentum of the track over that of the jet",
        role="momentum-share",
    ),
    Feature("track_erel", "1", "energy of the track over that of the jet", role="energy-share"),
    Feature("track_phirel", "rad", "azimuth of the track relative to the jet axis", role="phi"),
    Feature(
        "track_etarel",
        "1",
        "pseudorapidity of the track relative to the jet axis, times the sign of the jet's",
        role="eta",
    ),
    Feature("track_deltaR", "1", "angular distance of the track from the jet axis", role="delta-r"),
    Feature(
        "track_drminsv",
        "1",
        "angular distance of the track from the nearest secondary vertex of the event; "
        "-1 where the event has none",
        lower=-1.0,
    ),
    Feature("track_drsubjet1", "1", "angular distance from the leading soft-drop subjet"),
    Feature("track_drsubjet2", "1", "angular distance from the second soft-drop subjet"),
    Feature("track_dz", "cm", "longitudinal impact parameter with respect to the primary vertex"),
    Feature("track_dzsig", "1", "longitudinal impact parameter over its uncertainty"),
    Feature(
        "track_dxy",
        "cm",
        "transverse impact parameter with respect to the primary vertex",
        role="impact-parameter",
    ),
    Feature("track_dxysig", "1", "transverse impact parameter over its uncertainty"),
    Feature("track_normchi2", "1", "chi-squared of the track fit over its degrees of freedom"),
    Feature("track_quality", "1", "bit mask of the track selections passed; 5 for a good track"),
    Feature("track_dptdpt", "GeV^-2", "variance of charge over momentum, covariance (0, 0)"),
    Feature("track_detadeta", "1", "variance of the dip angle lambda, covariance (1, 1)"),
    Feature("track_dphidphi", "rad^2", "variance of the azimuth, covariance (2, 2)"),
    Feature("track_dxydxy", "cm^2", "variance of the transverse impact parameter (3, 3)"),
    Feature("track_dzdz", "cm^2", "variance of the longitudinal impact parameter (4, 4)"),
    Feature("track_dxydz", "cm^2", "covariance of the two impact parameters (3, 4)"),
    Feature("track_dphidxy", "cm rad", "covariance of azimuth and transverse parameter (2, 3)"),
    Feature("track_dlambdadz", "cm", "covariance of dip angle and longitudinal parameter (1, 4)"),
    Feature(
        "trackBTag_EtaRel", "1", "rapidity of the track along the jet axis", lower=-5.0, upper=15.0
    ),
    Feature("trackBTag_PtRatio", "1", "momentum across the jet axis over the momentum"),
    Feature("trackBTag_PParRatio", "1", "momentum along the jet axis over the momentum"),
    Feature(
        "trackBTag_Sip2dVal",
        "cm",
        "signed transverse impact parameter",
        lower=-1.0,
        role="signed-impact-parameter",
    ),
    Feature(
        "trackBTag_Sip2dSig",
        "1",
        "signed transverse impact parameter, significance",
        -1.0,
        role="impact-significance",
    ),
    Feature(
        "trackBTag_Sip3dVal",
        "cm",
        "signed impact parameter in space",
        lower=-1.0,
        role="signed-impact-parameter-in-space",
    ),
    Feature(
        "trackBTag_Sip3dSig",
        "1",
        "signed impact parameter in space, significance",
        -1.0,
        role="impact-significance",
    ),
    Feature(
        "trackBTag_JetDistVal",
        "cm",
        "distance of the track from the jet axis at closest approach, with a negative sign",
        lower=-20.0,
        upper=1.0,
    ),
)
"""The 30 features of a track: rows of `tracks`."""

VERTEX_FEATURES = (
    Feature("sv_ptrel", "1", "transverse momentum of the vertex over that of the jet"),
    Feature("sv_erel", "1", "energy of the vertex over that of the jet"),
    Feature(
        "sv_phirel", "rad", "azimuth of the vertex momentum relative to the jet axis", role="phi"
    ),
    Feature(
        "sv_etarel",
        "1",
        "pseudorapidity of the vertex momentum relative to the jet axis, "
        "times the sign of the jet's",
        role="eta",
    ),
    Feature(
        "sv_deltaR",
        "1",
        "angular distance of the vertex momentum from the jet axis, minus 0.5, not above 0",
        lower=-2.0,
        upper=0.0,
        role="shifted-delta-r",
    ),
    Feature("sv_pt", "GeV", "transverse momentum of the vertex"),
    Feature("sv_mass", "GeV", "mass of the vertex, its tracks taken as charged pions", role="mass"),
    Feature("sv_ntracks", "1", "number of tracks of the vertex", role="number-of-tracks"),
    Feature(
        "sv_normchi2",
        "1",
        "chi-squared of the vertex fit over its degrees of freedom",
        lower=-1000.0,
        upper=1000.0,
    ),
    Feature("sv_dxy", "cm", "transverse distance from the primary vertex", role="flight-distance"),
    Feature("sv_dxysig", "1", "transverse distance over its uncertainty", -1.0, 800.0),
    Feature("sv_d3d", "cm", "distance from the primary vertex"),
    Feature("sv_d3dsig", "1", "distance over its uncertainty", -1.0, 800.0),
    Feature("sv_costhetasvpv", "1", "cosine between flight direction and vertex momentum"),
)
"""The 14 features of a secondary vertex: rows of `vertices`."""

SPECTATORS = (
    Feature("fj_pt", "GeV", "transverse momentum of the jet"),
    Feature("fj_eta", "1", "pseudorapidity of the jet"),
    Feature("fj_phi", "rad", "azimuth of the jet"),
    Feature("fj_mass", "GeV", "mass of the jet"),
    Feature("fj_sdmass", "GeV", "soft-drop mass of the jet"),
    Feature("npfcands", "1", "number of constituents of the jet"),
    Feature("ntracks", "1", "number of tracks of the jet"),
    Feature("nsv", "1", "number of secondary vertices within 0.8 of the jet axis"),
)
"""Numbers about a jet that no network sees."""

TRUTH = (
    Feature("fj_nbHadrons", "1", "weakly decaying bottom hadrons above 5 GeV in the jet"),
    Feature("fj_ncHadrons", "1", "weakly decaying charm hadrons above 5 GeV in the jet"),
    Feature("fj_isH", "1", "1 for a jet that holds both quarks of a decay H to bb"),
    Feature("fj_isQCD", "1", "1 for a jet of multijet production"),
    Feature("sample_isQCD", "1", "1 for a jet of a sample of multijet production"),
)
"""What is known of a jet from the generator; whole numbers."""


def names(features: Sequence[Feature]) -> list[str]:
    """The features' names, in order."""
    return [feature.name for feature in features]


def position(features: Sequence[Feature], name: str) -> int:
    """Where the feature called `name` stands; `ValueError` where there is none."""
    return names(features).index(name)


def apply_bounds(features: Sequence[Feature], values: np.ndarray) -> np.ndarray:
    """Sets values [..., features] beyond a feature's bounds to the bound."""
    lower = np.array([feature.lower for feature in features])
    upper = np.array([feature.upper for feature in features])
    return np.clip(values, lower, upper)
