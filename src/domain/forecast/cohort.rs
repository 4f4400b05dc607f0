//! Cohort-change ratios: see the formulas in [`super`].

use super::ages::{AgeTable, Sex, sum};
use super::deviation::Deviation;

/// Women who may have children aged 0–4: positions of the groups 15–19 to 40–44.
const MOTHERS: std::ops::Range<usize> = 3..9;
/// Years of an age group and of a step.
const STEP_YEARS: f64 = 5.0;

/// How a cohort changes from one census to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Change {
    /// By a factor.
    Ratio(f64),
    /// By a number of people, where there was nobody at the start.
    Added(f64),
}

impl Change {
    fn between(before: f64, after: f64) -> Self {
        match before > 0.0 {
            true => Change::Ratio(after / before),
            false => Change::Added(after),
        }
    }

    fn apply(self, people: f64, factor: f64) -> f64 {
        match self {
            Change::Ratio(ratio) => people * ratio * factor,
            Change::Added(number) => people + number * factor,
        }
    }

    /// The change in half the time.
    fn half(self) -> Self {
        match self {
            Change::Ratio(ratio) => Change::Ratio(ratio.sqrt()),
            Change::Added(number) => Change::Added(number / 2.0),
        }
    }

    /// The change of the younger half of a ten-year step, in five years: the mean, at its age, of the cohort five years
    /// younger and this one.
    fn half_after(self, younger: Option<Self>) -> Self {
        match (younger, self) {
            (Some(Change::Ratio(a)), Change::Ratio(b)) => Change::Ratio((a * b).sqrt().sqrt()),
            _ => self.half(),
        }
    }
}

/// The changes between two censuses, five or ten years apart.
#[derive(Debug, Clone, PartialEq)]
pub struct CohortChange {
    /// Five-year steps between the censuses: 1 or 2.
    steps: usize,
    /// By sex and the cohort's age group at the first census; the last one leads to the open group.
    changes: [Vec<Change>; 2],
    /// By sex: the change to an open group that begins five years earlier.
    wider: [Change; 2],
    /// By sex and the children's age group: children a woman, or children where there are no women.
    children: [Vec<Change>; 2],
}

impl CohortChange {
    /// The changes from one census to another `years` later. None unless `years` is 5 or 10 and both have the same age
    /// groups.
    pub fn between(before: &AgeTable, after: &AgeTable, years: u32) -> Option<Self> {
        let steps = match years {
            5 => 1,
            10 => 2,
            _ => return None,
        };
        let last = before.last();
        if after.last() != last {
            return None;
        }
        let of_sex = |sex: Sex| {
            let (a, b) = (before.of(sex), after.of(sex));
            let mut changes: Vec<Change> = (0..last - steps)
                .map(|group| Change::between(a[group], b[group + steps]))
                .collect();
            changes.push(Change::between(sum(a, last - steps), b[last]));
            changes
        };
        let wider = |sex: Sex| {
            let start = sum(before.of(sex), last - 1 - steps);
            Change::between(start, sum(after.of(sex), last - 1))
        };
        let children = |sex: Sex| {
            let ratio = |group| Change::between(mothers(after, group), after.of(sex)[group]);
            (0..steps).map(ratio).collect()
        };
        Some(Self {
            steps,
            changes: Sex::ALL.map(of_sex),
            wider: Sex::ALL.map(wider),
            children: Sex::ALL.map(children),
        })
    }

    /// The people `years` after `base`, which has the age groups of the censuses. Cost: ages times years.
    pub fn people(&self, base: &AgeTable, years: u32, deviation: &Deviation) -> AgeTable {
        let (marks, rest) = ((years / 5) as usize, years % 5);
        let at = self.at_mark(base, marks, deviation);
        if rest == 0 {
            return at;
        }
        let next = self.at_mark(base, marks + 1, deviation);
        at.between(&next, f64::from(rest) / STEP_YEARS)
    }

    /// The people one interval after `base`, in two steps of five years; none where the censuses are five years apart.
    /// On an interval that is known it tests the split in halves.
    pub fn by_halves(&self, base: &AgeTable) -> Option<AgeTable> {
        let none = Deviation::none();
        let middle = (self.steps == 2).then(|| self.half_interval(base, 0, &none))?;
        Some(self.half_interval(&middle, 1, &none))
    }

    /// The people `marks` five-year steps after `base`.
    fn at_mark(&self, base: &AgeTable, marks: usize, deviation: &Deviation) -> AgeTable {
        let mut people = base.clone();
        let mut mark = 0;
        while mark + self.steps <= marks {
            people = self.whole_interval(&people, mark, deviation);
            mark += self.steps;
        }
        while mark < marks {
            people = self.half_interval(&people, mark, deviation);
            mark += 1;
        }
        people
    }

    /// Projects one interval of the censuses.
    fn whole_interval(&self, from: &AgeTable, mark: usize, deviation: &Deviation) -> AgeTable {
        let (last, steps) = (from.last(), self.steps);
        let years = steps as f64 * STEP_YEARS;
        let factor = |group| deviation.cohort_factor(mark, group, years);
        let grown = Sex::ALL.map(|sex| {
            let (counts, changes) = (from.of(sex), &self.changes[sex.index()]);
            let mut people = vec![0.0; steps];
            people.extend(
                (0..last - steps).map(|group| changes[group].apply(counts[group], factor(group))),
            );
            let oldest = sum(counts, last - steps);
            people.push(changes[last - steps].apply(oldest, factor(last - steps)));
            people
        });
        self.with_children(grown, steps, deviation)
    }

    /// Projects half an interval of ten years.
    fn half_interval(&self, from: &AgeTable, mark: usize, deviation: &Deviation) -> AgeTable {
        let last = from.last();
        let factor = |group| deviation.cohort_factor(mark, group, STEP_YEARS);
        let grown = Sex::ALL.map(|sex| {
            let (counts, changes) = (from.of(sex), &self.changes[sex.index()]);
            let mut people = vec![0.0];
            people.extend((0..last - 2).map(|group| {
                let younger = group.checked_sub(1).map(|younger| changes[younger]);
                changes[group].half_after(younger).apply(counts[group], factor(group))
            }));
            let (first, second) = open_halves(changes[last - 2], self.wider[sex.index()]);
            let old = first.apply(sum(counts, last - 2), factor(last - 2));
            let oldest = second.apply(sum(counts, last - 1), factor(last - 1));
            let oldest = oldest.min(old);
            people.extend([old - oldest, oldest]);
            people
        });
        self.with_children(grown, 1, deviation)
    }

    /// Fills in the youngest `groups` groups from the women.
    fn with_children(
        &self,
        grown: [Vec<f64>; 2],
        groups: usize,
        deviation: &Deviation,
    ) -> AgeTable {
        let mut people = AgeTable::of_counts(grown);
        let women: Vec<f64> = (0..groups).map(|group| mothers(&people, group)).collect();
        let factor = deviation.birth_factor();
        let mut counts = Sex::ALL.map(|sex| people.of(sex).to_vec());
        for sex in Sex::ALL {
            for (group, women) in women.iter().enumerate() {
                let children = match self.children[sex.index()][group] {
                    Change::Ratio(ratio) => ratio * women * factor,
                    Change::Added(number) => number * factor,
                };
                counts[sex.index()][group] = children;
            }
        }
        people = AgeTable::of_counts(counts);
        people
    }
}

/// The women who may have children of this age group: W\[a\].
fn mothers(people: &AgeTable, group: usize) -> f64 {
    let women = people.of(Sex::Female);
    women[MOTHERS.start + group..MOTHERS.end + group].iter().sum()
}

/// Changes in five years of the two oldest open groups, from those in ten years of the open group and of the one that
/// begins five years earlier.
fn open_halves(open: Change, wider: Change) -> (Change, Change) {
    match (open, wider) {
        (Change::Ratio(open), Change::Ratio(wider)) if open > 0.0 && wider > 0.0 => {
            let slope = (open / wider).sqrt().sqrt();
            let half = open.sqrt();
            (Change::Ratio(half / slope), Change::Ratio(half * slope))
        }
        _ => (open.half(), open.half()),
    }
}
