//! A server of files that breaks off, lies and is busy, as its paths say.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A server on the own machine, and what it was asked.
pub(crate) struct Server {
    pub(crate) base: String,
    pub(crate) asked: Arc<Mutex<Vec<String>>>,
}

/// A request: method, path, and the first byte of the range asked for.
struct Request {
    line: String,
    range: Option<usize>,
    conditional: bool,
}

pub(crate) fn content() -> Vec<u8> {
    (0..100_000u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).collect()
}

impl Server {
    pub(crate) fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let log = Arc::clone(&log);
                thread::spawn(move || drop(answer(stream.unwrap(), &log)));
            }
        });
        Server { base, asked }
    }

    /// Requests for `path`, with the first byte of the range asked for.
    pub(crate) fn asked(&self, path: &str) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|line| line.contains(path)).cloned().collect()
    }
}

fn read_request(stream: &TcpStream) -> Request {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let line = lines.next().unwrap_or_default();
    let headers: Vec<String> =
        lines.take_while(|line| !line.is_empty()).map(|line| line.to_lowercase()).collect();
    let range = headers.iter().find_map(|line| line.strip_prefix("range: bytes="));
    let range = range.and_then(|range| range.trim_end_matches('-').parse().ok());
    let conditional = headers.iter().any(|line| line.starts_with("if-none-match"));
    Request { line, range, conditional }
}

fn answer(mut stream: TcpStream, log: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let request = read_request(&stream);
    let path = request.line.split(' ').nth(1).unwrap_or_default().to_owned();
    let earlier = {
        let mut log = log.lock().unwrap();
        log.push(format!("{path} {:?}", request.range));
        log.iter().filter(|line| line.starts_with(&format!("{path} "))).count() - 1
    };
    let content = content();
    let size = content.len();
    let tag = if path == "/changing" { format!("\"{}\"", earlier.min(1)) } else { "\"1\"".into() };
    let etag = if path == "/untagged" { String::new() } else { format!("ETag: {tag}\r\n") };
    let close = "Connection: close\r\n\r\n";
    let first = request.range.filter(|_| !path.starts_with("/unranged")).unwrap_or(0);
    let rest = &content[first.min(size)..];
    let head = match request.range {
        Some(_) if first > 0 => {
            let range = format!("Content-Range: bytes {first}-{}/{size}", size - 1);
            format!("206 Partial Content\r\n{range}\r\nContent-Length: {}", rest.len())
        }
        _ => format!("200 OK\r\nContent-Length: {size}"),
    };
    let whole = format!("HTTP/1.1 {head}\r\n{etag}{close}");
    let body = match path.as_str() {
        "/missing" => {
            return write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n{close}");
        }
        "/busy" if earlier < 2 => {
            return write!(stream, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n{close}");
        }
        "/good" if request.conditional => {
            return write!(stream, "HTTP/1.1 304 Not Modified\r\n{etag}{close}");
        }
        // Three pieces, then the rest.
        "/cut" | "/untagged" | "/unranged" | "/changing" if earlier < 3 => &rest[..rest.len() / 2],
        "/always-cut" => &rest[..0],
        "/short" => {
            let head = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n";
            return write!(stream, "{head}{etag}{close}too short");
        }
        "/folder/" => {
            let page = "<html><head><title>Index of /folder/</title></head><a href=\"../\">../</a>";
            let length = page.len();
            return write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n{close}{page}");
        }
        "/endless" => {
            write!(stream, "HTTP/1.1 200 OK\r\n{etag}{close}")?;
            loop {
                stream.write_all(&content)?;
            }
        }
        "/wrong" => {
            stream.write_all(whole.as_bytes())?;
            let wrong: Vec<u8> = content.iter().map(|byte| byte ^ 1).collect();
            return stream.write_all(&wrong[first..]);
        }
        _ => rest,
    };
    stream.write_all(whole.as_bytes())?;
    stream.write_all(body)
}
