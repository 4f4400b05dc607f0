//! Numbers that look random and depend on a seed alone.

/// SplitMix64 (Steele, Lea, Flood 2014, OOPSLA): the same seed gives the same numbers on every machine.
pub struct Chance(u64);

impl Chance {
    /// Numbers for `seed`; `topic` keeps the numbers of different questions apart, so that a change to one leaves the
    /// others as they are.
    pub fn new(seed: u64, topic: &str) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for byte in topic.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(hash)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `least` to `most`, each as likely.
    pub fn between(&mut self, least: f64, most: f64) -> f64 {
        least + (most - least) * ((self.next() >> 11) as f64 / (1u64 << 53) as f64)
    }

    /// True in about `share` of all cases.
    pub fn happens(&mut self, share: f64) -> bool {
        self.between(0.0, 1.0) < share
    }

    /// `number` different positions below `of`, in rising order.
    pub fn some_of(&mut self, of: usize, number: usize) -> Vec<usize> {
        let mut all: Vec<(u64, usize)> = (0..of).map(|position| (self.next(), position)).collect();
        all.sort_unstable();
        let mut some: Vec<usize> = all.into_iter().take(number).map(|(_, place)| place).collect();
        some.sort_unstable();
        some
    }
}

/// `total` things shared out by `weights` (evenly, when all are 0): the largest remainders get what rounding leaves.
pub fn share_out(total: usize, weights: &[f64]) -> Vec<usize> {
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 && !weights.is_empty() {
        return share_out(total, &vec![1.0; weights.len()]);
    }
    let exact: Vec<f64> = weights.iter().map(|weight| total as f64 * weight / sum).collect();
    let mut parts: Vec<usize> = exact.iter().map(|part| *part as usize).collect();
    let left = total - parts.iter().sum::<usize>().min(total);
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    for &place in order.iter().take(left) {
        parts[place] += 1;
    }
    parts
}
