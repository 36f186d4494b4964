//! What becomes of the objects of PyTorch: the few names and calls that a state dict needs.

use super::{Global, Id, PickleError, Reader, Storage, Tensor, Value};

impl Reader<'_> {
    pub(super) fn global(&mut self) -> Result<(), PickleError> {
        let (module, name) = (self.line()?, self.line()?);
        let global = match (module.as_str(), name.as_str()) {
            ("collections", "OrderedDict") => Global::OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2") => Global::RebuildTensor,
            ("torch._utils", "_rebuild_parameter") => Global::RebuildParameter,
            ("torch", storage) if let Some(dtype) = element_type(storage) => {
                Global::StorageType(dtype)
            }
            _ => {
                let global = format!("{module}.{name}");
                return Err(PickleError::Code { global, at: self.begun });
            }
        };
        self.push(Value::Global(global))
    }

    /// Calls one of the three functions that [`Global`] names.
    pub(super) fn reduce(&mut self) -> Result<(), PickleError> {
        let call = self.pop_many(2)?;
        let Value::Tuple(arguments) = &self.values[call[1]] else {
            return Err(self.broken("the arguments of a call are no tuple"));
        };
        let made = match (&self.values[call[0]], arguments.as_slice()) {
            (Value::Global(Global::OrderedDict), []) => Value::Dict(Vec::new()),
            // Storage, offset, shape, strides, requires_grad, hooks, and sometimes metadata.
            (Value::Global(Global::RebuildTensor), [storage, offset, shape, strides, _, _, ..]) => {
                let tensor = self.tensor(*storage, *offset, *shape, *strides);
                Value::Tensor(tensor.ok_or(self.broken("the arguments of a tensor make no sense"))?)
            }
            (Value::Global(Global::RebuildParameter), [tensor, _, _]) => {
                self.values[*tensor].clone()
            }
            _ => return Err(self.broken("a call does not fit what is called")),
        };
        self.push(made)
    }

    fn tensor(&self, storage: Id, offset: Id, shape: Id, strides: Id) -> Option<Tensor> {
        let Value::Storage(_) = &self.values[storage] else { return None };
        let (shape, strides) = (self.sizes(shape)?, self.sizes(strides)?);
        let offset = self.size(offset)?;
        (shape.len() == strides.len()).then_some(Tensor { storage, offset, shape, strides })
    }

    fn size(&self, id: Id) -> Option<usize> {
        match self.values[id] {
            Value::Int(value) => usize::try_from(value).ok(),
            _ => None,
        }
    }

    fn sizes(&self, id: Id) -> Option<Vec<usize>> {
        match &self.values[id] {
            // PyTorch itself has at most 64 axes.
            Value::Tuple(items) if items.len() <= 64 => {
                items.iter().map(|&item| self.size(item)).collect()
            }
            _ => None,
        }
    }

    /// Attributes of a dict, such as the versions that PyTorch keeps of modules, say nothing of
    /// the weights.
    pub(super) fn build(&mut self) -> Result<(), PickleError> {
        self.pop()?;
        match self.top()? {
            Value::Dict(_) => Ok(()),
            _ => Err(self.broken("attributes are set on what is no dict")),
        }
    }

    /// `('storage', type, key, device, elements)`, and in old files a view of it or `None`.
    pub(super) fn storage(&mut self) -> Result<(), PickleError> {
        let id = self.pop()?;
        let problem = self.broken("a storage is not described as PyTorch does");
        let Value::Tuple(items) = &self.values[id] else { return Err(problem) };
        let [kind, dtype, key, _device, elements, view @ ..] = items.as_slice() else {
            return Err(problem);
        };
        let whole = view.iter().all(|&view| self.values[view] == Value::None);
        let value = match (&self.values[*kind], &self.values[*dtype], &self.values[*key]) {
            (Value::Text(kind), Value::Global(Global::StorageType(dtype)), Value::Text(key))
                if kind == "storage" && whole =>
            {
                let elements = self.size(*elements).ok_or(problem)?;
                Value::Storage(Storage { dtype, key: key.clone(), elements })
            }
            _ => return Err(problem),
        };
        self.push(value)
    }
}

/// Element type of PyTorch's class of storages, in ONNX's spelling.
fn element_type(storage: &str) -> Option<&'static str> {
    Some(match storage {
        "FloatStorage" => "float32",
        "DoubleStorage" => "float64",
        "HalfStorage" => "float16",
        "BFloat16Storage" => "bfloat16",
        "LongStorage" => "int64",
        "IntStorage" => "int32",
        "ShortStorage" => "int16",
        "CharStorage" => "int8",
        "ByteStorage" => "uint8",
        "BoolStorage" => "bool",
        _ => return None,
    })
}
