//! Graph patterns.

use oxrdf::{Literal, Variable};
use spargebra::algebra::{Expression, GraphPattern, OrderExpression};
use spargebra::term::{TermPattern, TriplePattern};

use super::expressions::{self, Want};
use super::{Fresh, aggregates, is_variable, paths, values};

/// `pattern` as it is evaluated.
pub(super) fn planned(pattern: GraphPattern, fresh: &mut Fresh) -> GraphPattern {
    use GraphPattern as P;
    match pattern {
        P::Bgp { .. } | P::Service { .. } => pattern,
        P::Values { .. } => fresh.without_triples(pattern),
        P::Path { subject, path, object } => paths::planned(subject, path, object, fresh),
        P::Join { left, right } => {
            P::Join { left: operand(*left, fresh), right: operand(*right, fresh) }
        }
        P::Lateral { left, right } => {
            P::Lateral { left: operand(*left, fresh), right: operand(*right, fresh) }
        }
        P::Minus { left, right } => {
            P::Minus { left: operand(*left, fresh), right: operand(*right, fresh) }
        }
        P::Union { left, right } => {
            P::Union { left: boxed(*left, fresh), right: boxed(*right, fresh) }
        }
        P::LeftJoin { left, right, expression } => {
            let (left, right) = (operand(*left, fresh), operand(*right, fresh));
            let condition = |e| expressions::planned(e, Want::Value, fresh);
            P::LeftJoin { left, right, expression: expression.map(condition) }
        }
        P::Filter { expr, inner } => P::Filter {
            expr: expressions::planned(expr, Want::Value, fresh),
            inner: boxed(*inner, fresh),
        },
        P::Graph { name, inner } => {
            fresh.graphs += 1;
            let inner = boxed(*inner, fresh);
            fresh.graphs -= 1;
            P::Graph { name, inner }
        }
        P::Extend { inner, variable, expression } => P::Extend {
            inner: boxed(*inner, fresh),
            variable,
            expression: values::bound(expressions::planned(expression, Want::Term, fresh)),
        },
        P::OrderBy { inner, expression } => ordered(*inner, expression, fresh),
        P::Project { inner, variables } => P::Project { inner: boxed(*inner, fresh), variables },
        P::Distinct { inner } => P::Distinct { inner: boxed(*inner, fresh) },
        P::Reduced { inner } => P::Reduced { inner: boxed(*inner, fresh) },
        P::Slice { inner, start, length } => {
            P::Slice { inner: boxed(*inner, fresh), start, length }
        }
        P::Group { inner, variables, aggregates } => {
            let planned = |(variable, aggregate)| (variable, aggregates::planned(aggregate, fresh));
            let aggregates = aggregates.into_iter().map(planned).collect();
            P::Group { inner: boxed(*inner, fresh), variables, aggregates }
        }
    }
}

fn boxed(pattern: GraphPattern, fresh: &mut Fresh) -> Box<GraphPattern> {
    Box::new(planned(pattern, fresh))
}

/// Rows that bind nothing cannot be counted as steps, and joins would multiply them unseen: each is
/// given something that it binds.
fn operand(pattern: GraphPattern, fresh: &mut Fresh) -> Box<GraphPattern> {
    let inner = boxed(pattern, fresh);
    if is_counted(&inner) {
        return inner;
    }
    let expression = Expression::Literal(Literal::new_simple_literal(""));
    Box::new(GraphPattern::Extend { inner, variable: fresh.variable(), expression })
}

/// Whether `pattern` has one row that binds nothing at most.
fn is_counted(pattern: &GraphPattern) -> bool {
    use GraphPattern as P;
    match pattern {
        // Without a variable it holds or it does not.
        P::Bgp { .. } | P::Path { .. } => true,
        P::Values { bindings, .. } => bindings.len() <= 1 || binds(pattern),
        P::Filter { inner, .. }
        | P::OrderBy { inner, .. }
        | P::Distinct { inner }
        | P::Reduced { inner }
        | P::Slice { inner, .. } => is_counted(inner),
        P::Join { left, right } | P::Lateral { left, right } => {
            binds(left) || binds(right) || (is_counted(left) && is_counted(right))
        }
        _ => binds(pattern),
    }
}

/// Whether every row of `pattern` binds something, as far as that is seen easily.
fn binds(pattern: &GraphPattern) -> bool {
    use GraphPattern as P;
    match pattern {
        P::Bgp { patterns } => patterns.iter().any(has_variable),
        P::Path { subject, object, .. } => is_free(subject) || is_free(object),
        P::Values { bindings, .. } => bindings.iter().all(|row| row.iter().any(Option::is_some)),
        P::Join { left, right } | P::Lateral { left, right } => binds(left) || binds(right),
        P::LeftJoin { left, .. } | P::Minus { left, .. } => binds(left),
        P::Union { left, right } => binds(left) && binds(right),
        P::Graph { name, inner } => is_variable(name) || binds(inner),
        P::Extend { inner, expression, .. } => {
            matches!(expression, Expression::Literal(_) | Expression::NamedNode(_)) || binds(inner)
        }
        P::Filter { inner, .. }
        | P::OrderBy { inner, .. }
        | P::Distinct { inner }
        | P::Reduced { inner }
        | P::Slice { inner, .. } => binds(inner),
        P::Project { .. } | P::Group { .. } | P::Service { .. } => false,
    }
}

fn has_variable(pattern: &TriplePattern) -> bool {
    is_free(&pattern.subject) || is_free(&pattern.object) || is_variable(&pattern.predicate)
}

fn is_free(term: &TermPattern) -> bool {
    matches!(term, TermPattern::Variable(_) | TermPattern::BlankNode(_))
}

/// Sorted by keys that are texts: the evaluator's own order of terms is none, because it compares
/// numbers by value, and a number with a text by how they are written.
fn ordered(inner: GraphPattern, by: Vec<OrderExpression>, fresh: &mut Fresh) -> GraphPattern {
    let undecided = rest(&inner);
    let mut inner = planned(inner, fresh);
    let mut keys = Vec::with_capacity(by.len());
    for comparator in by {
        let variable = fresh.variable();
        let (expression, key) = match comparator {
            OrderExpression::Asc(expression) => {
                (expression, OrderExpression::Asc(variable.clone().into()))
            }
            OrderExpression::Desc(expression) => {
                (expression, OrderExpression::Desc(variable.clone().into()))
            }
        };
        let expression = expressions::planned(expression, Want::Term, fresh);
        inner = GraphPattern::Extend {
            inner: Box::new(inner),
            variable,
            expression: values::order_key(expression),
        };
        keys.push(key);
    }
    keys.extend(undecided);
    GraphPattern::OrderBy { inner: Box::new(inner), expression: keys }
}

/// What decides between rows whose keys are equal, so that `LIMIT` and `OFFSET` always cut in the
/// same place: all that they bind. It is evaluated for such rows only.
fn rest(inner: &GraphPattern) -> Vec<OrderExpression> {
    let mut variables: Vec<&Variable> = Vec::new();
    inner.on_in_scope_variable(|variable| {
        if !variables.contains(&variable) {
            variables.push(variable);
        }
    });
    let key = |it: &Variable| OrderExpression::Asc(values::exact_order_key(it.clone().into()));
    variables.into_iter().map(key).collect()
}

/// Calls `see` for the patterns directly in `pattern`, those of `EXISTS` among them.
pub(super) fn for_each_part<'a>(pattern: &'a GraphPattern, see: &mut impl FnMut(&'a GraphPattern)) {
    use GraphPattern as P;
    match pattern {
        P::Bgp { .. } | P::Path { .. } | P::Values { .. } => {}
        P::Join { left, right }
        | P::Lateral { left, right }
        | P::Union { left, right }
        | P::LeftJoin { left, right, .. }
        | P::Minus { left, right } => [left, right].into_iter().for_each(|part| see(part)),
        P::Filter { inner, .. }
        | P::Extend { inner, .. }
        | P::OrderBy { inner, .. }
        | P::Group { inner, .. }
        | P::Graph { inner, .. }
        | P::Project { inner, .. }
        | P::Distinct { inner }
        | P::Reduced { inner }
        | P::Slice { inner, .. }
        | P::Service { inner, .. } => see(inner),
    }
    for expression in expressions_of(pattern) {
        expressions::for_each_pattern(expression, see);
    }
}

/// The expressions directly in `pattern`.
pub(super) fn expressions_of(pattern: &GraphPattern) -> Vec<&Expression> {
    use GraphPattern as P;
    match pattern {
        P::LeftJoin { expression, .. } => expression.iter().collect(),
        P::Filter { expr: expression, .. } | P::Extend { expression, .. } => vec![expression],
        P::OrderBy { expression, .. } => expression
            .iter()
            .map(|(OrderExpression::Asc(by) | OrderExpression::Desc(by))| by)
            .collect(),
        P::Group { aggregates, .. } => {
            aggregates.iter().filter_map(|(_, aggregate)| aggregates::argument(aggregate)).collect()
        }
        _ => Vec::new(),
    }
}
