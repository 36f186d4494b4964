//! The scorecard of a page of others.

use faircat_assessment::foreign::Foreign;
use faircat_assessment::{Assessed, Scorecard, assess};
use faircat_catalog::evidence::Evidence;

pub(crate) fn assess_foreign(page: &Foreign) -> Scorecard {
    let evidence = Evidence::default();
    assess(
        page.rubric,
        &Assessed {
            root: &page.root,
            graph: &page.graph,
            evidence: &evidence,
            files: &[],
            dataset_standing: &|_| None,
            published: &page.published,
            today: None,
        },
    )
}
