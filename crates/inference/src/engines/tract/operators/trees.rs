//! ONNX's operators of classical machine learning (`ai.onnx.ml`): what scikit-learn, XGBoost and
//! LightGBM export.

mod ensemble;
mod extractor;
mod linear;
mod reading;
mod scores;
mod support_vectors;

use super::Wire;

pub(super) fn find(name: &str) -> Option<Wire> {
    Some(match name {
        "TreeEnsembleClassifier" => ensemble::classifier,
        "TreeEnsembleRegressor" => ensemble::regressor,
        "LinearClassifier" => linear::classifier,
        "LinearRegressor" => linear::regressor,
        "ArrayFeatureExtractor" => extractor::extractor,
        "SVMClassifier" => support_vectors::classifier,
        "SVMRegressor" => support_vectors::regressor,
        "Scaler" => linear::scaler,
        "Normalizer" => linear::normaliser,
        _ => return None,
    })
}
