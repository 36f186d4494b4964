//! Sizes of axes: numbers, and names of those that vary.

use serde_json::Value;

use super::terms::AXES;

/// One axis of a tensor.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    /// Name within the tensor.
    pub id: String,
    pub size: Size,
    /// Length of a step along it.
    pub scale: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Size {
    Fixed(u64),
    /// Varies, under this name.
    Named(String),
    /// That of an axis of another tensor, times a scale, plus an offset.
    Of {
        tensor: String,
        axis: AxisOf,
        scale: f64,
        offset: f64,
    },
}

/// An axis of another tensor: by its name, or by its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum AxisOf {
    Name(String),
    Place(usize),
}

fn name(letter: &str) -> String {
    AXES.iter().find(|(it, _)| *it == letter).map_or(letter, |(_, name)| name).to_owned()
}

/// The axes of a tensor of 0.4: letters, and a shape in one of three forms. Errors in words.
pub(super) fn of_letters(axes: &str, shape: &Value) -> Result<Vec<Axis>, String> {
    let ids: Vec<String> = axes.chars().map(|letter| name(&letter.to_string())).collect();
    let fits = |found: usize, what: &str| match found == ids.len() {
        true => Ok(()),
        false => Err(format!("there are {} axes, but {found} {what}", ids.len())),
    };
    let list = |key: &str| shape.get(key).and_then(Value::as_array);
    let sizes: Vec<Size> = if let Value::Array(sizes) = shape {
        fits(sizes.len(), "sizes")?;
        ids.iter().zip(sizes).map(|(id, size)| fixed(id, size)).collect::<Result<_, _>>()?
    } else if let (Some(least), Some(step)) = (list("min"), list("step")) {
        fits(least.len(), "least sizes")?;
        fits(step.len(), "steps")?;
        let both = ids.iter().zip(least.iter().zip(step));
        both.map(|(id, (least, step))| stepped(id, least, step)).collect::<Result<_, _>>()?
    } else if let Some(tensor) = shape.get("reference_tensor").and_then(Value::as_str) {
        let (scale, offset) = (list("scale"), list("offset"));
        let (Some(scale), Some(offset)) = (scale, offset) else {
            return Err("a shape by another tensor needs `scale` and `offset`".to_owned());
        };
        fits(scale.len(), "scales")?;
        fits(offset.len(), "offsets")?;
        let both = scale.iter().zip(offset).enumerate();
        both.map(|(place, (scale, offset))| {
            let (Some(scale), Some(offset)) = (scale.as_f64(), offset.as_f64()) else {
                return Err("`scale` and `offset` must be numbers".to_owned());
            };
            let axis = AxisOf::Place(place);
            // An offset is added on both sides.
            Ok(Size::Of { tensor: tensor.to_owned(), axis, scale, offset: 2.0 * offset })
        })
        .collect::<Result<_, _>>()?
    } else {
        return Err(
            "`shape` is no list of sizes, and has neither `min` nor `reference_tensor`".into()
        );
    };
    Ok(ids.into_iter().zip(sizes).map(|(id, size)| Axis { id, size, scale: 1.0 }).collect())
}

fn fixed(id: &str, size: &Value) -> Result<Size, String> {
    match size.as_u64() {
        // The format writes 1 for the axis along which inputs are gathered.
        Some(1) if id == "batch" => Ok(Size::Named("batch".to_owned())),
        Some(size) if size > 0 => Ok(Size::Fixed(size)),
        _ => Err(format!("{size} is no size of the axis `{id}`")),
    }
}

fn stepped(id: &str, least: &Value, step: &Value) -> Result<Size, String> {
    match step.as_u64() {
        Some(0) => fixed(id, least),
        Some(_) if least.as_u64().is_some_and(|it| it > 0) => Ok(Size::Named(id.to_owned())),
        Some(_) => Err(format!("{least} is no least size of the axis `{id}`")),
        None => Err(format!("{step} is no step of the axis `{id}`")),
    }
}

/// An axis of 0.5. Errors in words.
pub(super) fn of_fields(axis: &Value) -> Result<Axis, String> {
    let kind = axis.get("type").and_then(Value::as_str).unwrap_or_default();
    let default = if kind == "space" { "x" } else { kind };
    let id = axis.get("id").and_then(Value::as_str).unwrap_or(default);
    if id.is_empty() {
        return Err("an axis has neither `type` nor `id`".to_owned());
    }
    let id = name(id);
    if kind == "batch" {
        return Ok(Axis { size: Size::Named("batch".to_owned()), id, scale: 1.0 });
    }
    if let Some(names) = axis.get("channel_names").and_then(Value::as_array) {
        let size = Size::Fixed(u64::try_from(names.len()).unwrap_or_default().max(1));
        return Ok(Axis { id, size, scale: 1.0 });
    }
    let own = axis.get("scale").and_then(Value::as_f64).filter(|it| it.is_finite() && *it > 0.0);
    let own = own.unwrap_or(1.0);
    let size = match axis.get("size") {
        None => Err(format!("the axis `{id}` has no size")),
        Some(Value::Object(size)) => {
            let text = |key: &str| size.get(key).and_then(Value::as_str).map(str::to_owned);
            if let (Some(tensor), Some(of)) = (text("tensor_id"), text("axis_id")) {
                let offset = size.get("offset").and_then(Value::as_f64).unwrap_or_default();
                // The lengths are the same: the sizes are as the steps are.
                let axis = AxisOf::Name(name(&of));
                Ok(Size::Of { tensor, axis, scale: 1.0 / own, offset })
            } else {
                Ok(Size::Named(id.clone()))
            }
        }
        Some(size) => fixed(&id, size),
    };
    Ok(Axis { size: size?, id, scale: own })
}

/// `sizes` of a tensor as a signature writes them: those of `others`, tensors before it, put in place
/// of what names them. Errors in words.
pub(super) fn resolved(axes: &[Axis], others: &[(String, Vec<Axis>)]) -> Result<Vec<Axis>, String> {
    axes.iter().map(|axis| resolve(axis, others)).collect()
}

fn resolve(axis: &Axis, others: &[(String, Vec<Axis>)]) -> Result<Axis, String> {
    let Size::Of { tensor, axis: of, scale, offset } = &axis.size else { return Ok(axis.clone()) };
    let Some((_, known)) = others.iter().find(|(name, _)| name == tensor) else {
        return Err(format!("the axis `{}` is sized by `{tensor}`, which is no tensor", axis.id));
    };
    let found = match of {
        AxisOf::Name(name) => known.iter().find(|it| it.id == *name),
        AxisOf::Place(place) => known.get(*place),
    };
    let Some(found) = found else {
        return Err(format!("the axis `{}` is sized by none of the axes of `{tensor}`", axis.id));
    };
    let steps = if matches!(of, AxisOf::Name(_)) { found.scale } else { 1.0 };
    let size = scaled(&found.size, *scale * steps, *offset)
        .ok_or_else(|| format!("the axis `{}` would have no whole size", axis.id))?;
    if axis.id == "batch" && size != Size::Named("batch".to_owned()) {
        let message = format!("its batch is not that of `{tensor}`: {}", shown(&size));
        return Err(message);
    }
    Ok(Axis { size, ..axis.clone() })
}

fn scaled(size: &Size, scale: f64, offset: f64) -> Option<Size> {
    let whole = |number: f64| {
        let rounded = number.round();
        let fits = (number - rounded).abs() < 1e-6 && (1.0..1e15).contains(&rounded);
        // It is whole and within what a float holds exactly.
        fits.then_some(rounded as u64)
    };
    match size {
        Size::Fixed(number) => {
            let number = u32::try_from(*number).ok()?;
            whole(f64::from(number) * scale + offset).map(Size::Fixed)
        }
        Size::Named(_) if scale == 0.0 => whole(offset).map(Size::Fixed),
        Size::Named(name) => {
            let times = if scale == 1.0 { name.clone() } else { format!("{scale}*{name}") };
            let plus = if offset == 0.0 { String::new() } else { format!("{offset:+}") };
            Some(Size::Named(format!("{times}{plus}")))
        }
        Size::Of { .. } => None,
    }
}

pub(super) fn shown(size: &Size) -> String {
    match size {
        Size::Fixed(number) => number.to_string(),
        Size::Named(name) => name.clone(),
        Size::Of { tensor, .. } => tensor.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{of_fields, of_letters, resolved, shown};

    fn sizes(axes: &[super::Axis]) -> String {
        axes.iter().map(|it| shown(&it.size)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn sizes_by_another_tensor_are_computed() {
        let shape = json!({"min": [1, 80, 80, 1], "step": [0, 16, 16, 0]});
        let input = of_letters("byxc", &shape).unwrap();
        assert_eq!(sizes(&input), "batch y x 1");
        let others = [("input".to_owned(), input)];
        let by = |offset: serde_json::Value| {
            let shape =
                json!({"reference_tensor": "input", "scale": [1, 2, 1, 0], "offset": offset});
            resolved(&of_letters("byxc", &shape).unwrap(), &others).map(|it| sizes(&it))
        };
        assert_eq!(by(json!([0, 0, -8, 16.5])), Ok("batch 2*y x-16 33".to_owned()));
        assert!(by(json!([1, 0, 0, 16.5])).unwrap_err().contains("its batch is not that of"));
        assert!(by(json!([0, 0, 0, 0])).unwrap_err().contains("no whole size"));
    }

    #[test]
    fn axes_of_the_newer_form_have_names_or_types() {
        for (axis, wanted) in [
            (json!({"type": "batch"}), "batch"),
            (json!({"type": "channel", "channel_names": ["a", "b"]}), "2"),
            (json!({"type": "space", "id": "y", "size": {"min": 32, "step": 16}}), "y"),
            (json!({"type": "space", "size": 256}), "256"),
        ] {
            assert_eq!(of_fields(&axis).map(|it| shown(&it.size)), Ok(wanted.to_owned()), "{axis}");
        }
        assert!(of_fields(&json!({"type": "space", "size": 0})).is_err());
        assert!(of_letters("bcyx", &json!([1, 1, 256])).is_err());
    }
}
