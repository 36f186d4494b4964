//! The files of the site.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

use super::media_types::{is_hosted, media_type};
use super::router::redirect;
use super::{State, reload};

/// What is found at an address.
enum Found {
    File {
        path: PathBuf,
        etag: String,
    },
    /// A folder whose address lacks its slash.
    Folder,
    Nothing,
}

/// Answers a request for `path`, which is below the site's base path and still percent-encoded.
pub(super) async fn answer(
    state: &Arc<State>,
    path: &str,
    query: &str,
    headers: &HeaderMap,
) -> Response {
    let generation = state.generation();
    let (out, wanted) = (state.out.clone(), path.to_owned());
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let known = known.unwrap_or_default().to_owned();
    let response = off_the_runtime(move || match find(&out, &wanted, generation) {
        Found::Folder => Some(Response::default()),
        Found::Nothing => None,
        Found::File { etag, .. } if matches(&known, &etag) => {
            let headers = [(header::ETAG, etag.as_str()), (header::CACHE_CONTROL, "no-cache")];
            Some((StatusCode::NOT_MODIFIED, headers).into_response())
        }
        Found::File { path, etag } => send(&path, etag, generation),
    })
    .await;
    match response {
        None => not_found(state).await,
        Some(response) if response.status() == StatusCode::OK && is_bare(&response) => {
            let query = if query.is_empty() { String::new() } else { format!("?{query}") };
            redirect(&format!("{}{path}/{query}", state.base_path()))
        }
        Some(response) => response,
    }
}

/// Stands for [`Found::Folder`]: every file has a media type.
fn is_bare(response: &Response) -> bool {
    !response.headers().contains_key(header::CONTENT_TYPE)
}

/// The site's own page for it, or a line of text before there is a site.
#[allow(clippy::disallowed_methods, reason = "the file is of the site")]
pub(super) async fn not_found(state: &Arc<State>) -> Response {
    let generation = state.generation();
    let page = state.out.join("404.html");
    let built = state.out.is_dir();
    let content = off_the_runtime(move || fs::read(page).ok()).await;
    let (status, content) = match content {
        Some(content) => (StatusCode::NOT_FOUND, content),
        None if built => (StatusCode::NOT_FOUND, b"<!doctype html><p>Not found.</p>".to_vec()),
        None => (
            StatusCode::SERVICE_UNAVAILABLE,
            b"<!doctype html><title>faircat</title><p>The site is being built.</p>".to_vec(),
        ),
    };
    let headers =
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, reload::add_script(content, generation)).into_response()
}

async fn off_the_runtime<T: Send + 'static>(
    work: impl FnOnce() -> Option<T> + Send + 'static,
) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok().flatten()
}

#[allow(clippy::disallowed_methods, reason = "the file is of the site")]
fn send(path: &Path, etag: String, generation: u64) -> Option<Response> {
    let media_type = media_type(path);
    let mut content = fs::read(path).ok()?;
    if media_type.starts_with("text/html") {
        content = reload::add_script(content, generation);
    }
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::ETAG, etag),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ];
    let mut response = (headers, content).into_response();
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if is_hosted(path) {
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("sandbox; default-src 'none'"),
        );
    }
    Some(response)
}

#[allow(clippy::disallowed_methods, reason = "the file is of the site")]
fn find(out: &Path, path: &str, generation: u64) -> Found {
    let Some(relative) = relative_path(path) else { return Found::Nothing };
    // Links are followed, but not out of the site.
    let resolved =
        out.canonicalize().and_then(|out| Ok((out.join(&relative).canonicalize()?, out)));
    let Ok((mut file, out)) = resolved else { return Found::Nothing };
    if !file.starts_with(&out) {
        return Found::Nothing;
    }
    if file.is_dir() {
        if !path.is_empty() && !path.ends_with('/') {
            return Found::Folder;
        }
        file.push("index.html");
    } else if path.ends_with('/') {
        return Found::Nothing;
    }
    match etag(&file, generation) {
        Some(etag) => Found::File { path: file, etag },
        None => Found::Nothing,
    }
}

/// `None` for what could leave the site: empty, dotted and drive-like parts, and other separators.
fn relative_path(path: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let trimmed = decoded.strip_suffix('/').unwrap_or(&decoded);
    if trimmed.is_empty() {
        return decoded.is_empty().then(PathBuf::new);
    }
    let is_safe = |part: &str| {
        !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0'])
    };
    trimmed.split('/').all(is_safe).then(|| trimmed.split('/').collect())
}

/// A page differs from build to build by the script's address, too.
#[allow(clippy::disallowed_methods, reason = "the file is of the site")]
fn etag(file: &Path, generation: u64) -> Option<String> {
    let facts = fs::metadata(file).ok().filter(fs::Metadata::is_file)?;
    let modified = facts.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
    let generation = if media_type(file).starts_with("text/html") { generation } else { 0 };
    Some(format!("\"{:x}-{modified:x}-{generation:x}\"", facts.len()))
}

/// Whether an `If-None-Match` names `etag` (RFC 9110, section 13.1.2).
fn matches(if_none_match: &str, etag: &str) -> bool {
    if_none_match
        .split(',')
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_could_leave_the_site_are_refused() {
        for path in ["..", "../a", "a/../../b", "%2e%2e/a", "a//b", "/etc", "a%00", "a%5Cb", "%ff"]
        {
            assert_eq!(relative_path(path), None, "{path}");
        }
        assert_eq!(relative_path("a/b%20c/"), Some(PathBuf::from("a/b c")));
        assert_eq!(relative_path(""), Some(PathBuf::new()));
    }
}
