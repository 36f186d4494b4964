//! The query that a request holds.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use faircat_sparql::query::Query;
use percent_encoding::percent_decode;

use super::Refusal;

const FORM: &str = "application/x-www-form-urlencoded";
const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";

fn bad_request(text: &str) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, text)
}

/// The parameters of an address or a form. What is no UTF-8 is refused: replaced by question
/// marks, it would ask for something else.
fn parameters(text: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let decoded = |part: &[u8]| {
        let spaced: Vec<u8> = part.iter().map(|b| if *b == b'+' { b' ' } else { *b }).collect();
        let text = percent_decode(&spaced).decode_utf8().map(|text| text.into_owned());
        text.map_err(|_| bad_request("The parameters are not written in UTF-8."))
    };
    text.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let end = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let value = pair.get(end + 1..).unwrap_or_default();
            Ok((decoded(&pair[..end])?, decoded(value)?))
        })
        .collect()
}

pub(super) fn from_parameters(text: &[u8]) -> Result<Query, Refusal> {
    let mut query = Query::default();
    let mut texts = Vec::new();
    for (name, value) in parameters(text)? {
        match &*name {
            "query" => texts.push(value),
            "default-graph-uri" => query.default_graphs.push(value),
            "named-graph-uri" => query.named_graphs.push(value),
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

pub(super) fn from_body(
    address: &str,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Query, Refusal> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default();
    match essence.trim().to_ascii_lowercase().as_str() {
        FORM => from_parameters(body),
        QUERY => {
            let text = std::str::from_utf8(body)
                .map_err(|_| bad_request("The query is not written in UTF-8."))?;
            let mut query = Query { text: text.to_owned(), ..Query::default() };
            for (name, value) in parameters(address.as_bytes())? {
                match &*name {
                    "query" => {
                        return Err(bad_request("Give one query, in the body or as a parameter."));
                    }
                    "default-graph-uri" => query.default_graphs.push(value),
                    "named-graph-uri" => query.named_graphs.push(value),
                    _ => {}
                }
            }
            Ok(query)
        }
        UPDATE => Err(bad_request("The statements can only be read: no updates.")),
        _ => Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            format!("Send the query as {QUERY} or as a form ({FORM})."),
        )),
    }
}
