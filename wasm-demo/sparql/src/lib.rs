//! SPARQL in the visitor's browser: what `faircat-sparql` does, for JavaScript.
//!
//! An [`Engine`] takes the dump in pieces, then answers. It works until it is done or needs too much
//! memory; to cancel, and when its time is over, the page ends the worker in which it runs.

use std::alloc::System;

use faircat_sparql::allocation::Counting;
use faircat_sparql::budget::{self, Limits};
use faircat_sparql::dataset::Dataset;
use faircat_sparql::load::Loader;
use faircat_sparql::prefixes::Prefixes;
use faircat_sparql::query::{self, Query, QueryError};
use faircat_sparql::results::{Formats, GraphFormat, RowFormat};
use faircat_sparql::vocabulary::{Role, used_terms};
use js_sys::{Array, Error, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Counted, so that a query is given up before the browser ends the page.
#[global_allocator]
static ALLOCATOR: Counting<System> = Counting(System);

const FORMATS: Formats = Formats { rows: RowFormat::Json, graph: GraphFormat::Turtle };

/// A catalogue's statements, and what queries may leave undeclared.
#[wasm_bindgen]
pub struct Engine {
    prefixes: Prefixes,
    base: String,
    /// Until the dump has ended.
    loader: Option<Loader>,
    dataset: Option<Dataset>,
}

#[wasm_bindgen]
impl Engine {
    /// `prefixes` are prefix and namespace by turns; relative IRIs of queries begin at `base`.
    #[wasm_bindgen(constructor)]
    pub fn new(prefixes: Vec<String>, base: String) -> Engine {
        let pairs = prefixes.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone()));
        Engine { prefixes: pairs.collect(), base, loader: Some(Loader::default()), dataset: None }
    }

    /// Takes the next bytes of the dump; returns the number of statements read so far.
    pub fn push(&mut self, bytes: &[u8]) -> Result<usize, JsValue> {
        let Some(loader) = &mut self.loader else {
            return Err(Error::new("the statements have ended").into());
        };
        loader.push(bytes).map_err(|error| unreadable(&error))?;
        Ok(loader.statements())
    }

    /// Ends the dump; another one follows, whose statements are added.
    pub fn another(&mut self) -> Result<(), JsValue> {
        let Some(loader) = self.loader.take() else {
            return Err(Error::new("the statements have ended").into());
        };
        self.loader = Some(loader.another().map_err(|error| unreadable(&error))?);
        Ok(())
    }

    /// Ends the dumps; returns the number of distinct statements.
    pub fn finish(&mut self) -> Result<usize, JsValue> {
        let Some(loader) = self.loader.take() else {
            return Err(Error::new("the statements have ended").into());
        };
        let dataset = loader.finish().map_err(|error| unreadable(&error))?;
        let count = dataset.len();
        self.dataset = Some(dataset);
        Ok(count)
    }

    /// Terms of the statements as `[iri, isClass, count, …]`: properties, then classes, the most
    /// used first.
    pub fn terms(&self) -> Array {
        let terms = Array::new();
        if let Some(dataset) = &self.dataset {
            for term in used_terms(dataset) {
                terms.push(&term.iri.into());
                terms.push(&(term.role == Role::Class).into());
                // More than 2⁵³ statements do not fit in a browser.
                terms.push(&JsValue::from_f64(term.statements as f64));
            }
        }
        terms
    }

    /// `undefined` for a well-formed query; else what is wrong, as [`Engine::ask`] throws it.
    pub fn check(&self, text: &str) -> JsValue {
        match query::check(&self.query(text)) {
            Ok(()) => JsValue::UNDEFINED,
            Err(error) => problem(&error),
        }
    }

    /// Answers a query: `{ type, content }`, a media type and bytes. Rows come as JSON, graphs as
    /// Turtle.
    pub fn ask(&self, text: &str) -> Result<Object, JsValue> {
        let Some(dataset) = &self.dataset else {
            return Err(Error::new("the statements are not loaded yet").into());
        };
        let answer = query::answer(dataset, &self.query(text), FORMATS, Limits::default())
            .map_err(|error| problem(&error))?;
        let object = Object::new();
        set(&object, "type", &answer.media_type.into());
        set(&object, "content", &Uint8Array::from(answer.content.as_slice()));
        Ok(object)
    }

    fn query(&self, text: &str) -> Query {
        Query { base_iri: Some(self.base.clone()), ..Query::new(text, self.prefixes.clone()) }
    }
}

/// Why the evaluation that ended in a trap was stopped, as [`Engine::ask`] throws it; `undefined`
/// where the engine failed. There is no unwinding in the browser, so the engine is lost with it.
#[wasm_bindgen]
pub fn stopped() -> JsValue {
    let error = budget::stopped().map(|stop| query::stopped(stop, Limits::default()));
    error.as_ref().map_or(JsValue::UNDEFINED, problem)
}

fn unreadable(error: &impl std::fmt::Display) -> JsValue {
    Error::new(&format!("the statements cannot be loaded: {error}")).into()
}

/// An `Error` with `hint`, and `line` and `column` (from 1, in characters) where a place is known.
fn problem(error: &QueryError) -> JsValue {
    let object = Error::new(&error.to_string());
    set(&object, "hint", &error.hint().into());
    if let QueryError::Syntax(error) = error
        && error.line > 0
    {
        set(&object, "message", &error.message.as_str().into());
        set(&object, "line", &JsValue::from_f64(error.line as f64));
        set(&object, "column", &JsValue::from_f64(error.column as f64));
    }
    object.into()
}

/// Setting a property of a plain object of our own cannot fail.
fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
