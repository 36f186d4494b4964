//! Aggregates.

use std::cmp::Ordering;

use oxrdf::{NamedNode, Term};
use spareval::{AggregateFunctionAccumulator, QueryEvaluator};
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression};

use super::Fresh;
use super::expressions::{self, Want};
use crate::{as_written, order};

const LEAST: &str = "urn:faircat:least";
const GREATEST: &str = "urn:faircat:greatest";

/// `aggregate` as it is evaluated. The evaluator's own least and greatest are values that are
/// written anew and join with nothing, and among mixed terms they depend on the order of rows.
pub(super) fn planned(aggregate: AggregateExpression, fresh: &mut Fresh) -> AggregateExpression {
    match aggregate {
        AggregateExpression::CountSolutions { .. } => aggregate,
        AggregateExpression::FunctionCall { name, expr, distinct } => {
            let want = match name {
                AggregateFunction::Sum | AggregateFunction::Avg => Want::Value,
                _ => Want::Term,
            };
            let name = match name {
                AggregateFunction::Min => custom(LEAST),
                AggregateFunction::Max => custom(GREATEST),
                name => name,
            };
            let expr = expressions::planned(expr, want, fresh);
            AggregateExpression::FunctionCall { name, expr, distinct }
        }
    }
}

fn custom(name: &str) -> AggregateFunction {
    AggregateFunction::Custom(NamedNode::new_unchecked(name))
}

pub(super) fn with_functions(evaluator: QueryEvaluator) -> QueryEvaluator {
    let extreme = |replaces| {
        move || -> Box<dyn AggregateFunctionAccumulator + Send + Sync> {
            Box::new(Extreme { replaces, found: None })
        }
    };
    evaluator
        .with_custom_aggregate_function(NamedNode::new_unchecked(LEAST), extreme(Ordering::Less))
        .with_custom_aggregate_function(
            NamedNode::new_unchecked(GREATEST),
            extreme(Ordering::Greater),
        )
}

/// The first or last term in the order of `ORDER BY`, as it is written.
struct Extreme {
    /// How a term compares with the one found that takes its place.
    replaces: Ordering,
    /// With its key.
    found: Option<(String, Term)>,
}

impl AggregateFunctionAccumulator for Extreme {
    fn accumulate(&mut self, term: Term) {
        let key = order::key(&term);
        let takes_place =
            self.found.as_ref().is_none_or(|(found, _)| key.cmp(found) == self.replaces);
        if takes_place {
            self.found = Some((key, term));
        }
    }

    fn finish(&mut self) -> Option<Term> {
        self.found.take().map(|(_, term)| as_written::sealed(term))
    }
}

/// What is aggregated, if it is an expression.
pub(super) fn argument(aggregate: &AggregateExpression) -> Option<&Expression> {
    match aggregate {
        AggregateExpression::CountSolutions { .. } => None,
        AggregateExpression::FunctionCall { expr, .. } => Some(expr),
    }
}
