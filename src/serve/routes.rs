//! What can be asked: the page, a plan, why, a file.

use super::guard::guard;
use super::sessions::{Sort, Stop, StopWhenGone};
use super::shared::Shared;
use super::stream::{Events, Streamed, send};
use super::{About, Answer, Export, Handout, Word};
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// No more words, and none longer than this.
const MOST_WORDS: usize = 2_000;
const MOST_LETTERS: usize = 2_000;
/// Names of sessions are random and short.
const LONGEST_SESSION: usize = 64;

/// Who asks, and about which plan.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    session: String,
    words: Vec<Word>,
    /// Of a plan: without what clashes and what would mend it, where nothing is possible.
    #[serde(default)]
    bare: bool,
    /// Of a question why: about what, and its id.
    #[serde(default)]
    about: Option<(About, String)>,
    /// Of a file: which.
    #[serde(default)]
    what: Option<Export>,
}

impl Asked {
    fn is_fit(&self) -> bool {
        let is_short = |text: &String| text.chars().count() <= MOST_LETTERS;
        let session = &self.session;
        !session.is_empty()
            && session.len() <= LONGEST_SESSION
            && self.words.len() <= MOST_WORDS
            && self.words.iter().all(|Word(option, value)| is_short(option) && is_short(value))
            && self.about.iter().all(|(_, id)| is_short(id))
    }
}

pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/answer", post(answer))
        .route("/why", post(why))
        .route("/export", post(export))
        .fallback(|| async { (StatusCode::NOT_FOUND, "there is nothing here\n") })
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guard))
        .with_state(shared)
}

/// The page, and the cookie by which its browser is known from then on.
async fn page(State(shared): State<Arc<Shared>>) -> Response {
    let (bytes, policy) = shared.bench.page();
    let mut response = Response::new(Body::from(bytes.to_vec()));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let cookie = HeaderValue::from_str(&shared.address.cookie());
    let policy = HeaderValue::from_str(&format!("{policy}; frame-ancestors 'none'"));
    if let (Ok(cookie), Ok(policy)) = (cookie, policy) {
        headers.insert(SET_COOKIE, cookie);
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The best plan with these words, stage by stage, then whole.
async fn answer(State(shared): State<Arc<Shared>>, Json(asked): Json<Asked>) -> Response {
    if !asked.is_fit() {
        return unfit();
    }
    let stop = shared.sessions.begin(&asked.session, Sort::Plan);
    let (to, from) = tokio::sync::mpsc::unbounded_channel();
    let events = Events { from, _gone: StopWhenGone(stop.clone()) };
    let key = json!([asked.words, asked.bare]).to_string();
    match shared.sessions.kept(&key) {
        Some(kept) => drop(to.send(("plan", kept))),
        None => drop(tokio::spawn(async move {
            let progress_to = to.clone();
            let own = Arc::clone(&shared);
            let answered = pooled(&shared, stop, move |stop| {
                let progress = Streamed::new(&*own.bench, stop, Some(progress_to));
                own.bench.answer(&asked.words, asked.bare, &progress)
            });
            match answered.await {
                Some(Answer::Told(plan)) => {
                    let text = shared.sessions.keep(key, &plan);
                    let _ = to.send(("plan", text));
                }
                Some(Answer::Stopped(plan)) => send(&to, "plan", &plan),
                Some(Answer::Refused(why)) => send(&to, "refused", &why),
                Some(Answer::Failed(why)) => send(&to, "failed", &why),
                None => send(&to, "stopped", &Value::Null),
            }
        })),
    }
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}

/// Why it is so.
async fn why(State(shared): State<Arc<Shared>>, Json(asked): Json<Asked>) -> Response {
    let (true, Some((about, id))) = (asked.is_fit(), asked.about.clone()) else { return unfit() };
    let stop = shared.sessions.begin(&asked.session, Sort::Why);
    let _gone = StopWhenGone(stop.clone());
    let own = Arc::clone(&shared);
    let answered = pooled(&shared, stop, move |stop| {
        let progress = Streamed::new(&*own.bench, stop, None);
        own.bench.why(&asked.words, (about, &id), &progress)
    });
    told(answered.await)
}

/// A file.
async fn export(State(shared): State<Arc<Shared>>, Json(asked): Json<Asked>) -> Response {
    let (true, Some(what)) = (asked.is_fit(), asked.what) else { return unfit() };
    let stop = shared.sessions.begin(&asked.session, Sort::Export);
    let _gone = StopWhenGone(stop.clone());
    let own = Arc::clone(&shared);
    let made = pooled(&shared, stop, move |stop| {
        let progress = Streamed::new(&*own.bench, stop, None);
        own.bench.export(&asked.words, what, &progress)
    });
    match made.await {
        Some(Ok(Handout { name, media, bytes })) => {
            let mut response = Response::new(Body::from(bytes));
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
            let disposition = format!("attachment; filename=\"{name}\"");
            if let Ok(disposition) = HeaderValue::from_str(&disposition) {
                headers.insert(CONTENT_DISPOSITION, disposition);
            }
            response
        }
        Some(Err(answer)) => told(Some(answer)),
        None => told(None),
    }
}

/// Does `work` once there is room, on a thread of the pool; none where it was stopped before, or failed on the way.
async fn pooled<T: Send + 'static>(
    shared: &Shared,
    stop: Stop,
    work: impl FnOnce(Stop) -> T + Send + 'static,
) -> Option<T> {
    let permit = Arc::clone(&shared.sessions.pool).acquire_owned().await.ok()?;
    if stop.is_set() {
        return None;
    }
    let done = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        work(stop)
    });
    done.await.ok()
}

fn told(answer: Option<Answer>) -> Response {
    match answer {
        Some(Answer::Told(told) | Answer::Stopped(told)) => Json(told).into_response(),
        Some(Answer::Refused(why)) => (StatusCode::UNPROCESSABLE_ENTITY, Json(why)).into_response(),
        Some(Answer::Failed(why)) => (StatusCode::INTERNAL_SERVER_ERROR, Json(why)).into_response(),
        None => (StatusCode::CONFLICT, "stopped by a newer question\n").into_response(),
    }
}

fn unfit() -> Response {
    (StatusCode::BAD_REQUEST, "not a question of the workbench\n").into_response()
}
