//! Expansion of JSON-LD, whatever its contexts, without a network.
//!
//! The nodes of a document are expanded some at a time: one that is no JSON-LD costs no other, and
//! the processor, which compares those that it is given with one another, is given no large ones
//! together.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Display;
use std::pin::pin;
use std::task::{Poll, Waker};
use std::thread;

use faircat_inference::panics::caught;
use iref::{Iri, IriBuf};
use json_ld::expansion::Options;
use json_ld::syntax::context::Context;
use json_ld::syntax::{self, IntoJsonWithContext, Parse, TryFromJson};
use json_ld::{Expand, LoadError, LoadingResult, Process, RemoteDocument};
use serde_json::Value;

use super::{budget, contexts, label};

/// Stack for documents as deep as `budget` lets them be, in bytes: a level takes some hundred
/// kilobytes where nothing is optimised.
const STACK: usize = 64 << 20;

/// Nodes of at most so many values are expanded together, so many at a time; larger ones alone.
const SMALL: usize = 200;
const TOGETHER: usize = 100;
/// Most nodes of a document that are left out because they are no JSON-LD.
const MOST_BROKEN: usize = 100;

/// A document in expanded form, and what was left out of it, in sentences.
#[derive(Default)]
pub struct Expanded {
    pub text: String,
    pub left_out: Vec<String>,
}

/// Expands `document`, which was found at `base`, after [`contexts::tidy`] and `budget::check`.
///
/// # Errors
/// Why nothing of it could be expanded.
pub fn expand(document: &Value, base: Option<&str>) -> Result<Expanded, String> {
    let base = base.map(|it| IriBuf::new(it.to_owned())).transpose();
    let base = base.map_err(|address| format!("`{}` is no address", address.0))?;
    let work = || {
        let expansion = caught(|| Expansion::new(base.clone()).of(document));
        expansion.unwrap_or_else(|panic| Err(format!("its reader broke: {}", panic.reason)))
    };
    thread::scope(|scope| {
        match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
            Ok(thread) => thread.join().unwrap_or_else(|_| Err("its reader broke".to_owned())),
            // In a browser there is one thread.
            Err(_) => work(),
        }
    })
}

type Active = json_ld::Context<IriBuf>;

/// The expansion of a document.
struct Expansion {
    base: Option<IriBuf>,
    built_in: BuiltIn,
    /// Contexts that were taken in, or why they cannot be, by their text.
    active: HashMap<String, Result<Active, String>>,
    /// Objects in expanded form.
    objects: Vec<String>,
    left_out: Vec<String>,
    broken: usize,
    first_error: Option<String>,
}

impl Expansion {
    fn new(base: Option<IriBuf>) -> Expansion {
        Expansion {
            base,
            built_in: BuiltIn::default(),
            active: HashMap::new(),
            objects: Vec::new(),
            left_out: Vec::new(),
            broken: 0,
            first_error: None,
        }
    }

    fn of(mut self, document: &Value) -> Result<Expanded, String> {
        match document {
            Value::Array(items) => items.iter().for_each(|item| self.add_document(item)),
            one => self.add_document(one),
        }
        if let Some(error) = self.first_error.filter(|_| self.objects.is_empty()) {
            return Err(error);
        }
        let unknown = self.built_in.unknown.into_inner();
        self.left_out.extend(unknown.iter().map(|it| contexts::not_built_in(it)));
        Ok(Expanded { text: format!("[{}]", self.objects.join(",")), left_out: self.left_out })
    }

    /// Adds a node, and the nodes of its graph: which graph says something makes no difference.
    fn add_document(&mut self, document: &Value) {
        let Value::Object(fields) = document else { return };
        let mut node = fields.clone();
        let context = node.shift_remove("@context").unwrap_or(Value::Array(Vec::new()));
        if let Some(graph) = node.shift_remove("@graph") {
            let nodes = if let Value::Array(nodes) = graph { nodes } else { vec![graph] };
            self.add_nodes(&context, &nodes);
        }
        if !node.is_empty() {
            self.add_nodes(&context, &[Value::Object(node)]);
        }
    }

    fn add_nodes(&mut self, context: &Value, nodes: &[Value]) {
        let is_small = |node: &Value| budget::values(node) <= SMALL;
        let alike = nodes.chunk_by(|one, next| is_small(one) && is_small(next));
        for some in alike.flat_map(|alike| alike.chunks(TOGETHER)) {
            match self.expanded(context, some) {
                Ok(objects) => self.objects.extend(objects),
                Err(_) => some.iter().for_each(|node| self.add_node(context, node)),
            }
        }
    }

    fn add_node(&mut self, context: &Value, node: &Value) {
        if self.broken > MOST_BROKEN {
            return;
        }
        match self.expanded(context, std::slice::from_ref(node)) {
            Ok(objects) => self.objects.extend(objects),
            Err(error) => {
                self.broken += 1;
                self.left_out.push(match self.broken > MOST_BROKEN {
                    true => format!("more than {MOST_BROKEN} nodes are no JSON-LD"),
                    false => format!("{} is left out: {error}", label(node)),
                });
                self.first_error.get_or_insert(error);
            }
        }
    }

    fn expanded(&mut self, context: &Value, nodes: &[Value]) -> Result<Vec<String>, String> {
        let json = json(&Value::from(nodes))?;
        let active = self.active(context)?;
        let options = Options { ordered: true, ..Options::default() };
        let (vocabulary, base) = (&mut (), self.base.as_ref());
        let expansion = json.expand_full(vocabulary, active, base, &self.built_in, options, ());
        let objects = at_once(expansion)?.map_err(words)?.into_objects().into_iter();
        Ok(objects.map(|it| it.into_json_with(&()).to_string()).collect())
    }

    /// A context that is ready to be used.
    fn active(&mut self, context: &Value) -> Result<Active, String> {
        let text = context.to_string();
        if let Some(known) = self.active.get(&text) {
            return known.clone();
        }
        let active = self.taken_in(context);
        self.active.insert(text, active.clone());
        active
    }

    fn taken_in(&self, context: &Value) -> Result<Active, String> {
        let context = Context::try_from_json(json(context)?).map_err(words)?;
        let empty = Active::new(self.base.clone());
        let base = self.base.clone();
        let options = json_ld::context_processing::Options::default();
        let vocabulary = &mut ();
        let taken_in = context.process_full(vocabulary, &empty, &self.built_in, base, options, ());
        Ok(at_once(taken_in)?.map_err(words)?.into_processed())
    }
}

/// Gives contexts that are built in, and empty ones for all others, which it notes.
#[derive(Default)]
struct BuiltIn {
    unknown: RefCell<BTreeSet<String>>,
    /// Those that were given before, as documents.
    given: RefCell<HashMap<String, syntax::Value>>,
}

impl json_ld::Loader for BuiltIn {
    async fn load(&self, url: &Iri) -> LoadingResult<IriBuf> {
        let document = self.document(url.as_str());
        let document = document.map_err(|error| LoadError::new(url.to_owned(), Words(error)))?;
        Ok(RemoteDocument::new(Some(url.to_owned()), None, document))
    }
}

impl BuiltIn {
    fn document(&self, url: &str) -> Result<syntax::Value, String> {
        if let Some(given) = self.given.borrow().get(url) {
            return Ok(given.clone());
        }
        let context = contexts::context(url).unwrap_or_else(|| {
            self.unknown.borrow_mut().insert(url.to_owned());
            Value::Object(serde_json::Map::new())
        });
        let document = json(&serde_json::json!({"@context": context}))?;
        self.given.borrow_mut().insert(url.to_owned(), document.clone());
        Ok(document)
    }
}

/// Why a context cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Words(String);

/// A value in the processor's form.
fn json(value: &Value) -> Result<syntax::Value, String> {
    syntax::Value::parse_str(&value.to_string()).map(|(json, _)| json).map_err(words)
}

/// What a computation that waits for nothing comes to.
fn at_once<F: Future>(computation: F) -> Result<F::Output, String> {
    match pin!(computation).poll(&mut std::task::Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Ok(value),
        Poll::Pending => Err("its reader waits for something".to_owned()),
    }
}

/// What the processor says of an error, in a sentence that goes on.
fn words(error: impl Display) -> String {
    let text = error.to_string();
    let text = text.strip_prefix("Context processing failed: ").unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
