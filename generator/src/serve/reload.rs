//! Reloading open pages after a build: a script that only the server adds, and the events that it
//! listens to. The script is a file of its own because pages forbid scripts written into them.

use std::time::Duration;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::State;

/// Where the script is.
pub(super) const SCRIPT_PATH: &str = "/-/reload.js";
/// Where the events are.
pub(super) const EVENTS_PATH: &str = "/-/reload";

/// The page says in the script's address which build it is of.
const SCRIPT: &str = "\
const seen = new URL(import.meta.url).searchParams.get('seen');
const events = new EventSource('/-/reload?seen=' + seen);
events.addEventListener('reload', () => {
  events.close();
  location.reload();
});
addEventListener('pagehide', () => events.close());
";

/// Below the time after which a proxy or a browser gives up.
const LONGEST_WAIT: Duration = Duration::from_secs(25);

pub(super) fn script() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, SCRIPT).into_response()
}

/// One answer of an event stream: it ends with the event, or after a while without, and the
/// browser asks again.
pub(super) async fn events(state: &State, query: &str) -> Response {
    let seen = url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "seen")
        .and_then(|(_, value)| value.parse::<u64>().ok())
        .unwrap_or_else(|| state.generation());
    let mut generation = state.generation.subscribe();
    let changed = generation.wait_for(|now| now.is_none_or(|now| now != seen));
    let content = match tokio::time::timeout(LONGEST_WAIT, changed).await {
        Ok(Ok(now)) if now.is_some() => "event: reload\ndata: built\n\n",
        Ok(_) => return StatusCode::NO_CONTENT.into_response(),
        Err(_) => "retry: 200\n: nothing yet\n\n",
    };
    let headers =
        [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
    (headers, content).into_response()
}

/// `html` with the script, before the end of its head or at its very end.
pub(super) fn add_script(html: Vec<u8>, generation: u64) -> Vec<u8> {
    let script =
        format!("<script type=\"module\" src=\"{SCRIPT_PATH}?seen={generation}\"></script>");
    let end = b"</head>";
    let place = html.windows(end.len()).position(|part| part == end).unwrap_or(html.len());
    let mut with_script = html;
    with_script.splice(place..place, script.into_bytes());
    with_script
}
