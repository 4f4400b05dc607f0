//! Attacks, tried and refused.

use super::client::{Response, Server};
use crate::common::program::Workplace;
use crate::report::hostile;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

fn small() -> (Workplace, Server) {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let server = Server::start(&place);
    (place, server)
}

fn question() -> Value {
    json!({ "session": "test", "words": [] })
}

/// The question with these headers instead of the page's own of their names.
fn asked(server: &Server, changed: &[(&'static str, Option<String>)]) -> Response {
    let mut headers = server.own();
    for (name, value) in changed {
        headers.retain(|(own, _)| own != name);
        headers.extend(value.clone().map(|value| (*name, value)));
    }
    server.send("POST /answer", &headers, question().to_string().as_bytes())
}

#[test]
fn nobody_is_answered_without_the_token() {
    let (_place, server) = small();
    let host = [("Host", server.host())];
    let get = |target: &str, headers: &[(&str, String)]| {
        server.send(&format!("GET {target}"), headers, b"")
    };
    assert_eq!(get("/", &host).status, 403);
    for guess in ["", "x", &server.token[1..], &server.token.to_lowercase()] {
        assert_eq!(get(&format!("/?token={guess}"), &host).status, 403, "{guess}");
    }
    let page = get(&format!("/?token={}", server.token), &host);
    assert_eq!(page.status, 200);
    let cookie = format!("yike-{}={}", server.port, server.token);
    assert!(
        page.head.contains(&format!("set-cookie: {cookie}; Path=/; HttpOnly; SameSite=Strict"))
    );
    let known = [("Host", server.host()), ("Cookie", format!("a=b; {cookie}"))];
    assert_eq!(get("/", &known).status, 200);
    // In the address of a question it does not count: addresses are logged and passed on.
    let line = format!("POST /answer?token={}", server.token);
    let origin = ("Origin", format!("http://{}", server.host()));
    let json = ("Content-Type", "application/json".to_owned());
    let headers = [host[0].clone(), origin, json.clone()];
    assert_eq!(server.send(&line, &headers, question().to_string().as_bytes()).status, 403);
    assert_eq!(asked(&server, &[("Cookie", None)]).status, 403);
    assert_eq!(asked(&server, &[("Cookie", Some(format!("yike-{}=x", server.port)))]).status, 403);
    // Programs have it in a header, and need no origin.
    let header = [host[0].clone(), json, ("X-Yike-Token", server.token.clone())];
    let body = question().to_string();
    assert_eq!(server.send("POST /answer", &header, body.as_bytes()).status, 200);
    assert_eq!(asked(&server, &[]).status, 200);
}

#[test]
fn names_that_lead_here_are_refused() {
    let (_place, server) = small();
    let port = server.port;
    for host in [
        format!("evil.example:{port}"),
        "127.0.0.1".into(),
        "127.0.0.1:1".into(),
        format!("127.0.0.1.evil.example:{port}"),
        format!("0.0.0.0:{port}"),
        String::new(),
    ] {
        assert_eq!(asked(&server, &[("Host", Some(host.clone()))]).status, 421, "{host}");
    }
    let mut two = server.own();
    two.push(("Host", format!("evil.example:{port}")));
    let body = question().to_string();
    let status = server.send("POST /answer", &two, body.as_bytes()).status;
    assert!([400, 421].contains(&status), "{status}");
    assert_eq!(asked(&server, &[("Host", None)]).status, 421);
    let own = format!("localhost:{port}");
    let origin = ("Origin", Some(format!("http://{own}")));
    assert_eq!(asked(&server, &[("Host", Some(own)), origin]).status, 200);
}

#[test]
fn pages_of_other_sites_are_refused() {
    let (_place, server) = small();
    let port = server.port;
    for origin in [
        "https://evil.example".into(),
        "null".into(),
        format!("https://127.0.0.1:{port}"),
        format!("http://127.0.0.1:{}", port - 1),
        format!("http://127.0.0.1:{port}.evil.example"),
    ] {
        assert_eq!(asked(&server, &[("Origin", Some(origin.clone()))]).status, 403, "{origin}");
    }
    // A cookie is sent whoever asks: it does not do alone.
    assert_eq!(asked(&server, &[("Origin", None)]).status, 403);
    assert_eq!(asked(&server, &[("Sec-Fetch-Site", Some("cross-site".into()))]).status, 403);
    // What a form sends.
    for sort in ["text/plain", "application/x-www-form-urlencoded"] {
        assert_eq!(asked(&server, &[("Content-Type", Some(sort.into()))]).status, 415, "{sort}");
    }
    for method in ["OPTIONS", "PUT", "DELETE"] {
        let response = server.send(&format!("{method} /answer"), &server.own(), b"");
        assert!([403, 405].contains(&response.status), "{method}: {}", response.status);
        assert!(!response.head.contains("access-control-"), "{}", response.head);
    }
}

#[test]
fn every_answer_says_that_it_is_for_this_page_alone() {
    let (_place, server) = small();
    let page =
        server.send(&format!("GET /?token={}", server.token), &[("Host", server.host())], b"");
    let none = server.send("GET /nothing", &server.own(), b"");
    let refused = server.send("GET /", &[("Host", server.host())], b"");
    for response in [&page, &none, &refused, &asked(&server, &[])] {
        for line in [
            "cache-control: no-store",
            "x-content-type-options: nosniff",
            "x-frame-options: DENY",
            "referrer-policy: no-referrer",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(response.head.contains(line), "{line} in {}", response.head);
        }
        let policy = response.head.lines().find(|line| line.starts_with("content-security-policy"));
        let policy = policy.expect("a policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    }
    assert!(page.head.contains("script-src 'sha256-") && page.head.contains("connect-src 'self'"));
}

#[test]
fn large_and_slow_requests_end() {
    let (_place, server) = small();
    let huge = vec![b' '; 2_000_000];
    assert_eq!(server.send("POST /answer", &server.own(), &huge).status, 413);
    let many: Vec<[&str; 2]> = vec![["set", "a=1"]; 2_001];
    assert_eq!(server.post("/answer", &json!({ "session": "a", "words": many })).status, 400);
    let long = [["set", &"x".repeat(2_001)]];
    assert_eq!(server.post("/answer", &json!({ "session": "a", "words": long })).status, 400);
    for session in ["", &"x".repeat(65)] {
        assert_eq!(server.post("/answer", &json!({ "session": session, "words": [] })).status, 400);
    }
    let deep = "[".repeat(30_000);
    let status = server.send("POST /answer", &server.own(), deep.as_bytes()).status;
    assert!([400, 422].contains(&status), "{status}");
    // A head that never ends.
    let begun = Instant::now();
    let mut socket = TcpStream::connect(("127.0.0.1", server.port)).expect("connected");
    socket.write_all(b"POST /answer HTTP/1.1\r\nHost: ").expect("sent");
    socket.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    let mut said = Vec::new();
    let _ = socket.read_to_end(&mut said);
    assert!(begun.elapsed() < Duration::from_secs(40), "it is closed");
    assert_eq!(asked(&server, &[]).status, 200, "others are answered");
}

#[test]
fn nothing_that_is_asked_is_a_path() {
    let (place, server) = small();
    for path in [
        "/plan.toml",
        "/../plan.toml",
        "/..%2fplan.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/answer/../../etc/passwd",
        "/.\\..\\plan.toml",
    ] {
        let response = server.send(&format!("GET {path}"), &server.own(), b"");
        assert!([400, 404].contains(&response.status), "{path}: {}", response.status);
        assert!(!response.text().contains("[plan]") && !response.text().contains("root:"));
    }
    let before = place.names(".");
    // Words that would write, or read another file, are none of the workbench.
    for option in ["out", "lp-file", "plan", "formats", "", "-", "set --out"] {
        let words = [[option, "../stolen"]];
        let response = server.post("/answer", &json!({ "session": "a", "words": words }));
        let (name, told) = response.events().pop().expect("an event");
        assert_eq!(name, "refused", "{option}: {told}");
    }
    for (option, value) in [
        ("set", "data.sites=../../etc/passwd"),
        ("set", "data.sites=/etc/passwd"),
        ("set", "travel.network=/etc/passwd"),
        ("require", "../../etc/passwd"),
        ("require", "--out=stolen"),
        ("people", "../2035"),
    ] {
        let body = json!({ "session": "a", "words": [[option, value]] });
        let (name, _) = server.post("/answer", &body).events().pop().expect("an event");
        assert_eq!(name, "refused", "{option} {value}");
        let body = json!({ "session": "a", "words": [[option, value]], "what": "run" });
        assert_eq!(server.post("/export", &body).status, 422, "{option} {value}");
    }
    let file = json!({ "session": "a", "words": [], "what": "../plan.toml" });
    assert_eq!(server.post("/export", &file).status, 422);
    let about = json!({ "session": "a", "words": [], "about": ["village", "../../etc/passwd"] });
    assert_eq!(server.post("/why", &about).status, 422);
    assert_eq!(place.names("."), before);
}

#[test]
fn names_of_files_stay_text() {
    let place = hostile();
    let server = Server::start(&place);
    let page =
        server.send(&format!("GET /?token={}", server.token), &[("Host", server.host())], b"");
    let page = page.text();
    assert_eq!(
        page.matches("<script").count(),
        2 + page.matches("type=\"application/json\"").count()
    );
    assert!(!page.contains("<img src=x") && !page.contains("<svg onload"));
    // Server-sent events are lines: no name begins another event.
    let response = server.post("/answer", &question());
    let names: Vec<String> = response.events().into_iter().map(|(name, _)| name).collect();
    let known = ["begins", "stage", "plan"];
    assert!(names.iter().all(|name| known.contains(&name.as_str())), "{names:?}");
    assert_eq!(names.iter().filter(|name| *name == "plan").count(), 1);
}
