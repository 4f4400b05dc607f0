/// Runs `work` in a pool of `threads` threads; in rayon's own pool where the machine refuses them.
pub(crate) fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build();
    match pool {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}
