//! Threads that work is spread over.

use rayon::{ThreadPool, ThreadPoolBuilder};

/// The stack of a thread, on which HiGHS solves small models.
const STACK: usize = 16 << 20;

/// So many threads, at least one; none where the machine refuses them.
pub(crate) fn pool(threads: usize) -> Option<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(threads.max(1)).stack_size(STACK).build().ok()
}

/// Runs `work` on so many threads; on rayon's own where the machine refuses them.
pub(crate) fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    match pool(threads) {
        Some(pool) => pool.install(work),
        None => work(),
    }
}
