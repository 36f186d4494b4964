//! A record's signature and claims as the contract that `faircat-inference` enforces.

use faircat_inference::signature::{
    Conversion, Declared, Feature, Items, NonFinite, Order, Scale, Signature,
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
        role: it.role,
        minimum: it.minimum,
        maximum: it.maximum,
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
        scale: tensor.scale.filter(|scale| *scale != Scale::None),
        role: tensor.role,
    }
}

fn items(items: &record::Items) -> Items {
    let direction = items.direction;
    Items {
        fill: items.fill,
        longer: items.longer,
        order: items.order_by.clone().map(|by| Order { by, direction }),
    }
}
