//! Texts of evidence that came with a record, as quotations: nobody but its author says them.

use faircat_text::beginning;

use super::comparison::Comparison;
use super::explanation::Explanation;
use super::throughput::Throughput;
use super::verification::{Machine, Verification};

/// Longest text that is shown, in characters.
const LONGEST: usize = 300;

impl Verification {
    /// Makes quotations of the reasons and failures that it gives, and of the machine's names.
    pub fn quote(&mut self) {
        self.machine.quote();
        let runs = self.runs.iter_mut();
        let of_runs = runs.flat_map(|run| {
            let of_metrics = run.metrics.iter_mut().filter_map(|it| it.reason.as_mut());
            // One reason decides, and is of this program.
            let outputs = run.outputs.iter_mut().filter(|it| !it.found.has_no_scale());
            let of_outputs = outputs.filter_map(|it| it.found.reason.as_mut());
            run.failure.iter_mut().chain(of_metrics).chain(of_outputs)
        });
        let of_whole = self.reasons.iter_mut().chain(&mut self.signature_differences);
        let of_explanation = self.explanation.iter_mut().flat_map(|it| {
            let parts = it.neurons.iter_mut().chain(&mut it.relevance);
            let parts = parts.chain(&mut it.integrated);
            it.differences.iter_mut().chain(parts.filter_map(|part| part.left_out.as_mut()))
        });
        of_runs.chain(of_whole).chain(of_explanation).for_each(|text| *text = quotation(text));
    }
}

impl Throughput {
    /// Makes quotations of the machine's names.
    pub fn quote(&mut self) {
        self.machine.quote();
    }
}

impl Comparison {
    /// Makes quotations of the machine's names.
    pub fn quote(&mut self) {
        self.machine.quote();
    }
}

impl Explanation {
    /// Makes quotations of the machine's names, and of what was not done.
    pub fn quote(&mut self) {
        self.machine.quote();
        self.missing.iter_mut().for_each(|text| *text = quotation(text));
    }
}

impl Machine {
    /// A name of hardware is any few words, so whoever wrote them is shown to have.
    fn quote(&mut self) {
        let names = std::iter::once(&mut self.processor).chain(&mut self.accelerators);
        names.for_each(|name| *name = format!("“{name}”"));
    }
}

/// `text` as somebody else's words, of which none can end the quotation.
fn quotation(text: &str) -> String {
    let plain = |one: char| match one {
        '“' | '”' | '„' | '«' | '»' => '"',
        one if one.is_control() => ' ',
        one => one,
    };
    let words: String = beginning(text, LONGEST).chars().map(plain).collect();
    format!("the evidence says: “{}”", words.trim())
}
