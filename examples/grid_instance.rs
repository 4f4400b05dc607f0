//! Writes an instance of Cordeau, Furini, Ljubić (EJOR 275, 2019), byte for byte as their generator does.
//!
//! `cargo run --release --example grid_instance -- CUSTOMERS SEED > GRID.dat`
//!
//! 100 facilities of cost 1 and the customers lie anywhere in a square of side 30; a demand is 1 to 100. Their
//! generator draws with the C library's `rand`, which is repeated here as GNU's library has it.

#![allow(unreachable_pub, reason = "a program, which a test borrows from")]

use std::io::{BufWriter, Write};
use std::process::ExitCode;

const FACILITIES: usize = 100;
const SIDE: f64 = 30.0;
const MOST_DEMAND: u32 = 100;
/// The C library's `RAND_MAX`.
const MOST_DRAWN: f64 = 2_147_483_647.0;

/// GNU's additive feedback generator of type 3: o\[i\] = o\[i−3\] + o\[i−31\], the lowest bit left out.
#[derive(Clone)]
struct Rand {
    state: [u32; 31],
    at: usize,
}

impl Rand {
    fn new(seed: u32) -> Self {
        let mut state = [seed.max(1); 31];
        for at in 1..31 {
            // 16807·x modulo 2³¹ − 1, for x that may be below 0 in the first step.
            let before = i64::from(state[at - 1] as i32);
            state[at] = (before * 16_807).rem_euclid(2_147_483_647) as u32;
        }
        let mut rand = Self { state, at: 0 };
        for _ in 0..310 {
            rand.draw();
        }
        rand
    }

    fn draw(&mut self) -> u32 {
        let (front, rear) = ((self.at + 3) % 31, self.at);
        self.state[front] = self.state[front].wrapping_add(self.state[rear]);
        self.at = (self.at + 1) % 31;
        self.state[front] >> 1
    }

    fn coordinate(&mut self) -> f64 {
        f64::from(self.draw()) / MOST_DRAWN * SIDE
    }
}

/// Writes the instance of `seed` with so many customers.
pub fn write(customers: usize, seed: u32, out: impl Write) -> std::io::Result<()> {
    let mut rand = Rand::new(seed);
    let mut out = BufWriter::with_capacity(1 << 20, out);
    writeln!(out, "{FACILITIES}\t{customers}\t")?;
    for id in 0..FACILITIES {
        let (x, y) = (rand.coordinate(), rand.coordinate());
        writeln!(out, "F\t{id}\t{x:.6}\t{y:.6}\t1")?;
    }
    // They draw all coordinates, then the costs (1 each, but drawn), then the demands.
    let mut demands = rand.clone();
    for _ in 0..2 * customers + FACILITIES {
        demands.draw();
    }
    for id in 0..customers {
        let (x, y) = (rand.coordinate(), rand.coordinate());
        let demand = demands.draw() % MOST_DEMAND + 1;
        writeln!(out, "C\t{id}\t{x:.6}\t{y:.6}\t{demand}")?;
    }
    out.flush()
}

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let numbers = match &given[..] {
        [customers, seed] => customers.parse().ok().zip(seed.parse().ok()),
        _ => None,
    };
    match numbers.map(|(customers, seed)| write(customers, seed, std::io::stdout().lock())) {
        Some(Ok(())) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
