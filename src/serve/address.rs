//! Where the server is, and the token that whoever asks must have.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::fmt;
use subtle::ConstantTimeEq;

/// As hard to guess as a key of 256 bits.
const BYTES: usize = 32;

/// The token of a server.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one, from the system's source of random bytes.
    ///
    /// # Errors
    ///
    /// When the system has none.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// Whether this is it. Takes as long for a guess that begins well as for any other of its length.
    pub fn is(&self, guess: &str) -> bool {
        self.0.as_bytes().ct_eq(guess.as_bytes()).into()
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

/// Not in logs.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// Where a server listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    port: u16,
    token: Token,
}

impl Address {
    pub(super) fn new(port: u16, token: Token) -> Self {
        Self { port, token }
    }

    /// What a browser opens, with the token.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/?token={}", self.port, self.token.text())
    }

    /// Whether the token is the server's.
    pub(super) fn admits(&self, guess: &str) -> bool {
        self.token.is(guess)
    }

    /// The cookie by which a browser that was let in is known. Browsers send it to every port, so that its name has the port.
    pub(super) fn cookie(&self) -> String {
        let (name, token) = (self.cookie_name(), self.token.text());
        format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict")
    }

    pub(super) fn cookie_name(&self) -> String {
        format!("yike-{}", self.port)
    }

    /// Whether a request that names this host means this server: names that lead here do not count.
    pub(super) fn is_host(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost"].iter().any(|own| host == format!("{own}:{}", self.port))
    }

    /// Whether a page of this origin is the server's own.
    pub(super) fn is_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.is_host(host))
    }
}
