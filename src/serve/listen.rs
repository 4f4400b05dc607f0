//! The server itself: a socket of this machine, and its connections.

use super::address::{Address, Token};
use super::routes::router;
use super::sessions::Sessions;
use super::shared::Shared;
use super::{Bench, guard};
use crate::domain::{Text, text};
use crate::read::system_text;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

/// So long the head of a request may take to arrive.
const MOST_TIME_OF_HEAD: Duration = Duration::from_secs(10);
/// So many connections are open at once; others wait.
const MOST_CONNECTIONS: usize = 256;

/// Why there is no server.
#[derive(Debug)]
#[non_exhaustive]
pub enum ServeError {
    /// The system has no random bytes.
    Random(getrandom::Error),
    /// The port is taken, or the system refuses it.
    Port {
        /// The port asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The system refuses threads.
    Threads(io::Error),
}

impl From<&ServeError> for Text {
    fn from(error: &ServeError) -> Self {
        match error {
            ServeError::Random(error) => {
                text!("the system gives no random bytes: {error}", "系统未提供随机数：{error}")
            }
            ServeError::Port { port, source } => {
                let source = system_text(source);
                text!("port {port}: {source}", "端口 {port}：{source}"; source)
            }
            ServeError::Threads(source) => {
                let source = system_text(source);
                text!("no threads: {source}", "无法建立线程：{source}"; source)
            }
        }
    }
}

/// A server that listens, and does not answer yet.
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    shared: Arc<Shared>,
}

impl Server {
    /// Listens on 127.0.0.1, on a free port where `port` is 0, and answers as many questions at once as `at_once` says.
    ///
    /// # Errors
    ///
    /// When the port is taken, or the system refuses something.
    pub fn new(bench: Arc<dyn Bench>, port: u16, at_once: usize) -> Result<Self, ServeError> {
        let token = Token::random().map_err(ServeError::Random)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(ServeError::Threads)?;
        let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let refused = |source| ServeError::Port { port, source };
        let listener = runtime.block_on(TcpListener::bind(wanted)).map_err(refused)?;
        let own = listener.local_addr().map_err(refused)?.port();
        let address = Address::new(own, token);
        let sessions = Sessions::new(at_once);
        let shared = Arc::new(Shared { address, bench, sessions });
        Ok(Self { runtime, listener, shared })
    }

    /// Where it listens.
    pub fn address(&self) -> &Address {
        &self.shared.address
    }

    /// Answers until Ctrl-C.
    pub fn run(self) {
        let Self { runtime, listener, shared } = self;
        let own = Arc::clone(&shared);
        runtime.block_on(async {
            tokio::select! {
                () = accept(listener, own) => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        });
        shared.sessions.stop_all();
        // What is being answered hears that it is to stop; nobody waits for it.
        runtime.shutdown_timeout(Duration::from_secs(2));
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let router = router(shared);
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(permit) = Arc::clone(&room).acquire_owned().await else { return };
        // A connection that was lost before it was taken, or no more files: the next one may do.
        let Ok((socket, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let _permit = permit;
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new())
                .header_read_timeout(MOST_TIME_OF_HEAD)
                .max_buf_size(guard::MOST_BYTES);
            // What a connection died of concerns nobody but its other end.
            let _ = http.serve_connection(TokioIo::new(socket), service).await;
        });
    }
}
