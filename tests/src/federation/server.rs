//! Catalogues on this computer: folders that are served as they are, and servers that misbehave.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;

/// A server, and what it was asked: paths with their queries, in order.
pub(super) struct Server {
    pub(super) base: String,
    asked: Arc<Mutex<Vec<Request>>>,
}

#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) path: String,
    /// Name and value, the name in small letters.
    pub(super) headers: Vec<(String, String)>,
}

impl Request {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }
}

/// What is sent: a status, headers, and a body; or a body without end.
pub(super) struct Reply {
    status: &'static str,
    headers: Vec<String>,
    body: Vec<u8>,
    endless: bool,
    /// Bytes that are promised and never sent.
    unsent: usize,
}

impl Reply {
    pub(super) fn of(status: &'static str, media_type: &str, body: impl Into<Vec<u8>>) -> Reply {
        let headers = vec![format!("Content-Type: {media_type}")];
        Reply { status, headers, body: body.into(), endless: false, unsent: 0 }
    }

    pub(super) fn ok(media_type: &str, body: impl Into<Vec<u8>>) -> Reply {
        Reply::of("200 OK", media_type, body)
    }

    pub(super) fn missing() -> Reply {
        Reply::of("404 Not Found", "text/plain", "")
    }

    pub(super) fn endless(start: &str) -> Reply {
        Reply { endless: true, ..Reply::ok("text/html", start) }
    }

    /// The same, and the connection breaks off before its end.
    pub(super) fn cut(self) -> Reply {
        Reply { unsent: 100, ..self }
    }

    pub(super) fn with(mut self, header: impl Into<String>) -> Reply {
        self.headers.push(header.into());
        self
    }
}

impl Server {
    pub(super) fn start(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        Server::on(listener, answer)
    }

    fn on(
        listener: TcpListener,
        answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    ) -> Server {
        let base = format!("http://{}/", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (Arc::clone(&asked), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                thread::spawn(move || drop(serve(stream.unwrap(), &log, answer.as_ref())));
            }
        });
        Server { base, asked }
    }

    /// Serves what `make` puts into a folder once it knows the address; files without `left_out`.
    pub(super) fn site(make: impl FnOnce(&str) -> PathBuf, left_out: &'static [&str]) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}/", listener.local_addr().unwrap());
        let folder = make(&base);
        Server::on(listener, move |request| file(&folder, request, left_out))
    }

    /// The paths that were asked for since the last call.
    pub(super) fn asked(&self) -> Vec<String> {
        self.requests().into_iter().map(|it| it.path).collect()
    }

    /// Whether such a path was asked for since the last call of those that give them.
    pub(super) fn was_asked(&self, is_it: impl Fn(&str) -> bool) -> bool {
        self.asked.lock().unwrap().iter().any(|it| is_it(&it.path))
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

fn serve(
    mut stream: TcpStream,
    log: &Mutex<Vec<Request>>,
    answer: &dyn Fn(&Request) -> Reply,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines().map_while(Result::ok);
    let line = lines.next().unwrap_or_default();
    let headers = lines.take_while(|line| !line.is_empty());
    let split = |line: String| {
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        (name.to_lowercase(), value.trim().to_owned())
    };
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let request = Request { path, headers: headers.map(split).collect() };
    log.lock().unwrap().push(request.clone());
    let reply = answer(&request);
    write!(stream, "HTTP/1.1 {}\r\nConnection: close\r\n", reply.status)?;
    for header in &reply.headers {
        write!(stream, "{header}\r\n")?;
    }
    if reply.endless {
        write!(stream, "\r\n")?;
        // The client ends this.
        loop {
            stream.write_all(&reply.body)?;
        }
    }
    write!(stream, "Content-Length: {}\r\n\r\n", reply.body.len() + reply.unsent)?;
    stream.write_all(&reply.body)
}

/// The file that a request is for, unless the client has it.
fn file(folder: &Path, request: &Request, left_out: &[&str]) -> Reply {
    let path = request.path.split('?').next().unwrap_or_default().trim_start_matches('/');
    let path = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    if left_out.contains(&path.as_str()) {
        return Reply::missing();
    }
    let Ok(body) = fs::read(folder.join(&path)) else { return Reply::missing() };
    let tag = format!(
        "\"{:x}\"",
        body.iter().fold(7u64, |it, byte| it.wrapping_mul(31) + u64::from(*byte))
    );
    let media_type = match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "xml" => "application/xml",
        "ttl" => "text/turtle",
        "gz" => "application/gzip",
        _ => "application/json",
    };
    let reply = match request.header("if-none-match") == Some(tag.as_str()) {
        true => Reply::of("304 Not Modified", media_type, ""),
        false => Reply::ok(media_type, body),
    };
    reply.with(format!("ETag: {tag}"))
}
