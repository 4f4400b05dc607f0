//! Who may ask, and what every answer says beside its content.
//!
//! | held | against |
//! |---|---|
//! | `Host` is 127.0.0.1 or localhost with the port | names that are made to lead here (DNS rebinding) |
//! | the token: in the address of the page, else in the cookie or the header `X-Yike-Token` | other people and programs of the machine |
//! | `Origin` is the server's, of all that asks with the cookie but the page itself; `Sec-Fetch-Site` is no other site's | forms and scripts of other sites (CSRF) |
//! | the body is of at most [`MOST_BYTES`], and there within [`MOST_TIME`] | huge bodies, slow senders |

use super::shared::Shared;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HOST, HeaderMap, HeaderName,
    HeaderValue, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;

/// The largest body of a request.
pub(super) const MOST_BYTES: usize = 64 * 1024;
/// So long a body may take to arrive.
const MOST_TIME: Duration = Duration::from_secs(10);

const TOKEN: HeaderName = HeaderName::from_static("x-yike-token");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Lets those in who may ask, with their whole body, and completes what they are answered.
pub(super) async fn guard(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match refused(&shared, &request) {
        Some(refusal) => refusal,
        None => match whole(request).await {
            Ok(request) => next.run(request).await,
            Err(refusal) => refusal,
        },
    };
    complete(response.headers_mut());
    response
}

/// Why a request is refused, if it is.
fn refused(shared: &Shared, request: &Request) -> Option<Response> {
    let (headers, address) = (request.headers(), &shared.address);
    let text = |name: &HeaderName| headers.get(name).map(|own| own.to_str().unwrap_or("?"));
    let say = |status, why: &'static str| Some((status, why).into_response());
    // One host alone: of two either may be the one that counts.
    let hosts = headers.get_all(HOST).iter().count();
    if hosts != 1 || !text(&HOST).is_some_and(|host| address.is_host(host)) {
        return say(StatusCode::MISDIRECTED_REQUEST, "not a name of this server\n");
    }
    let by_header = text(&TOKEN).is_some_and(|guess| address.admits(guess));
    let by_cookie = cookies(headers)
        .any(|(name, value)| name == address.cookie_name() && address.admits(value));
    let by_address = request.method() == Method::GET
        && request.uri().path() == "/"
        && token_of(request.uri().query()).is_some_and(|guess| address.admits(guess));
    if !(by_header || by_cookie || by_address) {
        return say(
            StatusCode::FORBIDDEN,
            "open the address that `yike serve` printed\n请打开 `yike serve` 给出的地址\n",
        );
    }
    let is_own_origin = text(&ORIGIN).map(|origin| address.is_origin(origin));
    let is_other_site =
        text(&FETCH_SITE).is_some_and(|site| !["same-origin", "none"].contains(&site));
    let asks = request.method() != Method::GET;
    // A browser says the origin of whatever a script or a form sends.
    let needs_origin = asks && !by_header;
    if is_own_origin == Some(false)
        || (asks && is_other_site)
        || (needs_origin && is_own_origin.is_none())
    {
        return say(StatusCode::FORBIDDEN, "not a page of this server\n");
    }
    None
}

/// The token in the address of the page.
fn token_of(query: Option<&str>) -> Option<&str> {
    query?.split('&').find_map(|part| part.strip_prefix("token="))
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

/// The request with all of its body.
async fn whole(request: Request) -> Result<Request, Response> {
    let (head, body) = request.into_parts();
    match tokio::time::timeout(MOST_TIME, to_bytes(body, MOST_BYTES)).await {
        Ok(Ok(bytes)) => Ok(Request::from_parts(head, Body::from(bytes))),
        Ok(Err(_)) => Err((StatusCode::PAYLOAD_TOO_LARGE, "too much\n").into_response()),
        Err(_) => Err((StatusCode::REQUEST_TIMEOUT, "too slow\n").into_response()),
    }
}

/// What every answer says; a policy that is there already stays.
fn complete(headers: &mut HeaderMap) {
    let always = [
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (OPENER, "same-origin"),
        (RESOURCE, "same-origin"),
    ];
    for (name, value) in always {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let nothing = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(nothing);
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.entry(CONTENT_TYPE).or_insert(plain);
}
