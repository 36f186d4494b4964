//! How long the evaluator's own planner will take, which nothing interrupts.
//!
//! `sparopt` 0.3 estimates each order of a join from the start, and the types of variables anew at
//! each level: its time grows with the fourth power of the patterns that are joined, or that are
//! optional one after the other, and doubles with each group within a group.

use spargebra::Query;
use spargebra::algebra::GraphPattern;

use super::patterns;

/// Units of some 30 ns, by queries of which nothing had to be evaluated.
pub(crate) fn of(query: &Query) -> u64 {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = query;
    order(pattern)
}

/// To put what is joined into order.
fn order(pattern: &GraphPattern) -> u64 {
    use GraphPattern as P;
    match pattern {
        P::Bgp { .. } | P::Join { .. } => {
            let mut joined = Joined::default();
            joined.add(pattern);
            let each = joined.members.saturating_add(1).saturating_pow(3);
            joined.types.saturating_mul(each).saturating_add(joined.order)
        }
        // What is optional may be put into order twice.
        P::LeftJoin { left, right, .. } => order(left)
            .saturating_add(order(right).saturating_mul(2))
            .saturating_add(types(pattern).saturating_mul(length(pattern).saturating_pow(2))),
        _ => of_parts(pattern, order).saturating_add(types(pattern)),
    }
}

/// How many patterns are evaluated one after the other.
fn length(pattern: &GraphPattern) -> u64 {
    use GraphPattern as P;
    match pattern {
        P::Bgp { patterns } => patterns.len() as u64,
        P::LeftJoin { left, .. } => length(left).saturating_add(2),
        P::Join { left, right } | P::Lateral { left, right } => {
            length(left).saturating_add(length(right))
        }
        P::Filter { inner, .. } | P::Extend { inner, .. } => length(inner).saturating_add(1),
        _ => 1,
    }
}

/// To find the types of variables.
fn types(pattern: &GraphPattern) -> u64 {
    let parts = of_parts(pattern, types).saturating_add(1);
    match pattern {
        GraphPattern::Bgp { patterns } => patterns.len() as u64,
        // They are found twice.
        GraphPattern::Group { .. } => parts.saturating_mul(2),
        _ => parts,
    }
}

fn of_parts(pattern: &GraphPattern, effort: fn(&GraphPattern) -> u64) -> u64 {
    let mut sum = 0_u64;
    patterns::for_each_part(pattern, &mut |part| sum = sum.saturating_add(effort(part)));
    sum
}

/// What the planner takes for one join, however it is nested.
#[derive(Default)]
struct Joined {
    members: u64,
    /// Of all members.
    types: u64,
    order: u64,
}

impl Joined {
    fn add(&mut self, pattern: &GraphPattern) {
        match pattern {
            GraphPattern::Join { left, right } => {
                self.add(left);
                self.add(right);
            }
            GraphPattern::Bgp { patterns } => {
                self.members = self.members.saturating_add(patterns.len() as u64);
                self.types = self.types.saturating_add(patterns.len() as u64);
            }
            member => {
                self.members = self.members.saturating_add(1);
                self.types = self.types.saturating_add(types(member));
                self.order = self.order.saturating_add(order(member));
            }
        }
    }
}
