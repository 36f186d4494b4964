//! A server on this computer that stands in for the world.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// What is sent for a request: the status line and headers without `HTTP/1.1`, and the body.
pub(crate) struct Answer {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    /// A file of `media_type`.
    pub(crate) fn file(media_type: &str, body: &str) -> Answer {
        let head =
            format!("200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {}", body.len());
        Answer { head, body: body.to_owned() }
    }

    /// A status line, and perhaps headers, without a body.
    pub(crate) fn bare(head: &str) -> Answer {
        Answer { head: format!("{head}\r\nContent-Length: 0"), body: String::new() }
    }
}

/// Serves on a free port until the tests end, and gives its address without a final slash.
/// `answer` is called with the path of each request.
pub(crate) fn serve(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let answer = Arc::clone(&answer);
            thread::spawn(move || reply(stream.unwrap(), answer.as_ref()));
        }
    });
    base
}

fn reply(mut stream: TcpStream, answer: &dyn Fn(&str) -> Answer) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let request = lines.next().and_then(Result::ok).unwrap_or_default();
    // A request that is not read to its end is answered by a reset.
    let _ = lines.map_while(Result::ok).find(String::is_empty);
    let Answer { head, body } = answer(request.split(' ').nth(1).unwrap_or_default());
    let body = if request.starts_with("HEAD") { String::new() } else { body };
    drop(write!(stream, "HTTP/1.1 {head}\r\nConnection: close\r\n\r\n{body}"));
}
