//! A repository that speaks the documented interfaces of InvenioRDM and DataCite, and misbehaves as
//! it is told.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use faircat::outside_world::checksum;
use serde_json::{Value, json};

/// What the repository does to a request.
#[derive(Clone, Debug)]
pub(super) enum Whim {
    /// Breaks off before anything is done.
    CutBefore,
    /// Does it, and breaks off before the answer.
    CutAfter,
    /// Answers with this status, these headers and this body.
    Refuse(u16, &'static str, Value),
    /// Answers with this status and this text.
    Say(u16, String),
    /// Stores other bytes.
    Damage,
}

/// A draft or a published record.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    pub(super) body: Value,
    pub(super) doi: Option<String>,
    pub(super) files: BTreeMap<String, Option<Vec<u8>>>,
    pub(super) complete: BTreeMap<String, bool>,
    pub(super) is_published: bool,
    /// Whether there is a draft by which the metadata of what is published are changed.
    pub(super) is_edited: bool,
    pub(super) index: u64,
}

/// All that the repository knows.
#[derive(Default)]
pub(super) struct State {
    pub(super) records: BTreeMap<String, Record>,
    /// Of DataCite: state and attributes.
    pub(super) dois: BTreeMap<String, (String, Value)>,
    /// What the registry of minids has.
    pub(super) minids: Vec<Value>,
    /// Method and path of every request.
    pub(super) asked: Vec<String>,
    /// What `Authorization` each had.
    pub(super) secrets: Vec<String>,
    /// What is done to the next request whose method and path hold this text.
    pub(super) whims: Vec<(&'static str, Whim)>,
}

pub(super) struct Server {
    pub(super) base: String,
    pub(super) state: Arc<Mutex<State>>,
}

struct Asked {
    method: String,
    path: Vec<String>,
    body: Vec<u8>,
}

type Said = (u16, Value);

impl Server {
    pub(super) fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = Arc::clone(&shared);
                thread::spawn(move || drop(answer(stream.unwrap(), &shared)));
            }
        });
        Server { base, state }
    }

    /// The next request whose method and path hold `of` meets with `whim`.
    pub(super) fn will(&self, of: &'static str, whim: Whim) {
        self.state.lock().unwrap().whims.push((of, whim));
    }

    /// How many requests hold `text` in method and path.
    pub(super) fn asked(&self, text: &str) -> usize {
        let state = self.state.lock().unwrap();
        state.asked.iter().filter(|it| it.contains(text)).count()
    }
}

fn answer(mut stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let (mut length, mut secret) = (0, String::new());
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let header = header.trim_end();
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(':').unwrap_or((header, ""));
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().unwrap(),
            "authorization" => secret = value.trim().to_owned(),
            _ => {}
        }
    }
    let method = line.split(' ').next().unwrap_or_default().to_owned();
    let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let label = format!("{method} {target}");
    let whim = {
        let mut state = state.lock().unwrap();
        state.asked.push(label.clone());
        state.secrets.push(secret);
        let at = state.whims.iter().position(|(of, _)| label.contains(of));
        at.map(|at| state.whims.remove(at).1)
    };
    if let Some(Whim::CutBefore) = whim {
        // Some of what is sent is read, as when a cable is pulled.
        reader.by_ref().take(length / 2).read_to_end(&mut Vec::new())?;
        return Ok(());
    }
    let mut body = Vec::new();
    reader.by_ref().take(length).read_to_end(&mut body)?;
    if let Some(Whim::Refuse(status, headers, said)) = &whim {
        return write_answer(&mut stream, *status, headers, said);
    }
    if let Some(Whim::Say(status, text)) = &whim {
        return write_text(&mut stream, *status, "", text);
    }
    if let Some(Whim::Damage) = whim {
        body.reverse();
    }
    let path = target.split('?').next().unwrap_or_default().split('/').skip(1);
    let decoded =
        |it: &str| percent_encoding::percent_decode_str(it).decode_utf8().unwrap().into_owned();
    let path = path.map(decoded).collect();
    let (status, said) = state.lock().unwrap().handle(&Asked { method, path, body });
    if let Some(Whim::CutAfter) = whim {
        return Ok(());
    }
    write_answer(&mut stream, status, "", &said)
}

fn write_answer(
    stream: &mut TcpStream,
    status: u16,
    headers: &str,
    body: &Value,
) -> std::io::Result<()> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    write_text(stream, status, headers, &body)
}

fn write_text(
    stream: &mut TcpStream,
    status: u16,
    headers: &str,
    body: &str,
) -> std::io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status} X\r\n{headers}Content-Type: application/json\r\nContent-Length: \
         {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

impl State {
    fn handle(&mut self, asked: &Asked) -> Said {
        let path: Vec<&str> = asked.path.iter().map(String::as_str).collect();
        let body: Value = serde_json::from_slice(&asked.body).unwrap_or(Value::Null);
        match (asked.method.as_str(), path.as_slice()) {
            ("POST", ["api", "records"]) => self.create(body, 1),
            ("GET", ["api", "user", "records"]) => {
                let hits: Vec<Value> = self.records.iter().map(|(id, it)| it.told(id)).collect();
                (200, json!({ "hits": { "hits": hits } }))
            }
            (method, ["api", "records", id, "draft", rest @ ..]) => {
                let Some(record) = self.records.get_mut(*id) else { return (404, json!({})) };
                if (method, rest) == ("POST", &[]) && record.is_published {
                    record.is_edited = true;
                    return (201, record.told(id));
                }
                if record.is_edited && rest.first() == Some(&"files") {
                    return (403, json!({ "message": "Permission denied." }));
                }
                if record.is_published && !record.is_edited {
                    return (
                        404,
                        json!({ "message": "The persistent identifier does not exist." }),
                    );
                }
                if (method, rest) == ("DELETE", &[]) {
                    self.records.remove(*id);
                    return (204, Value::Null);
                }
                record.draft(id, method, rest, body, &asked.body)
            }
            ("POST", ["api", "records", id, "versions"]) => self.new_version(id),
            ("GET", ["api", "records", id, rest @ ..]) => match self.records.get(*id) {
                Some(it) if it.is_published && rest.is_empty() => (200, it.told(id)),
                Some(it) if it.is_published && *rest == ["files"] => (200, it.listing()),
                _ => (404, json!({ "message": "not there" })),
            },
            ("GET", ["checksum", sum]) => {
                let is_it = |it: &&Value| it["checksums"][0]["value"] == **sum;
                let found: Vec<&Value> = self.minids.iter().filter(is_it).collect();
                (200, json!({ "identifiers": found }))
            }
            ("POST", ["namespace", namespace, "identifier"]) => self.register(namespace, body),
            (method, ["dois", rest @ ..]) => self.dois(method, &rest.join("/"), &body),
            _ => (405, json!({})),
        }
    }

    fn create(&mut self, body: Value, index: u64) -> Said {
        let id = format!("r{}", self.records.len() + 1);
        let record = Record { body, index, ..Record::default() };
        let told = record.told(&id);
        self.records.insert(id, record);
        (201, told)
    }

    fn register(&mut self, namespace: &str, mut entry: Value) -> Said {
        let number = self.minids.len() + 1;
        let prefix = if namespace == "minid" { "20.500.12582" } else { "20.500.12633" };
        entry["identifier"] = json!(format!("hdl:{prefix}/m{number}"));
        entry["created"] = json!(format!("2026-01-0{number}T00:00:00.000000"));
        entry["active"] = json!(true);
        self.minids.push(entry.clone());
        (201, entry)
    }

    /// As InvenioRDM: the draft of a next version is made once.
    fn new_version(&mut self, id: &str) -> Said {
        let next = self.records.iter().find(|(_, it)| it.body["of"] == id && !it.is_published);
        if let Some((id, it)) = next {
            return (201, it.told(id));
        }
        let index = self.records[id].index + 1;
        self.create(json!({ "of": id, "metadata": {} }), index)
    }

    fn dois(&mut self, method: &str, doi: &str, body: &Value) -> Said {
        let attributes = &body["data"]["attributes"];
        let named = attributes["doi"].as_str().unwrap_or(doi).to_owned();
        let state = match attributes["event"].as_str() {
            Some("publish") => Some("findable"),
            Some("hide") => Some("registered"),
            _ => None,
        };
        match (method, self.dois.get_mut(&named)) {
            ("GET", Some((state, attributes))) => {
                let mut told = attributes.clone();
                told["state"] = json!(state);
                (200, json!({ "data": { "id": named, "attributes": told } }))
            }
            ("POST", None) => {
                let state = state.unwrap_or("draft").to_owned();
                self.dois.insert(named, (state, attributes.clone()));
                (201, body.clone())
            }
            ("POST", Some(_)) => {
                let title = "This DOI has already been taken";
                (422, json!({ "errors": [{ "source": "doi", "title": title }] }))
            }
            ("PUT", Some((known, all))) => {
                *known = state.map_or(known.clone(), str::to_owned);
                for (key, value) in attributes.as_object().into_iter().flatten() {
                    all[key] = value.clone();
                }
                (200, body.clone())
            }
            ("DELETE", Some((state, _))) if state == "draft" => {
                self.dois.remove(&named);
                (204, Value::Null)
            }
            _ => (404, json!({ "errors": [{ "title": "not found" }] })),
        }
    }
}

impl Record {
    fn told(&self, id: &str) -> Value {
        let pids = self.doi.as_ref().map(|it| json!({ "doi": { "identifier": it } }));
        json!({
            "id": id,
            "is_published": self.is_published,
            "pids": pids.unwrap_or(json!({})),
            "versions": { "index": self.index },
            "metadata": self.body["metadata"],
        })
    }

    fn draft(&mut self, id: &str, method: &str, rest: &[&str], body: Value, bytes: &[u8]) -> Said {
        match (method, rest) {
            ("GET", []) => (200, self.told(id)),
            ("PUT", []) => {
                self.body["metadata"] = body["metadata"].clone();
                let kept = body["pids"]["doi"]["identifier"].as_str().map(str::to_owned);
                self.doi = kept;
                (200, self.told(id))
            }
            ("POST", ["pids", "doi"]) if self.doi.is_some() => {
                (400, json!({ "message": "A PID already exists for type doi" }))
            }
            ("POST", ["pids", "doi"]) => {
                self.doi = Some(format!("10.5281/test.{id}"));
                (201, self.told(id))
            }
            ("GET", ["files"]) => (200, self.listing()),
            ("POST", ["files"]) => {
                let key = body[0]["key"].as_str().unwrap().to_owned();
                if self.files.contains_key(&key) {
                    return (
                        400,
                        json!({ "message": format!("File with key {key} already exists.") }),
                    );
                }
                self.files.insert(key, None);
                (201, self.listing())
            }
            ("PUT", ["files", key, "content"]) => match self.files.get_mut(*key) {
                Some(file) => {
                    *file = Some(bytes.to_owned());
                    (200, json!({}))
                }
                None => (404, json!({})),
            },
            ("POST", ["files", key, "commit"]) => {
                self.complete.insert((*key).to_owned(), true);
                (200, self.entry(key))
            }
            ("DELETE", ["files", key]) => {
                self.complete.remove(*key);
                self.files.remove(*key);
                (204, Value::Null)
            }
            ("POST", ["actions", "files-import"]) => (201, self.listing()),
            ("POST", ["actions", "publish"]) => {
                (self.is_published, self.is_edited) = (true, false);
                (202, self.told(id))
            }
            _ => (405, json!({})),
        }
    }

    fn listing(&self) -> Value {
        let entries: Vec<Value> = self.files.keys().map(|key| self.entry(key)).collect();
        json!({ "enabled": true, "entries": entries })
    }

    fn entry(&self, key: &str) -> Value {
        match (&self.files[key], self.complete.get(key)) {
            (Some(bytes), Some(true)) => json!({
                "key": key,
                "status": "completed",
                "size": bytes.len() as f64,
                "checksum": format!("md5:{}", md5(bytes)),
            }),
            _ => json!({ "key": key, "status": "pending" }),
        }
    }
}

fn md5(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bytes");
    std::fs::write(&file, bytes).unwrap();
    checksum::all_of_file(&file).unwrap().md5
}
