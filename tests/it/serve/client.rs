//! A server in a process of its own, and requests to it over a plain socket.

use crate::common::program::{Workplace, yike};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

/// A workbench of a plan.
pub(super) struct Server {
    child: Child,
    pub(super) port: u16,
    pub(super) token: String,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    /// Lines, names in small letters.
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Response {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The events of a stream, in order.
    pub(super) fn events(&self) -> Vec<(String, Value)> {
        let text = self.text();
        let events = text.split("\n\n").filter(|event| event.contains("event:"));
        events
            .map(|event| {
                let of = |name: &str| {
                    let lines = event.lines().filter_map(|line| line.strip_prefix(name));
                    lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<String>()
                };
                (of("event:"), serde_json::from_str(&of("data:")).expect("JSON"))
            })
            .collect()
    }
}

impl Server {
    /// Of the plan in a folder.
    pub(super) fn start(place: &Workplace) -> Self {
        Self::of(place, "plan.toml")
    }

    /// Of what is named.
    pub(super) fn of(place: &Workplace, named: &str) -> Self {
        let words = ["serve", named, "--no-open"];
        let mut command = yike(&place.path("."), &words);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut line).expect("an address");
        let rest = line.trim().strip_prefix("http://127.0.0.1:").expect("this machine");
        let (port, token) = rest.split_once("/?token=").expect("a token");
        Self { child, port: port.parse().expect("a port"), token: token.into() }
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/?token={}", self.port, self.token)
    }

    pub(super) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The headers of the page's own scripts.
    pub(super) fn own(&self) -> Vec<(&'static str, String)> {
        vec![
            ("Host", self.host()),
            ("Origin", format!("http://{}", self.host())),
            ("Cookie", format!("yike-{}={}", self.port, self.token)),
            ("Content-Type", "application/json".into()),
        ]
    }

    /// Sends a request as it is, and takes the answer whole.
    pub(super) fn send(&self, line: &str, headers: &[(&str, String)], body: &[u8]) -> Response {
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        socket.set_read_timeout(Some(Duration::from_secs(120))).expect("a timeout");
        let mut request = format!("{line} HTTP/1.1\r\nConnection: close\r\n");
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        request += &format!("Content-Length: {}\r\n\r\n", body.len());
        socket.write_all(request.as_bytes()).expect("sent");
        // Who refuses a large body does not read all of it.
        let _ = socket.write_all(body);
        read(socket)
    }

    /// A question as the page asks it.
    pub(super) fn post(&self, path: &str, body: &Value) -> Response {
        self.send(&format!("POST {path}"), &self.own(), body.to_string().as_bytes())
    }

    /// Asks for the plan of these words, and waits until its first stage begins.
    pub(super) fn begin(&self, session: &str, words: &[(&str, &str)]) -> impl Read + use<> {
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        socket.set_read_timeout(Some(Duration::from_secs(120))).expect("a timeout");
        let body = json!({ "session": session, "words": words }).to_string();
        let mut request = String::from("POST /answer HTTP/1.1\r\nConnection: close\r\n");
        for (name, value) in self.own() {
            request += &format!("{name}: {value}\r\n");
        }
        request += &format!("Content-Length: {}\r\n\r\n{body}", body.len());
        socket.write_all(request.as_bytes()).expect("sent");
        let mut answer = BufReader::new(socket);
        let mut line = String::new();
        while !line.contains("event: begins") {
            line.clear();
            assert!(answer.read_line(&mut line).expect("a line") > 0, "it ended");
        }
        answer
    }

    /// The plan of these words.
    pub(super) fn plan(&self, session: &str, words: &[(&str, &str)]) -> Value {
        let response = self.post("/answer", &json!({ "session": session, "words": words }));
        assert_eq!(response.status, 200, "{}", response.text());
        let (name, data) = response.events().pop().expect("an event");
        assert_eq!(name, "plan", "{data}");
        data
    }
}

fn read(socket: TcpStream) -> Response {
    let mut answer = BufReader::new(socket);
    let mut head = String::new();
    loop {
        let mut line = String::new();
        let count = answer.read_line(&mut line).expect("a head");
        if count == 0 || line == "\r\n" {
            break;
        }
        head += &match line.split_once(':') {
            Some((name, value)) => format!("{}:{value}", name.to_ascii_lowercase()),
            None => line,
        };
    }
    let status = head.split(' ').nth(1).and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut bytes = Vec::new();
    // A connection may be reset while a large body is still on its way.
    let _ = answer.read_to_end(&mut bytes);
    let body = if head.contains("transfer-encoding: chunked") { joined(&bytes) } else { bytes };
    Response { status, head, body }
}

/// A body that came in chunks.
fn joined(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size = std::str::from_utf8(&bytes[..end]).expect("a size");
        let size = usize::from_str_radix(size, 16).expect("a size");
        if size == 0 {
            break;
        }
        body.extend_from_slice(&bytes[end + 2..end + 2 + size]);
        bytes = &bytes[end + 4 + size..];
    }
    body
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
