//! Answers as they come: server-sent events, and the progress that makes them.

use super::Bench;
use super::sessions::{Stop, StopWhenGone};
use crate::solve::{Event as Solved, Progress};
use axum::response::sse::Event;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio_stream::Stream;

/// So long a question is answered; then it stops with the best so far, as at Ctrl-C.
const MOST_TIME: Duration = Duration::from_secs(120);

/// Where the events of an answer go.
pub(super) type Sender = UnboundedSender<(&'static str, Arc<str>)>;

/// Sends an event; one that nobody waits for is lost.
pub(super) fn send(to: &Sender, name: &'static str, data: &Value) {
    let _ = to.send((name, data.to_string().into()));
}

/// Tells of the stages of a solve, and stops it when it is to.
pub(super) struct Streamed<'a> {
    pub(super) bench: &'a dyn Bench,
    pub(super) stop: Stop,
    /// None: nobody hears of stages.
    pub(super) to: Option<Sender>,
    begun: Instant,
}

impl<'a> Streamed<'a> {
    pub(super) fn new(bench: &'a dyn Bench, stop: Stop, to: Option<Sender>) -> Self {
        Self { bench, stop, to, begun: Instant::now() }
    }
}

impl Progress for Streamed<'_> {
    fn event(&self, event: &Solved) {
        let Some(to) = &self.to else { return };
        match event {
            Solved::StageStarted { stage, position, stages, .. } => send(
                to,
                "begins",
                &json!({ "stage": stage.word(), "position": position, "stages": stages }),
            ),
            Solved::StageEnded(report) => send(to, "stage", &self.bench.stage(report)),
            Solved::Explaining => send(to, "explains", &Value::Null),
            _ => {}
        }
    }

    fn is_stopped(&self) -> bool {
        self.stop.is_set() || self.begun.elapsed() > MOST_TIME
    }
}

/// The events of an answer. When it is dropped, since the page is gone, the question stops.
pub(super) struct Events {
    pub(super) from: UnboundedReceiver<(&'static str, Arc<str>)>,
    pub(super) _gone: StopWhenGone,
}

impl Stream for Events {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.from.poll_recv(context);
        next.map(|own| own.map(|(name, data)| Ok(Event::default().event(name).data(data))))
    }
}
