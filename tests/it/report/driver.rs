//! Headless Chromium by WebDriver: what the tests need of it, over a plain socket.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// So often a browser is asked to start.
const STARTS: usize = 5;

/// Says on stderr why reports are not tested in a browser.
fn skip(why: &str) {
    let line = format!("skipped: reports in a browser; {why}\n");
    std::io::stderr().write_all(line.as_bytes()).expect("stderr");
}

/// A browser whose network is cut: names lead nowhere, and so does its proxy. This machine alone is reached.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// None, said on stderr, where the machine has no Chromium with its driver.
    pub(crate) fn start() -> Option<Self> {
        let there = |name| Command::new(name).arg("--version").output().is_ok();
        if !there("chromedriver") || !["chromium", "google-chrome", "chrome"].into_iter().any(there)
        {
            skip(
                "this machine has no chromium and chromedriver (Debian: chromium chromium-driver)",
            );
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|socket| socket.local_addr())
            .expect("a free port")
            .port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut browser = Self { driver, port, session: String::new() };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "chromedriver answers");
            std::thread::sleep(Duration::from_millis(50));
        }
        let args = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--force-prefers-reduced-motion",
            "--disable-dev-shm-usage",
            "--window-size=1280,900",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--proxy-server=http://127.0.0.1:9",
        ];
        let wanted = json!({
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "goog:chromeOptions": { "args": args },
        });
        let body = json!({ "capabilities": { "alwaysMatch": wanted } });
        // Under load, or in a container, a browser may fail to start; one that never does is the machine's affair.
        let mut said = Value::Null;
        for _ in 0..STARTS {
            said = browser.tell("POST", "/session", &body);
            if let Some(session) = said["sessionId"].as_str() {
                browser.session = format!("/session/{session}");
                return Some(browser);
            }
            std::thread::sleep(Duration::from_secs(1));
        }
        skip(&format!("chromium does not start here: {}", said["message"]));
        None
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let value = self.tell(method, path, body);
        assert!(value.get("error").is_none(), "{path}: {value}");
        value
    }

    fn tell(&self, method: &str, path: &str, body: &Value) -> Value {
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        socket.set_read_timeout(Some(Duration::from_secs(120))).expect("a timeout");
        let body = body.to_string();
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}",
            self.port
        );
        socket.write_all(request.as_bytes()).expect("sent");
        let mut answer = BufReader::new(socket);
        let mut length = 0;
        loop {
            let mut line = String::new();
            answer.read_line(&mut line).expect("a head");
            let line = line.trim().to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
            if line.is_empty() {
                break;
            }
        }
        let mut bytes = vec![0; length];
        answer.read_exact(&mut bytes).expect("a body");
        let mut answer: Value = serde_json::from_slice(&bytes).expect("JSON");
        answer["value"].take()
    }

    /// Opens a file and waits until it is drawn.
    pub(crate) fn open(&self, file: &Path) -> String {
        let url = format!("file://{}", file.display());
        self.go(&url);
        url
    }

    /// Goes to an address and waits until its page is drawn.
    pub(crate) fn go(&self, url: &str) {
        self.ask("POST", &format!("{}/url", self.session), &json!({ "url": url }));
        assert_eq!(self.run("return document.body.dataset.ready"), "yes");
    }

    /// Waits until a script's value is true.
    pub(crate) fn wait(&self, script: &str) {
        let begun = Instant::now();
        while self.run(&format!("return Boolean({script})")) != true {
            assert!(begun.elapsed() < Duration::from_secs(120), "{script}: {:?}", self.console());
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// The value of a script.
    pub(crate) fn run(&self, script: &str) -> Value {
        let body = json!({ "script": script, "args": [] });
        self.ask("POST", &format!("{}/execute/sync", self.session), &body)
    }

    /// The same, once what was pressed is drawn.
    pub(crate) fn run_drawn(&self, script: &str) -> Value {
        let script = format!(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done((() => {{ {script} }})())))"
        );
        let body = json!({ "script": script, "args": [] });
        self.ask("POST", &format!("{}/execute/async", self.session), &body)
    }

    /// As many pixels wide as a telephone, or as the window again.
    pub(crate) fn narrow(&self, width: Option<u32>) {
        let (command, params) = match width {
            Some(width) => (
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": width, "height": 844, "deviceScaleFactor": 1, "mobile": true }),
            ),
            None => ("Emulation.clearDeviceMetricsOverride", json!({})),
        };
        let body = json!({ "cmd": command, "params": params });
        self.ask("POST", &format!("{}/goog/cdp/execute", self.session), &body);
    }

    /// What a script gives once the page is made ready for paper; afterwards it is as before.
    pub(crate) fn on_paper(&self, script: &str) -> Value {
        let script = format!(
            "dispatchEvent(new Event('beforeprint')); try {{ {script} }} finally {{ dispatchEvent(new Event('afterprint')); }}"
        );
        self.run(&script)
    }

    /// How many pages it prints on A4.
    pub(crate) fn pages(&self) -> usize {
        let body = json!({ "page": { "width": 21.0, "height": 29.7 }, "background": true });
        let pdf = self.ask("POST", &format!("{}/print", self.session), &body);
        let pdf = STANDARD.decode(pdf.as_str().expect("base64")).expect("base64");
        let text = String::from_utf8_lossy(&pdf);
        text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
    }

    /// Presses the mouse at a place in the window.
    pub(crate) fn press(&self, x: f64, y: f64) {
        let (x, y) = (x.round(), y.round());
        let actions = json!([
            { "type": "pointerMove", "duration": 0, "x": x, "y": y },
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerUp", "button": 0 },
        ]);
        let mouse = json!({ "type": "pointer", "id": "mouse", "actions": actions });
        self.ask("POST", &format!("{}/actions", self.session), &json!({ "actions": [mouse] }));
    }

    /// Presses a key where the focus is.
    pub(crate) fn key(&self, key: &str) {
        let actions =
            json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        let keys = json!({ "type": "key", "id": "keys", "actions": actions });
        self.ask("POST", &format!("{}/actions", self.session), &json!({ "actions": [keys] }));
    }

    /// What the console said since it was last asked.
    pub(crate) fn console(&self) -> Vec<String> {
        let lines = self.log("browser");
        lines.iter().map(|line| line["message"].to_string()).collect()
    }

    /// Every address asked for since it was last asked, but for those that carry their answer.
    pub(crate) fn requests(&self) -> Vec<String> {
        let url = |line: &Value| {
            let event: Value = serde_json::from_str(line["message"].as_str()?).ok()?;
            let event = &event["message"];
            (event["method"] == "Network.requestWillBeSent")
                .then(|| event["params"]["request"]["url"].as_str().map(str::to_owned))?
        };
        let urls = self.log("performance");
        urls.iter().filter_map(url).filter(|url| !url.starts_with("data:")).collect()
    }

    fn log(&self, sort: &str) -> Vec<Value> {
        let lines = self.ask("POST", &format!("{}/se/log", self.session), &json!({ "type": sort }));
        lines.as_array().expect("a list").clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Also when a test fails: the browser is the driver's child, and outlives it otherwise.
        if !self.session.is_empty() {
            self.tell("DELETE", &self.session, &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
