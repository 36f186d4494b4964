//! Property paths, as the patterns that they stand for (SPARQL 1.1, section 18.2.2.4 and 18.4).
//!
//! The evaluator returns an alternative without duplicates, and finds no path of length zero at a
//! term that no statement holds. Only where duplicates do not count is a path left to it.

use oxrdf::Variable;
use spargebra::algebra::{GraphPattern, PropertyPathExpression as Path};
use spargebra::term::{GroundTerm, TermPattern, TriplePattern};

use super::Fresh;

/// `subject path object` as a pattern.
pub(super) fn planned(
    subject: TermPattern,
    path: Path,
    object: TermPattern,
    fresh: &mut Fresh,
) -> GraphPattern {
    match path {
        Path::NamedNode(predicate) => GraphPattern::Bgp {
            patterns: vec![TriplePattern { subject, predicate: predicate.into(), object }],
        },
        Path::Reverse(path) => planned(object, *path, subject, fresh),
        Path::Alternative(one, other) => GraphPattern::Union {
            left: Box::new(planned(subject.clone(), *one, object.clone(), fresh)),
            right: Box::new(planned(subject, *other, object, fresh)),
        },
        Path::Sequence(first, second) => {
            let middle = TermPattern::Variable(fresh.variable());
            GraphPattern::Join {
                left: Box::new(planned(subject, *first, middle.clone(), fresh)),
                right: Box::new(planned(middle, *second, object, fresh)),
            }
        }
        Path::ZeroOrMore(path) => {
            let more = Path::OneOrMore(path.clone());
            with_length_zero(subject, [Path::ZeroOrMore(path), more], object, fresh)
        }
        Path::ZeroOrOne(path) => {
            let more = (*path).clone();
            with_length_zero(subject, [Path::ZeroOrOne(path), more], object, fresh)
        }
        Path::OneOrMore(_) | Path::NegatedPropertySet(_) => {
            GraphPattern::Path { subject, path, object }
        }
    }
}

/// A term is at the end of a path of length zero from itself, whether or not a statement holds it.
/// `more` is `path` without that one.
fn with_length_zero(
    subject: TermPattern,
    [path, more]: [Path; 2],
    object: TermPattern,
    fresh: &Fresh,
) -> GraphPattern {
    match (ground(&subject), ground(&object), &subject, &object) {
        (Some(start), Some(end), ..) if start == end => GraphPattern::default(),
        (Some(_), Some(_), ..) => distinct(GraphPattern::Path { subject, path: more, object }),
        (Some(term), None, _, TermPattern::Variable(variable))
        | (None, Some(term), TermPattern::Variable(variable), _) => {
            let zero = fresh.without_triples(bound_to(variable.clone(), term));
            let path = GraphPattern::Path { subject, path, object };
            distinct(GraphPattern::Union { left: Box::new(zero), right: Box::new(path) })
        }
        _ => GraphPattern::Path { subject, path, object },
    }
}

fn distinct(inner: GraphPattern) -> GraphPattern {
    GraphPattern::Distinct { inner: Box::new(inner) }
}

fn bound_to(variable: Variable, term: GroundTerm) -> GraphPattern {
    GraphPattern::Values { variables: vec![variable], bindings: vec![vec![Some(term)]] }
}

fn ground(term: &TermPattern) -> Option<GroundTerm> {
    match term {
        TermPattern::NamedNode(node) => Some(node.clone().into()),
        TermPattern::Literal(literal) => Some(literal.clone().into()),
        TermPattern::BlankNode(_) | TermPattern::Variable(_) => None,
    }
}

/// Number of steps that `path` names.
pub(super) fn length(path: &Path) -> usize {
    match path {
        Path::NamedNode(_) => 1,
        Path::NegatedPropertySet(names) => names.len(),
        Path::Sequence(a, b) | Path::Alternative(a, b) => length(a) + length(b),
        Path::Reverse(path)
        | Path::ZeroOrMore(path)
        | Path::OneOrMore(path)
        | Path::ZeroOrOne(path) => length(path),
    }
}
