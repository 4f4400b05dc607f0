//! Travel over roads: laws on small networks drawn at random, an independent router on a real one, broken networks,
//! broken files.

mod bytes;
mod kinds;
mod laws;
mod leaders;
mod report;
mod routes;
mod tags;
