//! The remedies of a scorecard, each told once: several tests often ask for the same lines.

/// Remedies in the order in which they were first asked for, each with the principle that asked.
#[derive(Debug, Default)]
pub struct Remedies<'a>(Vec<(&'a str, &'static str)>);

/// A remedy among those of its scorecard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// Counted from 1.
    pub number: usize,
    /// Whether nothing before asked for the same.
    pub is_new: bool,
    /// The principle that first asked for it.
    pub principle: &'static str,
}

impl<'a> Remedies<'a> {
    /// The place of `lines`, which a test of `principle` asks for.
    pub fn place(&mut self, lines: &'a str, principle: &'static str) -> Remedy {
        let known = self.0.iter().zip(1..).find(|((known, _), _)| *known == lines);
        if let Some(((_, principle), number)) = known {
            return Remedy { number, is_new: false, principle };
        }
        self.0.push((lines, principle));
        Remedy { number: self.0.len(), is_new: true, principle }
    }
}

impl Remedy {
    /// What its IRI ends with, which is its place on the record's page.
    pub fn name(self) -> String {
        format!("remedy-{}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::{Remedies, Remedy};

    #[test]
    fn the_same_lines_stand_once() {
        let mut remedies = Remedies::default();
        let first = remedies.place("license: x", "R1.1");
        assert_eq!(first, Remedy { number: 1, is_new: true, principle: "R1.1" });
        assert_eq!(remedies.place("url: x", "A1").number, 2);
        let again = remedies.place("license: x", "A1");
        assert_eq!(again, Remedy { number: 1, is_new: false, principle: "R1.1" });
        assert_eq!(again.name(), "remedy-1");
    }
}
