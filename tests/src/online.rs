//! Gathering evidence from a server that stands in for the world.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use faircat::evidence::Check;
use faircat::evidence::questions::Question;
use faircat::outside_world::online::{Manners, ask};

/// Serves on a free port until the tests end, and gives its address.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || {
                let mut stream = stream.unwrap();
                let mut line = String::new();
                BufReader::new(stream.try_clone().unwrap()).read_line(&mut line).unwrap();
                let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
                if path == "/slow" {
                    thread::sleep(Duration::from_secs(5));
                }
                let head = match path.as_str() {
                    "/good" => {
                        "200 OK\r\nContent-Type: text/csv; charset=utf-8\r\nContent-Length: 8"
                    }
                    "/loop" => "302 Found\r\nLocation: /loop\r\nContent-Length: 0",
                    "/moved" => "301 Moved\r\nLocation: /good\r\nContent-Length: 0",
                    "/broken" => "503 Unavailable\r\nContent-Length: 0",
                    _ => "404 Not Found\r\nContent-Length: 0",
                };
                let body = if line.starts_with("GET") && head.starts_with("200") {
                    "a,b\n1,2\n"
                } else {
                    ""
                };
                drop(write!(stream, "HTTP/1.1 {head}\r\nConnection: close\r\n\r\n{body}"));
            });
        }
    });
    base
}

#[test]
fn servers_are_judged_by_what_they_say() {
    let base = server();
    let question = |path: &str, size, media_type: Option<&str>| Question {
        check: Check::ArtifactAnswers,
        url: format!("{base}{path}"),
        size,
        media_type: media_type.map(str::to_owned),
    };
    let questions = [
        question("/good", Some(8), Some("text/csv")),
        question("/good", Some(9), None),
        question("/good", None, Some("application/json")),
        question("/missing", None, None),
        question("/loop", None, None),
        question("/moved", Some(8), None),
        question("/broken", None, None),
        question("/slow", None, None),
        Question { url: "file:///etc/passwd".to_owned(), ..question("", None, None) },
    ];
    let manners = Manners {
        answer: Duration::from_millis(500),
        total: Duration::from_secs(30),
        pause: Duration::from_millis(1),
        retries: 1,
        allow_private: true,
    };
    let answers = ask(&questions, manners, &|| {}).unwrap();
    let said: Vec<Result<(bool, &str), &str>> = answers
        .values()
        .map(|it| {
            it.as_ref().map(|fact| (fact.holds, fact.detail.as_str())).map_err(String::as_str)
        })
        .collect();
    assert_eq!(
        said,
        [
            Ok((true, "the server answers with status 200")),
            Ok((false, "the server has 8 bytes, the record says 9")),
            Ok((false, "the server says `text/csv`, the record says `application/json`")),
            Ok((false, "the server answers with status 404")),
            Ok((false, "the redirects do not end")),
            Ok((true, "the server answers with status 200")),
            Ok((false, "the server answers with status 503")),
            Err("no answer in time"),
        ]
    );
}

/// A guarded client reaches no server of the tests, so one that may not be asked is told from one
/// that does not answer by the message.
#[test]
fn private_addresses_are_not_asked() {
    let question = |url: &str| Question {
        check: Check::LinkAnswers,
        url: url.to_owned(),
        size: None,
        media_type: None,
    };
    let base = server();
    let port = base.rsplit(':').next().unwrap();
    let questions = [
        question(&format!("{base}/good")),
        question(&format!("http://localhost:{port}/good")),
        question(&format!("http://[::1]:{port}/good")),
        question("http://169.254.169.254/latest/meta-data/"),
        question(&format!("http://2130706433:{port}/good")),
    ];
    let manners = Manners {
        answer: Duration::from_secs(5),
        total: Duration::from_secs(30),
        pause: Duration::from_millis(1),
        retries: 1,
        allow_private: false,
    };
    let answers = ask(&questions, manners, &|| {}).unwrap();
    assert_eq!(answers.len(), questions.len());
    for (index, answer) in answers {
        let refusal = answer.unwrap_err();
        assert_eq!(
            refusal, "the address is private; --allow-private asks there too",
            "{}",
            questions[index].url
        );
    }
}
