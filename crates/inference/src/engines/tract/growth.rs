//! Bounds what a graph takes while it is read: tract computes constants at once, and what an
//! operator makes is known before it is added.

use std::collections::BTreeSet;

use tract_core::internal::{
    Cost, OutletId, ToDim, TractResult, TypedFact, TypedModel, TypedOp, bail,
};

/// Bytes that all values which depend on no input may take together: 1 GiB, and what the file
/// itself holds several times over.
const CONSTANTS: u64 = 1 << 30;

/// Most multiplications or divisions of one operator: minutes on one core.
const MOST_WORK: u64 = 1_000_000_000_000;

/// What was made of constants so far.
pub(super) struct Growth {
    constant: BTreeSet<OutletId>,
    /// Bytes that constants may still take.
    left: u64,
    /// Operations that may still be done with constants.
    work: u64,
    /// Bytes that one value may take.
    largest: u64,
}

impl Growth {
    /// For a model whose file holds `file` bytes and for inputs of `inputs` bytes.
    pub(super) fn new(file: u64, inputs: u64) -> Growth {
        Growth {
            constant: BTreeSet::new(),
            left: CONSTANTS.saturating_add(file.saturating_mul(8)),
            work: MOST_WORK,
            largest: crate::engines::memory_for(file, inputs),
        }
    }

    /// Says that `outlet` depends on no input.
    pub(super) fn is_constant(&mut self, outlet: OutletId) {
        self.constant.insert(outlet);
    }

    /// Whether `operator` may be added: errors where it would make too much, of constants or at
    /// all; gives whether it depends on constants alone.
    pub(super) fn admit(
        &mut self,
        model: &TypedModel,
        operator: &dyn TypedOp,
        inputs: &[OutletId],
    ) -> TractResult<bool> {
        let facts =
            inputs.iter().map(|&it| model.outlet_fact(it)).collect::<TractResult<Vec<_>>>()?;
        let mut bytes = 0_u64;
        for fact in operator.output_facts(&facts)? {
            let Some(size) = size_of(&fact) else { bail!("a size depends on values") };
            bytes = bytes.saturating_add(size);
        }
        if bytes > self.largest {
            bail!("it would make {bytes} bytes, out of proportion to the model and its inputs");
        }
        let work = work_of(operator, &facts)?;
        if work > MOST_WORK {
            bail!("it would take {work} multiplications; at most {MOST_WORK} are done at once");
        }
        let constant = inputs.iter().all(|it| self.constant.contains(it));
        if constant {
            self.left = self.left.checked_sub(bytes).ok_or_else(|| too_much("bytes"))?;
            self.work = self.work.checked_sub(work).ok_or_else(|| too_much("multiplications"))?;
        }
        Ok(constant)
    }
}

fn too_much(what: &str) -> tract_core::internal::TractError {
    tract_core::internal::format_err!("constants alone would take too many {what}")
}

/// Bytes of a value; `None` where its shape is not known.
pub(super) fn size_of(fact: &TypedFact) -> Option<u64> {
    let width = fact.datum_type.size_of() as u64;
    let sizes = fact.shape.as_concrete()?.iter();
    Some(sizes.fold(width, |bytes, &size| bytes.saturating_mul(size as u64)))
}

/// Multiplications and divisions of an operator, as far as tract says.
fn work_of(operator: &dyn TypedOp, inputs: &[&TypedFact]) -> TractResult<u64> {
    let counted = operator
        .cost(inputs)?
        .into_iter()
        .filter(|(kind, _)| matches!(kind, Cost::FMA(_) | Cost::Div(_)));
    let counts =
        counted.map(|(_, count)| count.to_dim().to_i64().map_or(u64::MAX, |it| it.unsigned_abs()));
    Ok(counts.fold(0, u64::saturating_add))
}
