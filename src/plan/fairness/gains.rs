//! Who gains and who loses against today.

use super::ways::Way;

/// How many people gain and lose at a tier.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Gains {
    /// Better off: served and not today, or with a shorter way.
    pub gain: f64,
    /// Of them, those who are served and are not today.
    pub newly_served: f64,
    /// Worse off: served today and no longer, or with a longer way.
    pub lose: f64,
    /// Of them, those who are served today and no longer.
    pub no_longer_served: f64,
}

impl Gains {
    /// Counts `people` who have the ways `today` and `then`.
    ///
    /// Where they do not all have one way, they are as alike as they can be: those with the best way today have the best
    /// then, and so on. So no more are counted than have to be, and gains of some hide no losses of others.
    pub(super) fn add(&mut self, people: f64, today: &[Way], then: &[Way]) {
        let (today, then) = (best_first(today), best_first(then));
        let (mut at, mut to) = (today.into_iter().peekable(), then.into_iter().peekable());
        while let (Some(own), Some(other)) = (at.peek_mut(), to.peek_mut()) {
            let share = own.share.min(other.share);
            self.count(people * share, own, other);
            own.share -= share;
            other.share -= share;
            let (is_over, other_is_over) = (own.share <= 0.0, other.share <= 0.0);
            if is_over {
                at.next();
            }
            if other_is_over {
                to.next();
            }
        }
    }

    fn count(&mut self, people: f64, today: &Way, then: &Way) {
        match (today.served, then.served) {
            (false, true) => {
                self.gain += people;
                self.newly_served += people;
            }
            (true, false) => {
                self.lose += people;
                self.no_longer_served += people;
            }
            (true, true) if then.distance < today.distance => self.gain += people,
            (true, true) if then.distance > today.distance => self.lose += people,
            _ => {}
        }
    }
}

fn best_first(ways: &[Way]) -> Vec<Way> {
    let mut ways = ways.to_vec();
    ways.sort_by(|a, b| {
        let nearer = || a.distance.metres().total_cmp(&b.distance.metres());
        b.served.cmp(&a.served).then_with(nearer)
    });
    ways
}
