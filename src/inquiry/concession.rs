//! What a repair changes in a plan, one thing at a time: how the plan is then, and what is said of it.

use super::new_site::new_site;
use super::requirement::{Requirement, lift, set_reach, without};
use super::wording::{counted, named, site_name, unit_name};
use crate::domain::numbers::{Rounding, money, rounded_by};
use crate::domain::vocabulary::DECIDED;
use crate::domain::words::words;
use crate::domain::{
    Aim, BedClass, Choice, Direction, FundingIdx, Language, Measure, MeasureUnit, MeasureValue,
    Name, Problem, ProblemParts, Reach, Setting, Site, SiteIdx, SitedAim, TargetKind, TierIdx,
    UnitIdx,
};
use crate::units::{Persons, Share, SquareMetres, Yuan};
use Language::{Chinese, English};
use std::collections::BTreeSet;

words! {
    /// What sort of thing a repair changes.
    pub enum ConcessionKind {
        /// A source has more money.
        Money = "money",
        /// A target or rule asks for less, or allows more.
        Limit = "limit",
        /// A demand does not count.
        Lift = "lift",
        /// People go farther.
        Reach = "reach",
        /// A site has more places or beds.
        Places = "places",
        /// There is one more candidate.
        NewSite = "new-site",
        /// A required work waits.
        PutOff = "put-off",
        /// A demand holds from a later period on only.
        Later = "later",
    }
}

/// A thing that a repair changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Concession {
    /// The source has so much more.
    Money {
        /// The source.
        source: FundingIdx,
        /// How much more.
        more: Yuan,
    },
    /// The target or rule has another limit.
    Limit {
        /// Its position.
        target: usize,
        /// The limit, in the unit of its measure.
        limit: f64,
    },
    /// The demand does not count.
    Lift(Requirement),
    /// People of the setting go farther to the tier.
    Reach {
        /// The tier.
        tier: TierIdx,
        /// Whose reach.
        setting: Setting,
        /// As far as this.
        reach: Reach,
    },
    /// Facilities at the site have more places or beds.
    Places {
        /// The site.
        site: SiteIdx,
        /// At which tier.
        tier: TierIdx,
        /// How many more.
        more: u32,
    },
    /// A facility may be built in the village.
    NewSite {
        /// Of which tier.
        tier: TierIdx,
        /// In which village.
        unit: UnitIdx,
        /// At what cost.
        cost: Yuan,
    },
    /// The work that is required at the site waits: it may stay as it is.
    PutOff {
        /// The site.
        site: SiteIdx,
        /// The rule that requires it; none: the site itself.
        rule: Option<usize>,
        /// What it costs at least.
        cost: Yuan,
    },
    /// The demand does not count in the period that is asked about, but from the next one on.
    Later {
        /// The demand.
        requirement: Requirement,
        /// The year at whose end the next period is.
        year: i32,
        /// How many periods there are from the one that is asked about on.
        periods: u32,
    },
}

/// The plan with these changes; none where it would be no plan.
pub(super) fn conceded(problem: &Problem, concessions: &[Concession]) -> Option<Problem> {
    let mut parts = problem.clone().into_parts();
    for own in concessions {
        own.concede(&mut parts)?;
    }
    let lifted = concessions.iter().filter_map(|own| match own {
        Concession::Lift(requirement @ Requirement::Target(_))
        | Concession::Later { requirement: requirement @ Requirement::Target(_), .. } => {
            Some(*requirement)
        }
        _ => None,
    });
    let lifted: BTreeSet<Requirement> = lifted.collect();
    let changed = Problem::new(parts).ok()?;
    Some(if lifted.is_empty() { changed } else { without(&changed, &lifted) })
}

impl Concession {
    fn concede(self, parts: &mut ProblemParts) -> Option<()> {
        match self {
            Concession::Money { source, more } => {
                let source = &mut parts.funding[source];
                source.amount += more;
            }
            Concession::Limit { target, limit } => {
                if let Aim::Sited(aim) = &mut parts.targets[target].aim {
                    aim.limit = measured(aim.measure.unit(), limit)?;
                }
            }
            Concession::Lift(requirement) | Concession::Later { requirement, .. } => {
                lift(parts, requirement);
            }
            Concession::Reach { tier, setting, reach } => {
                set_reach(&mut parts.tiers[tier], setting, Some(reach));
            }
            Concession::Places { site, tier, more } => add_places(parts, site, tier, more)?,
            Concession::NewSite { tier, unit, cost } => {
                let site = new_site(parts, tier, unit, cost)?;
                parts.add_site(site);
            }
            Concession::PutOff { site, rule, .. } => put_off(parts, site, rule),
        }
        Some(())
    }

    /// What sort of thing it changes.
    pub fn kind(self) -> ConcessionKind {
        match self {
            Concession::Money { .. } => ConcessionKind::Money,
            Concession::Limit { .. } => ConcessionKind::Limit,
            Concession::Lift(_) => ConcessionKind::Lift,
            Concession::Reach { .. } => ConcessionKind::Reach,
            Concession::Places { .. } => ConcessionKind::Places,
            Concession::NewSite { .. } => ConcessionKind::NewSite,
            Concession::PutOff { .. } => ConcessionKind::PutOff,
            Concession::Later { .. } => ConcessionKind::Later,
        }
    }

    /// What is changed, by what `--lift` or `--set` calls it; of a village or a site its id.
    pub fn called(self, problem: &Problem) -> String {
        match self {
            Concession::Money { source, .. } => Requirement::Money(source).called(problem),
            Concession::Limit { target, .. } => Requirement::Target(target).called(problem),
            Concession::Lift(requirement) | Concession::Later { requirement, .. } => {
                requirement.called(problem)
            }
            Concession::Reach { tier, setting, .. } => {
                Requirement::Reach(tier, setting).called(problem)
            }
            Concession::Places { site, .. } | Concession::PutOff { site, .. } => {
                format!("site:{}", problem.sites[site].id)
            }
            Concession::NewSite { unit, .. } => format!("unit:{}", problem.units[unit].id),
        }
    }

    /// By how much, and in which unit: yuan, minutes, metres, places, a year, or the unit of a target, whose limit it is then.
    pub fn amount(self, problem: &Problem) -> Option<(f64, &'static str)> {
        Some(match self {
            Concession::Money { more, .. } => (more.yuan() as f64, "yuan"),
            Concession::Limit { target, limit } => match &problem.targets[target].aim {
                Aim::Sited(aim) => (limit, aim.measure.unit().word()),
                Aim::NotSited { .. } => return None,
            },
            Concession::Reach { reach: Reach::Time(time), .. } => (time.minutes(), "min"),
            Concession::Reach { reach: Reach::Distance(distance), .. } => (distance.metres(), "m"),
            Concession::Places { more, .. } => (f64::from(more), "places"),
            Concession::NewSite { cost, .. } | Concession::PutOff { cost, .. } => {
                (cost.yuan() as f64, "yuan")
            }
            Concession::Later { year, .. } => (f64::from(year), "year"),
            Concession::Reach { .. } | Concession::Lift(_) => return None,
        })
    }

    /// What share of a demand is given up: of money what is added, of a target what is taken off, of a reach what is added;
    /// of works and sites one among all; of a demand that holds later one period of those to come; a demand that does not count is
    /// given up wholly.
    pub(super) fn given_up(self, problem: &Problem) -> f64 {
        let share = |part: f64, whole: f64| part / whole.abs().max(f64::MIN_POSITIVE);
        match self {
            Concession::Money { source, more } => {
                share(more.yuan() as f64, (problem.funding[source].amount.yuan() as f64).max(1.0))
            }
            Concession::Limit { target, limit } => match &problem.targets[target].aim {
                Aim::Sited(SitedAim { limit: asked, .. }) => {
                    let asked = asked.number();
                    share((asked - limit).abs(), asked.abs().max(limit.abs()))
                }
                Aim::NotSited { .. } => 0.0,
            },
            Concession::Reach { tier, setting, reach } => {
                let before = problem.tiers[tier].reach(setting);
                let length = |reach: Option<Reach>| match reach {
                    Some(Reach::Time(time)) => time.seconds(),
                    Some(Reach::Distance(distance)) => distance.metres(),
                    _ => 0.0,
                };
                share(length(Some(reach)) - length(before), length(before).max(1.0))
            }
            Concession::Lift(_) => 1.0,
            Concession::Later { periods, .. } => share(1.0, f64::from(periods)),
            Concession::Places { .. } | Concession::NewSite { .. } | Concession::PutOff { .. } => {
                share(1.0, problem.sites.len() as f64)
            }
        }
    }

    /// In words.
    pub fn name(self, problem: &Problem) -> Name {
        Language::both(|language| self.told(problem, language))
    }

    pub(crate) fn told(self, problem: &Problem, language: Language) -> String {
        match self {
            Concession::Money { source, more } => {
                let (source, more) = (&problem.funding[source], money(more));
                let (name, has) = (language.short(&source.name), money(source.amount));
                match language {
                    English => format!("source “{name}”: {more} more than its {has}"),
                    Chinese => format!("资金来源“{name}”：在现有 {has}之外再增加 {more}"),
                }
            }
            Concession::Limit { target, limit } => limit_text(problem, target, limit, language),
            Concession::Lift(requirement) => {
                let name = requirement.name(problem);
                let name = language.short(&name);
                match language {
                    English => format!("not demanded: {name}"),
                    Chinese => format!("取消：{name}"),
                }
            }
            Concession::Later { requirement, year, .. } => {
                let name = requirement.name(problem);
                let name = language.short(&name);
                match language {
                    English => format!("not before {year}: {name}"),
                    Chinese => format!("推迟到 {year} 年：{name}"),
                }
            }
            Concession::Reach { tier, setting, reach } => {
                let data = &problem.tiers[tier];
                let (name, people) = (language.short(&data.name), language.setting(setting));
                let before = data
                    .reach(setting)
                    .map_or_else(String::new, |own| language.reach(own, Rounding::Up));
                let after = language.reach(reach, Rounding::Up);
                match language {
                    English => format!("reach of a {name}, {people}: {after} instead of {before}"),
                    Chinese => format!("{name}服务半径（{people}）：由 {before}改为 {after}"),
                }
            }
            Concession::Places { site, tier, more } => {
                let site = site_name(problem, site, language);
                let beds = problem.tiers[tier].places.is_some();
                match (language, beds) {
                    (English, true) => {
                        format!("{site}: {} more", counted(more as usize, "bed", "beds"))
                    }
                    (English, false) => {
                        format!("{site}: {} more", counted(more as usize, "place", "places"))
                    }
                    (Chinese, true) => format!("{site}：增加 {more} 张床位"),
                    (Chinese, false) => format!("{site}：增加 {more} 个名额"),
                }
            }
            Concession::NewSite { tier, unit, cost } => {
                let (unit, cost) = (unit_name(problem, unit, language), money(cost));
                let tier = language.short(&problem.tiers[tier].name);
                match language {
                    English => format!("one more {tier}: in {unit}, {cost}"),
                    Chinese => format!("在{unit}增设{tier}（{cost}）"),
                }
            }
            Concession::PutOff { site, rule, cost } => {
                let (name, cost) = (site_name(problem, site, language), money(cost));
                let work = work_word(problem, site, rule, language);
                match language {
                    English => format!("put off: {name} ({work}, {cost})"),
                    Chinese => format!("暂缓：{name}（{work}，{cost}）"),
                }
            }
        }
    }
}

fn measured(unit: MeasureUnit, limit: f64) -> Option<MeasureValue> {
    Some(match unit {
        MeasureUnit::Share => MeasureValue::Share(Share::new(limit.clamp(0.0, 1.0)).ok()?),
        MeasureUnit::Yuan | MeasureUnit::YuanYear => {
            MeasureValue::Money(Yuan::new(limit.round() as i64))
        }
        MeasureUnit::SquareMetres => MeasureValue::Area(SquareMetres::new(limit).ok()?),
        MeasureUnit::Number | MeasureUnit::Per1000 | MeasureUnit::SquareMetresPer1000 => {
            MeasureValue::Number(limit)
        }
    })
}

fn limit_text(problem: &Problem, target: usize, limit: f64, language: Language) -> String {
    let target = &problem.targets[target];
    let Aim::Sited(aim) = &target.aim else { return language.short(&target.name).into() };
    // Rounded to the side on which it can be met.
    let side = match aim.direction {
        Direction::AtLeast => f64::floor,
        Direction::AtMost => f64::ceil,
    };
    let rounded = |value: f64| rounded_by(aim.measure.unit(), value, side);
    let (asked, enough) = (rounded(aim.limit.number()), rounded(limit));
    let (called, name) = (target.called(language), language.short(&target.name));
    match (language, aim.direction) {
        (English, Direction::AtLeast) => {
            format!(
                "{}: ask for at least {enough} instead of {asked}",
                named(language, called, name)
            )
        }
        (English, Direction::AtMost) => {
            format!(
                "{}: ask for at most {enough} instead of {asked}",
                named(language, called, name)
            )
        }
        (Chinese, Direction::AtLeast) => {
            format!("{}：由不低于 {asked} 改为不低于 {enough}", named(language, called, name))
        }
        (Chinese, Direction::AtMost) => {
            format!("{}：由不高于 {asked} 改为不高于 {enough}", named(language, called, name))
        }
    }
}

/// What is required at a site.
fn work_word(
    problem: &Problem,
    site: SiteIdx,
    rule: Option<usize>,
    language: Language,
) -> &'static str {
    let site = &problem.sites[site];
    let mut takes = complying(problem, site, rule);
    let kind = takes.find_map(|choice| site.work(choice)).map_or("work", |work| work.kind.word());
    let word = DECIDED.words.iter().find(|word| word.code == kind);
    word.map_or(kind_of_none(language), |word| language.say(word.en, word.zh))
}

fn kind_of_none(language: Language) -> &'static str {
    language.say("work", "任务")
}

/// The choices of a site that do what its rule, or the site itself, requires.
pub(super) fn complying<'a>(
    problem: &'a Problem,
    site: &'a Site,
    rule: Option<usize>,
) -> impl Iterator<Item = Choice> + 'a {
    let works = (0..site.works.len()).map(|position| Choice::Work(position as u16));
    let by_name = site.works.iter().any(|work| work.required);
    works.filter(move |&choice| match rule {
        Some(rule) => problem.targets[rule].rule().is_some_and(|rule| rule.takes(site, choice)),
        None if by_name => site.work(choice).is_some_and(|work| work.required),
        None => site.state_after(choice).standing,
    })
}

/// Lets the site wait.
pub(super) fn put_off(parts: &mut ProblemParts, site: SiteIdx, rule: Option<usize>) {
    let Some(rule) = rule else {
        let site = &mut parts.sites[site];
        site.works.iter_mut().for_each(|work| work.required = false);
        site.may_stay = true;
        site.required &= site.state_today().standing;
        return;
    };
    let target = &mut parts.targets[rule];
    if let Aim::Sited(SitedAim { measure: Measure::Sites { sites, .. }, limit, .. }) =
        &mut target.aim
    {
        sites.retain(|own| *own != site);
        *limit = MeasureValue::Number((limit.number() - 1.0).max(0.0));
        if sites.is_empty() {
            target.kind = TargetKind::Expected;
        }
    }
}

/// Adds places of the tier to every state of the site that has some.
fn add_places(parts: &mut ProblemParts, site: SiteIdx, tier: TierIdx, more: u32) -> Option<()> {
    let class = parts.tiers[tier].places;
    let tiers = parts.tiers.clone();
    for state in &mut parts.sites[site].states {
        let serves = state.tier.is_some_and(|own| tiers[own].serves.contains(&tier));
        match class {
            Some(class) if serves => {
                state.beds += more;
                if class == BedClass::Guarantee {
                    state.guarantee_beds += more;
                }
            }
            None if state.tier == Some(tier) => {
                let wider = |held: Persons| Persons::new(held.number() + f64::from(more)).ok();
                state.capacity = match state.capacity {
                    Some(held) => Some(wider(held)?),
                    None => None,
                };
            }
            _ => {}
        }
    }
    Some(())
}
