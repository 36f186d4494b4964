//! A record's signature and claims as the contract that `faircat-inference` enforces.

use faircat_inference::signature::{
    Conversion, Declared, Direction, Feature, FeatureRole, Items, Longer, NonFinite, Order, Role,
    Scale, Signature,
};
use faircat_inference::verification::Claim;
use faircat_record as record;

/// What the control set of a model is to recompute: the evaluations that name it, in their order.
pub fn claims(section: &record::ModelSection) -> Vec<Claim> {
    section.evaluations.iter().filter(|it| it.control_set).map(claim).collect()
}

/// What `evaluation` claims.
pub fn claim(evaluation: &record::Evaluation) -> Claim {
    Claim {
        metric: evaluation.metric.clone(),
        condition: evaluation.condition.clone(),
        output: evaluation.output.clone(),
        value: evaluation.value,
        uncertainty: evaluation.uncertainty,
        unit: evaluation.unit.clone(),
        tolerance: evaluation.tolerance,
    }
}

/// What inputs and outputs must be.
pub fn signature(signature: &record::Signature) -> Signature {
    Signature {
        inputs: signature.inputs.iter().map(declared).collect(),
        outputs: signature.outputs.iter().map(declared).collect(),
    }
}

fn declared(tensor: &record::Tensor) -> Declared {
    let feature = |it: &record::Feature| Feature {
        name: it.name.clone(),
        unit: it.unit.clone(),
        role: it.role.map(feature_role),
    };
    Declared {
        name: tensor.name.clone(),
        dtype: tensor.dtype.clone(),
        shape: tensor.shape.clone(),
        open_shape: false,
        features: tensor.features.iter().map(feature).collect(),
        classes: tensor.classes.clone(),
        items: tensor.items.as_ref().map(items),
        non_finite: if tensor.non_finite { NonFinite::Allowed } else { NonFinite::Refused },
        conversion: tensor
            .conversion
            .as_ref()
            .map(|it| Conversion { factor: it.factor, unit: it.unit.clone() }),
        scale: match tensor.scale {
            None | Some(record::Scale::None) => None,
            Some(record::Scale::MinMax) => Some(Scale::MinMax),
        },
        role: tensor.role.map(role),
    }
}

fn role(role: record::Role) -> Role {
    match role {
        record::Role::Tracks => Role::Tracks,
        record::Role::Vertices => Role::Vertices,
        record::Role::Image => Role::Image,
        record::Role::Position => Role::Position,
    }
}

fn feature_role(role: record::FeatureRole) -> FeatureRole {
    match role {
        record::FeatureRole::MomentumShare => FeatureRole::MomentumShare,
        record::FeatureRole::EnergyShare => FeatureRole::EnergyShare,
        record::FeatureRole::Eta => FeatureRole::Eta,
        record::FeatureRole::Phi => FeatureRole::Phi,
        record::FeatureRole::DeltaR => FeatureRole::DeltaR,
        record::FeatureRole::ImpactParameter => FeatureRole::ImpactParameter,
        record::FeatureRole::SignedImpactParameter => FeatureRole::SignedImpactParameter,
        record::FeatureRole::ImpactSignificance => FeatureRole::ImpactSignificance,
        record::FeatureRole::FlightDistance => FeatureRole::FlightDistance,
        record::FeatureRole::Mass => FeatureRole::Mass,
        record::FeatureRole::NumberOfTracks => FeatureRole::NumberOfTracks,
    }
}

fn items(items: &record::Items) -> Items {
    let direction = match items.direction {
        record::Direction::Ascending => Direction::Ascending,
        record::Direction::Descending => Direction::Descending,
    };
    Items {
        fill: items.fill,
        longer: match items.longer {
            record::Longer::Refuse => Longer::Refuse,
            record::Longer::Cut => Longer::Cut,
        },
        order: items.order_by.clone().map(|by| Order { by, direction }),
    }
}
