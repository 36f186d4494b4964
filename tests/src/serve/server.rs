//! The program as a server, and a client for it.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Instant;

use tempfile::TempDir;

use crate::program::faircat;
use crate::waiting::PATIENCE;

pub(crate) struct Server {
    pub(super) root: TempDir,
    pub(super) program: Child,
    pub(super) address: String,
    pub(super) lines: Receiver<String>,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is gone already where a test has stopped it.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

pub(super) fn write_record(root: &Path, title: &str) {
    let folder = root.join("catalog/datasets/tiny");
    fs::create_dir_all(&folder).unwrap();
    let text = format!("kind: dataset\ntitle: {title}\nsummary: A dataset for tests.\n");
    save(&folder.join("record.yaml"), &text);
}

/// At once, as editors save: no build sees a file that is half written.
pub(super) fn save(file: &Path, text: &str) {
    let new = file.with_extension("new");
    fs::write(&new, text).unwrap();
    fs::rename(new, file).unwrap();
}

pub(super) fn start() -> Server {
    let root = tempfile::tempdir().unwrap();
    write_record(root.path(), "First title");
    fs::create_dir(root.path().join("site")).unwrap();
    let settings = "title: Tests\nbase_url: https://example.org/cat/\n";
    fs::write(root.path().join("site/site.yaml"), settings).unwrap();
    fs::write(root.path().join("secret.txt"), "secret").unwrap();
    start_in(root)
}

/// Serves the site in `root`, which has one record, at `/cat/`.
pub(crate) fn start_in(root: TempDir) -> Server {
    // One pipe for both streams: what is told comes in the order in which it was told.
    let (output, outputs) = io::pipe().unwrap();
    let program = faircat()
        .args(["serve", "--port", "0", "--query-timeout", "1", "--root"])
        .arg(root.path())
        .stdout(outputs.try_clone().unwrap())
        .stderr(outputs)
        .spawn()
        .unwrap();
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        BufReader::new(output).lines().try_for_each(|line| sender.send(line.unwrap()))
    });
    let mut server = Server { root, program, address: String::new(), lines };
    let line = server.line("serving http://");
    let url = line.split_whitespace().nth(1).unwrap();
    let host = url.strip_prefix("http://").unwrap();
    server.address = host.split('/').next().unwrap().to_owned();
    assert!(url.ends_with("/cat/"), "{url}");
    server.line("built 1 record");
    server
}

/// An answer, as status, lower-case headers and body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: String,
    pub(crate) body: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        let line = self.headers.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_default()
    }
}

pub(super) fn request(
    address: &str,
    method: &str,
    target: &str,
    headers: &[&str],
    body: &str,
) -> Answer {
    answer(send(address, method, target, headers, body))
}

pub(super) fn send(
    address: &str,
    method: &str,
    target: &str,
    headers: &[&str],
    body: &str,
) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let more: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = body.len();
    let request = format!(
        "{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
         Content-Length: {length}\r\n{more}\r\n{body}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

pub(super) fn answer(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head[9..12].parse().unwrap();
    Answer { status, headers: head.to_owned(), body: body.to_owned() }
}

impl Server {
    /// The next line of the program that begins with `start`.
    pub(super) fn line(&self, start: &str) -> String {
        self.lines_until(start).pop().unwrap_or_default()
    }

    /// The next lines of the program, to the first that begins with `start`.
    pub(super) fn lines_until(&self, start: &str) -> Vec<String> {
        let end = Instant::now() + PATIENCE;
        let mut told = Vec::new();
        while !told.last().is_some_and(|line: &String| line.starts_with(start)) {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(line) = self.lines.recv_timeout(left) else {
                panic!("the program does not say {start:?}: {told:?}")
            };
            told.push(line);
        }
        told
    }

    /// The next lines of the program that begin with `starts`, in any order.
    pub(super) fn lines<const N: usize>(&self, starts: [&str; N]) -> [String; N] {
        let end = Instant::now() + PATIENCE;
        let mut found = [const { None }; N];
        while found.iter().any(Option::is_none) {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(line) = self.lines.recv_timeout(left) else {
                panic!("the program does not say {starts:?}: {found:?}")
            };
            if let Some(index) = starts.iter().position(|start| line.starts_with(start)) {
                found[index].get_or_insert(line);
            }
        }
        found.map(Option::unwrap_or_default)
    }

    pub(super) fn request(
        &self,
        method: &str,
        target: &str,
        headers: &[&str],
        body: &str,
    ) -> Answer {
        request(&self.address, method, target, headers, body)
    }

    pub(crate) fn get(&self, target: &str) -> Answer {
        self.request("GET", target, &[], "")
    }

    pub(super) fn ask(&self, query: &str, accept: &str) -> Answer {
        let headers = ["Content-Type: application/sparql-query", accept];
        self.request("POST", "/cat/sparql", &headers, query)
    }
}
