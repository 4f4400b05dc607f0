//! Starts the system's browser.

use std::io::Write;
use std::process::{Command, Stdio};
use tempfile::NamedTempFile;

/// What opens a file in the program that is for it.
const OPENERS: [&[&str]; 3] = match () {
    #[cfg(target_os = "macos")]
    () => [&["open"], &[], &[]],
    #[cfg(windows)]
    () => [&["explorer"], &[], &[]],
    #[cfg(not(any(target_os = "macos", windows)))]
    () => [&["xdg-open"], &["gio", "open"], &["wslview"]],
};

/// Opens the address in the browser; none where none could be started. It goes by way of a file that only its owner reads:
/// everybody on the machine sees what programs are started with, and the address has the token.
pub(super) fn open(url: &str) -> Option<NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix("yike-").suffix(".html").tempfile().ok()?;
    let page = format!(
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\"><meta http-equiv=\"refresh\" content=\"0;url={url}\"><title>Yike</title>\n"
    );
    file.write_all(page.as_bytes()).ok()?;
    file.flush().ok()?;
    let started = OPENERS.iter().find_map(|opener| {
        let (program, words) = opener.split_first()?;
        let mut command = Command::new(program);
        command.args(words).arg(file.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().ok()
    });
    started.map(|_| file)
}
