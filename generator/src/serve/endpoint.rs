//! The SPARQL 1.1 Protocol, read-only
//! (<https://www.w3.org/TR/sparql11-protocol/>, sections 2.1 and 2.2).

use std::fs::File;
use std::sync::{Arc, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use faircat_sparql::dataset::Dataset;
use faircat_sparql::limited;
use faircat_sparql::load::{self, LoadError};
use faircat_sparql::query::{Query, QueryError};
use faircat_sparql::results::{Answer, Formats, GraphFormat, RowFormat};
use url::form_urlencoded;

use super::router::not_allowed;
use super::{State, negotiation};
use crate::sparql::prefixes::prefixes;

const FORM: &str = "application/x-www-form-urlencoded";
const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";

/// A refusal: status and a text for a person.
type Refusal = (StatusCode, String);

/// Whether a request to the page's address is one to the endpoint: all but reading the page.
pub(super) fn is_for(method: &Method, query: &str) -> bool {
    (method != Method::GET && method != Method::HEAD) || !query.is_empty()
}

pub(super) async fn answer(
    state: &Arc<State>,
    method: &Method,
    query: &str,
    headers: &HeaderMap,
    body: &Bytes,
) -> Response {
    let query = match *method {
        Method::GET | Method::HEAD => from_parameters(query.as_bytes()),
        Method::POST => from_body(query, headers, body),
        _ => return not_allowed("GET, HEAD, POST"),
    };
    let accept: Vec<&str> =
        headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let answer = match query {
        Ok(query) => evaluate(state, query, &accept.join(",")).await,
        Err(refusal) => Err(refusal),
    };
    match answer {
        Ok(answer) => {
            let headers = [
                (header::CONTENT_TYPE, answer.media_type),
                (header::VARY, "Accept"),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, answer.content).into_response()
        }
        Err((status, text)) => {
            (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text + "\n")
                .into_response()
        }
    }
}

fn bad_request(text: &str) -> Refusal {
    (StatusCode::BAD_REQUEST, text.to_owned())
}

fn from_parameters(parameters: &[u8]) -> Result<Query, Refusal> {
    let mut query = Query::default();
    let mut texts = Vec::new();
    for (name, value) in form_urlencoded::parse(parameters) {
        match &*name {
            "query" => texts.push(value.into_owned()),
            "default-graph-uri" => query.default_graphs.push(value.into_owned()),
            "named-graph-uri" => query.named_graphs.push(value.into_owned()),
            "update" | "using-graph-uri" | "using-named-graph-uri" => {
                return Err(bad_request("The statements can only be read: no updates."));
            }
            // The protocol leaves room for parameters that others understand.
            _ => {}
        }
    }
    match <[String; 1]>::try_from(texts) {
        Ok([text]) => Ok(Query { text, ..query }),
        Err(_) => Err(bad_request("Give one query, as the parameter `query`.")),
    }
}

fn from_body(parameters: &str, headers: &HeaderMap, body: &Bytes) -> Result<Query, Refusal> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default();
    match essence.trim().to_ascii_lowercase().as_str() {
        FORM => from_parameters(body),
        QUERY => {
            let text = std::str::from_utf8(body)
                .map_err(|_| bad_request("The query is not written in UTF-8."))?;
            let parameter = |wanted: &str| -> Vec<String> {
                form_urlencoded::parse(parameters.as_bytes())
                    .filter(|(name, _)| name == wanted)
                    .map(|(_, value)| value.into_owned())
                    .collect()
            };
            if !parameter("query").is_empty() {
                return Err(bad_request("Give one query, in the body or as a parameter."));
            }
            Ok(Query {
                text: text.to_owned(),
                default_graphs: parameter("default-graph-uri"),
                named_graphs: parameter("named-graph-uri"),
                ..Query::default()
            })
        }
        UPDATE => Err(bad_request("The statements can only be read: no updates.")),
        _ => Err((
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            format!("Send the query as {QUERY} or as a form ({FORM})."),
        )),
    }
}

async fn evaluate(state: &Arc<State>, mut query: Query, accept: &str) -> Result<Answer, Refusal> {
    query.prefixes = prefixes();
    query.base_iri = Some(state.base_url().into());
    let formats = formats(&query, accept)?;
    let stopping = || (StatusCode::SERVICE_UNAVAILABLE, "The server is stopping.".to_owned());
    let _permit = state.queries.acquire().await.map_err(|_| stopping())?;
    let state = Arc::clone(state);
    tokio::task::spawn_blocking(move || {
        let dataset = dataset(&state)?;
        limited::ask(&dataset, query, formats, state.limits).map_err(|error| refusal(&error))
    })
    .await
    .map_err(|_| stopping())?
}

fn formats(query: &Query, accept: &str) -> Result<Formats, Refusal> {
    let is_graph = query.asks_for_graph();
    let (rows, graph) = (negotiation::rows(accept), negotiation::graph(accept));
    if if is_graph { graph.is_none() } else { rows.is_none() } {
        let offered = negotiation::offered(is_graph);
        return Err((StatusCode::NOT_ACCEPTABLE, format!("The answer can be had as {offered}.")));
    }
    Ok(Formats {
        rows: rows.unwrap_or(RowFormat::Json),
        graph: graph.unwrap_or(GraphFormat::Turtle),
    })
}

fn refusal(error: &QueryError) -> Refusal {
    let status = match error {
        QueryError::Timeout(_) => StatusCode::SERVICE_UNAVAILABLE,
        QueryError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    };
    let hint = error.hint().map(|hint| format!("\nhelp: {hint}")).unwrap_or_default();
    (status, format!("{error}{hint}"))
}

/// The statements of the site as it is now, read when they are first asked.
fn dataset(state: &State) -> Result<Arc<Dataset>, Refusal> {
    let mut cached = state.dataset.lock().unwrap_or_else(PoisonError::into_inner);
    let generation = state.generation();
    if let Some((of, dataset)) = &*cached
        && *of == generation
    {
        return Ok(Arc::clone(dataset));
    }
    // Room for the new one before it is read.
    *cached = None;
    let dump = state.out.join("dump.nq.gz");
    let dataset = File::open(dump)
        .map_err(LoadError::from)
        .and_then(|file| load::read(file, load::format_of("dump.nq.gz")?, ""))
        .map_err(|error| {
            let text = format!("The statements are not there: {error}. Is the site built?");
            (StatusCode::SERVICE_UNAVAILABLE, text)
        })?;
    let dataset = Arc::new(dataset);
    *cached = Some((generation, Arc::clone(&dataset)));
    Ok(dataset)
}
