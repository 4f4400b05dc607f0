//! Travel over roads: laws on small networks drawn at random, an independent router on a real one, broken networks,
//! broken files.

#[path = "roads/bytes.rs"]
mod bytes;
#[path = "roads/laws.rs"]
mod laws;
#[path = "roads/report.rs"]
mod report;
#[path = "roads/routes.rs"]
mod routes;
#[path = "roads/tags.rs"]
mod tags;
