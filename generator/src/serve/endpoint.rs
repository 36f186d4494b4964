//! The SPARQL 1.1 Protocol, read-only
//! (<https://www.w3.org/TR/sparql11-protocol/>, sections 2.1 and 2.2).

mod queue;
mod request;
mod statements;

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use faircat_sparql::limited::{self, Cancellation, Conditions};
use faircat_sparql::query::{Query, QueryError};
use faircat_sparql::results::{Answer, Formats, GraphFormat, RowFormat};

pub(super) use self::queue::Queue;
pub(super) use self::statements::{Kept, Reach};
use super::router::not_allowed;
use super::{State, negotiation};
use crate::sparql::prefixes::prefixes;

const METHODS: &str = "GET, HEAD, POST, OPTIONS";

/// Pages of other sites may ask (Fetch Standard, section 3.3): the statements are published.
const FOR_ALL: [(HeaderName, &str); 1] = [(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")];

/// Status and a text for a person.
struct Refusal {
    status: StatusCode,
    text: String,
    /// Seconds after which the same request may be answered.
    retry_after: Option<u64>,
}

impl Refusal {
    fn new(status: StatusCode, text: impl Into<String>) -> Refusal {
        Refusal { status, text: text.into(), retry_after: None }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
        let mut response = (self.status, kind, self.text + "\n").into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// Whether a request to the page's address is one to the endpoint: all but reading the page.
pub(super) fn is_for(method: &Method, query: &str) -> bool {
    (method != Method::GET && method != Method::HEAD) || !query.is_empty()
}

pub(super) async fn answer(
    state: &Arc<State>,
    reach: Reach,
    method: &Method,
    query: &str,
    headers: &HeaderMap,
    body: &Bytes,
) -> Response {
    let query = match *method {
        Method::GET | Method::HEAD => request::from_parameters(query.as_bytes()),
        Method::POST => request::from_body(query, headers, body),
        Method::OPTIONS => return (FOR_ALL, preflight()).into_response(),
        _ => return (FOR_ALL, not_allowed(METHODS)).into_response(),
    };
    let accept: Vec<&str> =
        headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let answer = match query {
        Ok(query) => evaluate(state, reach, query, &accept.join(",")).await,
        Err(refusal) => Err(refusal),
    };
    match answer {
        Ok(answer) => {
            let headers = [
                (header::CONTENT_TYPE, answer.media_type),
                (header::VARY, "Accept"),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (FOR_ALL, headers, answer.content).into_response()
        }
        Err(refusal) => (FOR_ALL, [(header::VARY, "Accept")], refusal).into_response(),
    }
}

/// What a page of another site may send.
fn preflight() -> Response {
    let headers = [
        (header::ALLOW, METHODS),
        (header::ACCESS_CONTROL_ALLOW_METHODS, METHODS),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Accept, Content-Type"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Cancels when the client has gone: then the request is dropped.
struct WhileWaiting(Cancellation);

impl Drop for WhileWaiting {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

async fn evaluate(
    state: &Arc<State>,
    reach: Reach,
    mut query: Query,
    accept: &str,
) -> Result<Answer, Refusal> {
    query.prefixes = prefixes();
    query.base_iri = Some(state.base_url().into());
    let (name, formats) = formats(&query, accept)?;
    let place = state.queries.place().await?;
    let cancellation = Cancellation::default();
    let _waiting = WhileWaiting(cancellation.clone());
    let state = Arc::clone(state);
    let answer = tokio::task::spawn_blocking(move || {
        let dataset = statements::dataset(&state, reach)?;
        let conditions = Conditions {
            limits: state.limits,
            cancellation,
            turns: Some(Arc::clone(&state.turns)),
            kept: Some(Box::new(place)),
        };
        limited::ask(&dataset, query, formats, conditions).map_err(|error| refusal(&error))
    });
    let mut answer = answer.await.map_err(|_| queue::stopping())??;
    if !answer.media_type.starts_with(name) {
        answer.media_type = name;
    }
    Ok(answer)
}

/// The format of the answer, with the media type that the client knows it by.
fn formats(query: &Query, accept: &str) -> Result<(&'static str, Formats), Refusal> {
    let (rows, graph) = (RowFormat::Json, GraphFormat::Turtle);
    let is_graph = query.asks_for_graph();
    let chosen = match is_graph {
        true => negotiation::graph(accept).map(|(name, graph)| (name, Formats { rows, graph })),
        false => negotiation::rows(accept).map(|(name, rows)| (name, Formats { rows, graph })),
    };
    chosen.ok_or_else(|| {
        let offered = negotiation::offered(is_graph);
        let text = format!("The answer can be had as {offered}.");
        Refusal::new(StatusCode::NOT_ACCEPTABLE, text)
    })
}

fn refusal(error: &QueryError) -> Refusal {
    let status = match error {
        QueryError::Timeout(_) | QueryError::Cancelled => StatusCode::SERVICE_UNAVAILABLE,
        QueryError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        QueryError::NotInXml(_) | QueryError::NoXmlName(_) => StatusCode::NOT_ACCEPTABLE,
        _ => StatusCode::BAD_REQUEST,
    };
    let hint = error.hint().map(|hint| format!("\nhelp: {hint}")).unwrap_or_default();
    Refusal::new(status, format!("{error}{hint}"))
}
