//! [FAIR4ML](https://w3id.org/fair4ml/0.1.0) 0.1.0.

vocabulary! {
    "fair4ml:", "https://w3id.org/fair4ml#";
    /// A machine-learning model.
    ML_MODEL = "MLModel";
    /// An evaluation of a model.
    ML_MODEL_EVALUATION = "MLModelEvaluation";
    /// Task addressed.
    ML_TASK = "mlTask";
    /// Kind of model.
    MODEL_CATEGORY = "modelCategory";
    /// Dataset trained on.
    TRAINED_ON = "trainedOn";
    /// Dataset validated on.
    VALIDATED_ON = "validatedOn";
    /// Dataset tested on.
    TESTED_ON = "testedOn";
    /// Dataset evaluated on.
    EVALUATED_ON = "evaluatedOn";
    /// Model it was fine-tuned from.
    FINE_TUNED_FROM = "fineTunedFrom";
    /// An evaluation of the model.
    HAS_EVALUATION = "hasEvaluation";
    /// The model evaluated.
    EVALUATED_ML_MODEL = "evaluatedMLModel";
    /// Dataset of the evaluation.
    EVALUATION_DATASET = "evaluationDataset";
    /// Metrics of the evaluation.
    EVALUATION_METRICS = "evaluationMetrics";
    /// Results in words.
    EVALUATION_RESULTS = "evaluationResults";
    /// Code that evaluated.
    EVALUATION_SOFTWARE = "evaluationSoftware";
    /// Whether done outside the training scope.
    EXTRINSIC_EVALUATION = "extrinsicEvaluation";
    /// Purpose it is meant for.
    INTENDED_USE = "intendedUse";
    /// How to run it.
    USAGE_INSTRUCTIONS = "usageInstructions";
    /// Code that shows the use.
    CODE_SAMPLE_SNIPPET = "codeSampleSnippet";
    /// Risks, biases and limits.
    MODEL_RISKS_BIAS_LIMITATIONS = "modelRisksBiasLimitations";
    /// Ethical and social considerations.
    ETHICAL_SOCIAL = "ethicalSocial";
    /// Legal considerations.
    LEGAL = "legal";
    /// CO2 equivalent emitted by the training.
    HAS_CO2E_EMISSIONS = "hasCO2eEmissions";
    /// Who put the model on line.
    SHARED_BY = "sharedBy";
}
