//! What a model gave, as far as files are concerned.

use faircat_inference::signature::{Declared, Signature};
use faircat_inference::tensor::Tensor;

use super::data_error::DataError;

/// Most columns of a table for one output.
const MOST_COLUMNS: usize = 1 << 16;

/// One output as it came out of the model, whatever was declared.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    pub declared: Declared,
    /// Element type in ONNX's spelling.
    pub dtype: &'static str,
    /// Shape of one item.
    pub item: Vec<usize>,
    /// Whether it is one number and has no axes at all.
    pub is_scalar: bool,
    /// Whether another run may give items of another size.
    pub varies: bool,
}

impl Output {
    /// The outputs of `signature` in the order of the graph, as the `tensors` are.
    pub fn of(signature: &Signature, tensors: &[Tensor]) -> Vec<Output> {
        signature.outputs.iter().zip(tensors).map(|(it, tensor)| Output::one(it, tensor)).collect()
    }

    fn one(declared: &Declared, tensor: &Tensor) -> Output {
        let axes = tensor.shape().len();
        let fixed = |axis| declared.size(axis).is_some();
        Output {
            declared: declared.clone(),
            dtype: tensor.dtype(),
            item: tensor.shape().iter().skip(1).copied().collect(),
            is_scalar: axes == 0,
            varies: declared.shape.len() != axes || !(1..axes).all(fixed),
        }
    }

    pub fn name(&self) -> &str {
        &self.declared.name
    }

    /// Elements of one item.
    pub fn item_len(&self) -> usize {
        self.item.iter().product()
    }

    /// Fails where items of `tensor` are not as those that came first.
    pub fn check_same(&self, tensor: &Tensor) -> Result<(), DataError> {
        let item = tensor.shape().get(1..).unwrap_or_default();
        if tensor.dtype() != self.dtype || item.len() != self.item.len() {
            return Err(self.problem(format!("is {} {item:?} now", tensor.dtype())));
        }
        match (0..item.len()).find(|&axis| item[axis] != self.item[axis]) {
            Some(axis) => Err(self.problem(format!(
                "has {} entries along axis {}, and {} in other rows",
                item[axis],
                axis + 1,
                self.item[axis]
            ))),
            None => Ok(()),
        }
    }

    fn problem(&self, problem: String) -> DataError {
        DataError::Ragged { output: self.name().to_owned(), problem }
    }

    /// Names of the elements of an item in tables: `probabilities_Hbb`, `logits_0`, or the name of
    /// the output where an item is one number.
    ///
    /// # Errors
    /// Too many of them.
    pub fn columns(&self) -> Result<Vec<String>, DataError> {
        let (name, length) = (self.name(), self.item_len());
        if length > MOST_COLUMNS {
            let problem = format!("has {length} numbers for each row, too many columns");
            return Err(self.problem(problem));
        }
        if length == 1 {
            return Ok(vec![name.to_owned()]);
        }
        let features = self.declared.features.iter().map(|feature| &feature.name).collect();
        let classes: Vec<&String> = self.declared.classes.iter().collect();
        let labels: Option<Vec<&String>> =
            [classes, features].into_iter().find(|labels| labels.len() == length);
        Ok(match labels {
            Some(labels) => labels.iter().map(|label| format!("{name}_{label}")).collect(),
            None => (0..length).map(|index| format!("{name}_{index}")).collect(),
        })
    }
}
