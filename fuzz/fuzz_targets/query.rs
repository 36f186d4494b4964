//! Any text is a query that is answered within its limits, or is refused.
#![no_main]

use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use faircat::sparql::prefixes::prefixes;
use faircat_sparql::allocation::Counting;
use faircat_sparql::dataset::Dataset;
use faircat_sparql::limited::{self, Limits};
use faircat_sparql::load::Loader;
use faircat_sparql::query::{Query, QueryError};
use faircat_sparql::results::{Formats, GraphFormat, RowFormat};
use libfuzzer_sys::fuzz_target;

#[global_allocator]
static ALLOCATOR: Counting<std::alloc::System> = Counting(std::alloc::System);

const QUADS: &str = r#"
<http://x/a> <http://schema.org/name> "Model A" <http://x/g> .
<http://x/a> <http://schema.org/value> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> <http://x/g> .
<http://x/b> <http://schema.org/value> "5 GeV"@en <http://x/h> .
_:c <http://schema.org/author> <http://x/a> <http://x/h> .
"#;

static DATASET: LazyLock<Arc<Dataset>> = LazyLock::new(|| {
    let mut loader = Loader::default();
    loader.push(QUADS.as_bytes()).expect("the statements are well-formed");
    Arc::new(loader.finish().expect("the statements are whole"))
});

const FORMATS: Formats = Formats { rows: RowFormat::Json, graph: GraphFormat::NTriples };
const LIMITS: Limits =
    Limits { time: Duration::from_millis(500), memory: 64 << 20, bytes: 16 << 20 };

fuzz_target!(|text: &str| {
    let began = Instant::now();
    let answer = limited::ask(&DATASET, Query::new(text, prefixes()), FORMATS, LIMITS);
    assert!(!matches!(answer, Err(QueryError::Internal(_))), "{answer:?}");
    // Reading takes time of its own, and more of it where other programs run beside.
    assert!(began.elapsed() < LIMITS.time * 20, "it runs on after its time");
});
