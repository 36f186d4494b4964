//! Terms that pass the evaluator as they are written.
//!
//! What a function or an aggregate returns is read for its value and written anew, so `1.50` comes
//! back as `1.5`, which is another term. Under a datatype that the evaluator does not know, it
//! comes back as it was.

use oxrdf::{Literal, NamedNode, Term};

const SEAL: &str = "urn:faircat:as-written:";

/// `term`, if it has a datatype under one that is not known.
pub(crate) fn sealed(term: Term) -> Term {
    match term {
        Term::Literal(literal) if literal.language().is_none() => sealed_literal(&literal).into(),
        term => term,
    }
}

/// The same of a literal without a language.
pub(crate) fn sealed_literal(literal: &Literal) -> Literal {
    let datatype = NamedNode::new_unchecked(format!("{SEAL}{}", literal.datatype().as_str()));
    Literal::new_typed_literal(literal.value(), datatype)
}

/// What [`sealed`] was given.
pub(crate) fn opened(term: Term) -> Term {
    if let Term::Literal(literal) = &term
        && let Some(datatype) = literal.datatype().as_str().strip_prefix(SEAL)
    {
        let datatype = NamedNode::new_unchecked(datatype);
        return Literal::new_typed_literal(literal.value(), datatype).into();
    }
    term
}
