use yike::domain::location::*;
use yike::units::Share;

/// A small generator (splitmix64, Steele, Lea and Flood 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Few sites and customers; weights and capacities are multiples of an eighth.
pub(crate) fn random(random: &mut Random, capacity: Capacity) -> Instance {
    let single = capacity == Capacity::SingleSource;
    let sites = 1 + random.below(if single { 4 } else { 6 }) as usize;
    let points = random.below(if single { 6 } else { 8 }) as usize;
    let eighths = random.chance(30);
    let unit = if eighths { 0.125 } else { 1.0 };
    let weights: Vec<f64> = (0..points).map(|_| random.below(7) as f64 * unit).collect();
    let roomy = 2 + random.below(14);
    let equal = random.chance(30).then(|| random.below(roomy) as f64 * unit);
    let capacities: Vec<f64> =
        (0..sites).map(|_| equal.unwrap_or_else(|| random.below(roomy) as f64 * unit)).collect();
    let whole = random.chance(50);
    let mut number = |most: f64| {
        let value = random.part() * most;
        if whole { value.round() } else { value }
    };
    let fixed_costs = (0..sites).map(|_| number(20.0)).collect();
    let full: Vec<Vec<(u32, f64)>> =
        (0..points).map(|_| (0..sites).map(|j| (j as u32, number(10.0))).collect()).collect();
    let missing = if random.chance(50) { 0 } else { 20 };
    let rows: Vec<Vec<(u32, f64)>> = full
        .into_iter()
        .map(|mut row| {
            row.retain(|_| !random.chance(missing));
            row
        })
        .collect();
    let rules = (0..sites)
        .map(|_| match random.below(10) {
            0 => SiteRule::Existing,
            1 => SiteRule::Required,
            2 => SiteRule::Forbidden,
            _ => SiteRule::Free,
        })
        .collect();
    let mut parts = InstanceParts::new("random", Metric::Table(Table::from_rows(rows)));
    parts.weights = weights;
    parts.site_ids = Ids::Numbered { first: 1, count: sites };
    parts.fixed_costs = fixed_costs;
    parts.capacities = Some(capacities);
    parts.rules = rules;
    parts.whole_demand = random.chance(30);
    Instance::new(parts).expect("an instance")
}

pub(crate) fn question(random: &mut Random, instance: &Instance, capacity: Capacity) -> Question {
    let p = random.below(instance.sites() as u64 + 1) as usize;
    let reach = Radius { distance: (random.below(10) as f64).into(), strict: random.chance(30) };
    let goal = match random.below(4) {
        0 => Goal::FixedCharge { count: random.chance(40).then_some(p) },
        1 => Goal::Median { count: p },
        _ => Goal::MaximalCover {
            decay: match random.below(4) {
                0 => Decay::Linear { full: 2.0.into(), none: 9.0.into() },
                1 => Decay::Steps(vec![
                    (Radius::within(3.0), Share::new(1.0).expect("a share")),
                    (
                        Radius { distance: 7.0.into(), strict: true },
                        Share::new(0.4).expect("a share"),
                    ),
                ]),
                2 => Decay::Exponential { scale: 4.0.into(), limit: 8.0.into() },
                _ => Decay::Step(reach),
            },
            times: 1,
            opening: if random.chance(50) {
                Opening::Count(p)
            } else {
                Opening::Budget(random.below(50) as f64)
            },
        },
    };
    Question::new(goal, capacity)
}
