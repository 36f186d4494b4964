//! Aggregates.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use oxrdf::{NamedNode, Term};
use spareval::{AggregateFunctionAccumulator, QueryEvaluator};
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression};

use super::expressions::{self, Want};
use super::{Fresh, string};
use crate::{as_written, budget, order};

const LEAST: &str = "urn:faircat:least";
const GREATEST: &str = "urn:faircat:greatest";
/// With the separator behind it.
const CONCATENATION: &str = "urn:faircat:concatenation:";

/// `aggregate` as it is evaluated. The evaluator's own least and greatest are values that are
/// written anew and join with nothing, and among mixed terms they depend on the order of rows; its
/// `GROUP_CONCAT` takes strings alone.
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
                AggregateFunction::GroupConcat { separator } => {
                    let separator = separator.unwrap_or_else(|| " ".to_owned());
                    let name = concatenation(&separator);
                    fresh.separators.insert(separator);
                    AggregateFunction::Custom(name)
                }
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

fn concatenation(separator: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{CONCATENATION}{separator}"))
}

pub(super) fn with_functions(
    mut evaluator: QueryEvaluator,
    separators: BTreeSet<String>,
) -> QueryEvaluator {
    for separator in separators {
        let name = concatenation(&separator);
        evaluator = evaluator.with_custom_aggregate_function(name, move || {
            Box::new(Concatenation { separator: separator.clone(), text: Ok(None) })
        });
    }
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

/// The texts of terms one behind the other (SPARQL 1.1, section 18.5.1.7): those that `STR` returns.
struct Concatenation {
    separator: String,
    /// An error once a term without a text was among them; `None` before the first.
    text: Result<Option<String>, NoText>,
}

/// A blank node has no text.
struct NoText;

impl AggregateFunctionAccumulator for Concatenation {
    fn accumulate(&mut self, term: Term) {
        let Ok(text) = &mut self.text else { return };
        let part = match &term {
            Term::NamedNode(node) => node.as_str(),
            Term::Literal(literal) => literal.value(),
            Term::BlankNode(_) => {
                self.text = Err(NoText);
                return;
            }
        };
        budget::text(part.len());
        match text {
            None => *text = Some(part.to_owned()),
            Some(text) => text.extend([&self.separator, part]),
        }
    }

    fn finish(&mut self) -> Option<Term> {
        let text = std::mem::replace(&mut self.text, Err(NoText)).ok()?;
        Some(string(text.unwrap_or_default()))
    }
}

/// What is aggregated, if it is an expression.
pub(super) fn argument(aggregate: &AggregateExpression) -> Option<&Expression> {
    match aggregate {
        AggregateExpression::CountSolutions { .. } => None,
        AggregateExpression::FunctionCall { expr, .. } => Some(expr),
    }
}
