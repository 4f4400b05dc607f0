//! Travel over roads: laws on small networks drawn at random, and an independent router on a real one.

#[path = "roads/laws.rs"]
mod laws;
#[path = "roads/routes.rs"]
mod routes;
