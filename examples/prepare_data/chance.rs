//! Variation without randomness: a number from 0 to 1 that depends on a key alone.

/// A number from 0 to 1 for `key`; `topic` keeps the numbers of different questions apart. FNV-1a, then the finaliser
/// of SplitMix64.
pub fn unit(key: &str, topic: &str) -> f64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in topic.bytes().chain([0]).chain(key.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^= hash >> 31;
    (hash >> 11) as f64 / (1u64 << 53) as f64
}

/// A factor from `1 - amount` to `1 + amount` for `key`.
pub fn vary(key: &str, topic: &str, amount: f64) -> f64 {
    1.0 + amount * (2.0 * unit(key, topic) - 1.0)
}
