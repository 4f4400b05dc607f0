//! Records of answers, from what was found.

use super::record::{
    AimChangeJson, AnswerJson, CoveredJson, DecidedJson, NearJson, ObstacleJson, OtherPlanJson,
    PeopleChangeJson, SiteChangeJson, TargetJson, TierAnswerJson, UnreachedJson, WhyJson,
};
use crate::domain::numbers::direction_word;
use crate::domain::{Aim, Choice, Name, Problem, Reach, Site, SiteIdx};
use crate::inquiry::{
    Answer, Comparison, Cover, NearSite, Obstacle, PeopleChange, SiteAnswer, TargetAnswer,
    UnitAnswer, Unreached, Why, WhyAnswer,
};
use crate::run::asked::AskedJson;
use crate::run::plan::ReachJson;
use crate::solve::{StageReport, Status};

impl WhyJson {
    /// What was found about `problem`.
    pub fn new(problem: &Problem, why: &Why, asked: AskedJson) -> Self {
        let of = Of { problem };
        let answers = why.answers.iter().map(|answer| match answer {
            WhyAnswer::Site(own) => of.site(own),
            WhyAnswer::Unit(own) => of.unit(own),
            WhyAnswer::Target(own) => of.target(own),
        });
        let cost = why.best.decided.as_ref().map(|own| own.audit.cost.yuan());
        Self {
            asked,
            status: why.best.status.word().into(),
            aims: why.best.stages.iter().map(|stage| aim(None, stage)).collect(),
            cost_yuan: cost,
            answers: answers.collect(),
        }
    }
}

fn aim(before: Option<f64>, stage: &StageReport) -> AimChangeJson {
    let StageReport { stage, value, bound, gap, .. } = stage;
    AimChangeJson { stage: stage.word().into(), before, value: *value, bound: *bound, gap: *gap }
}

/// A reach without the circle that it draws.
fn reach(reach: Reach) -> ReachJson {
    let (time_s, distance_m) = match reach {
        Reach::Time(time) => (Some(time.seconds()), None),
        Reach::Distance(distance) => (None, Some(distance.metres())),
        Reach::Anywhere => (None, None),
    };
    ReachJson { time_s, distance_m, radius_m: None }
}

struct Of<'a> {
    problem: &'a Problem,
}

impl Of<'_> {
    fn site(&self, answer: &SiteAnswer) -> AnswerJson {
        let site = &self.problem.sites[answer.site];
        AnswerJson {
            about: "site".into(),
            id: site.id.clone(),
            name: (&Name::plain(&site.name)).into(),
            town: Some(self.problem.towns[site.town].id.clone()),
            decided: Some(self.decided(answer.site, answer.decided)),
            tiers: Vec::new(),
            target: None,
            plans: answer
                .others
                .iter()
                .flat_map(|own| self.plans(own.wish.word(), &own.answer))
                .collect(),
        }
    }

    fn unit(&self, answer: &UnitAnswer) -> AnswerJson {
        let unit = &self.problem.units[answer.unit];
        let tiers = answer.tiers.iter().map(|own| {
            let tier = &self.problem.tiers[own.tier];
            TierAnswerJson {
                tier: tier.id.clone(),
                name: (&tier.name).into(),
                people: own.people,
                covered_share: own.cover.share,
                reach: reach(own.reach),
                standing: own.standing.map(|near| self.near(near, own.reach)),
                possible: own.possible.map(|near| self.near(near, own.reach)),
            }
        });
        let plans = answer.tiers.iter().flat_map(|own| {
            let tier = &self.problem.tiers[own.tier];
            own.ways.iter().flat_map(move |way| {
                let plans = self.plans(way.way.word(), &way.answer).into_iter();
                plans.map(move |plan| OtherPlanJson {
                    tier: Some(tier.id.clone()),
                    tier_name: Some((&tier.name).into()),
                    reach: way.reach.map(reach),
                    site_yuan: way.cost.map(|cost| cost.yuan()),
                    ..plan
                })
            })
        });
        AnswerJson {
            about: "village".into(),
            id: unit.id.clone(),
            name: (&Name::plain(&unit.name)).into(),
            town: Some(self.problem.towns[unit.town].id.clone()),
            decided: None,
            tiers: tiers.collect(),
            target: None,
            plans: plans.collect(),
        }
    }

    fn near(&self, near: NearSite, reach: Reach) -> NearJson {
        let site = &self.problem.sites[near.arc.site];
        NearJson {
            site: site.id.clone(),
            name: site.name.clone(),
            distance_m: near.arc.distance.metres(),
            time_s: (reach != Reach::Anywhere).then(|| near.arc.time.seconds()),
            beyond_m: near.beyond.map(|own| own.distance.metres()),
            beyond_s: near.beyond.map(|own| own.time.seconds()),
        }
    }

    fn target(&self, answer: &TargetAnswer) -> AnswerJson {
        let target = &self.problem.targets[answer.target];
        let aim = match &target.aim {
            Aim::Sited(aim) => Some(aim),
            Aim::NotSited { .. } => None,
        };
        let best = answer.best.as_ref();
        let told = TargetJson {
            kind: aim.map(|_| target.kind.word().into()),
            unit: aim.map(|own| own.measure.unit().word().into()),
            direction: aim.map(|own| direction_word(own.direction).into()),
            limit: aim.map(|own| own.limit.number()),
            reached: answer.reached,
            slack: answer.slack,
            best: best.map(|own| own.value),
            best_bound: best.and_then(|own| own.bound),
            best_proved: best.is_some_and(|own| own.proved),
            bound_by: answer.bound_by.iter().map(|&own| self.obstacle(own)).collect(),
            all_tried: answer.all_tried,
            unreached: answer.unreached.iter().map(|own| self.unreached(own)).collect(),
        };
        let without = answer.without.iter();
        AnswerJson {
            about: if target.rule().is_some() { "rule" } else { "target" }.into(),
            id: target.id.clone(),
            name: (&target.name).into(),
            town: None,
            decided: None,
            tiers: Vec::new(),
            target: Some(told),
            plans: without.flat_map(|own| self.plans("without-target", own)).collect(),
        }
    }

    fn unreached(&self, own: &Unreached) -> UnreachedJson {
        let (tier, unit) = (&self.problem.tiers[own.tier], &self.problem.units[own.unit]);
        UnreachedJson {
            unit: unit.id.clone(),
            name: unit.name.clone(),
            at: TierAnswerJson {
                tier: tier.id.clone(),
                name: (&tier.name).into(),
                people: own.people.number(),
                covered_share: 0.0,
                reach: reach(own.within),
                standing: None,
                possible: own.nearest.map(|near| self.near(near, own.within)),
            },
        }
    }

    fn obstacle(&self, obstacle: Obstacle) -> ObstacleJson {
        ObstacleJson {
            kind: obstacle.word(self.problem).into(),
            called: obstacle.called(self.problem),
            name: (&obstacle.name(self.problem)).into(),
        }
    }

    /// The plan on the terms; where they are impossible, that they are, then the plans with each obstacle lifted.
    fn plans(&self, terms: &str, answer: &Answer) -> Vec<OtherPlanJson> {
        let none = |status: Status| OtherPlanJson {
            terms: terms.into(),
            tier: None,
            tier_name: None,
            reach: None,
            site_yuan: None,
            lifted: None,
            status: status.word().into(),
            blocked_by: Vec::new(),
            all_tried: true,
            no_work: false,
            cost_yuan: None,
            price_yuan: None,
            aims: Vec::new(),
            covered: Vec::new(),
            sites: Vec::new(),
            people: Vec::new(),
        };
        match answer {
            Answer::Plan(plan) => vec![self.plan(none(plan.status), plan)],
            Answer::Stopped(stop) => vec![none(Status::StoppedWithoutPlan(*stop))],
            Answer::Impossible(blocked) => {
                let mut plans = vec![OtherPlanJson {
                    blocked_by: blocked.by.iter().map(|own| self.obstacle(own.obstacle)).collect(),
                    all_tried: blocked.stopped.is_none(),
                    no_work: blocked.no_work,
                    ..none(Status::Infeasible)
                }];
                plans.extend(blocked.by.iter().filter_map(|own| {
                    let plan = own.plan.as_ref()?;
                    let lifted = Some(self.obstacle(own.obstacle));
                    Some(OtherPlanJson { lifted, ..self.plan(none(plan.status), plan) })
                }));
                plans
            }
        }
    }

    fn plan(&self, none: OtherPlanJson, plan: &Comparison) -> OtherPlanJson {
        let covered = plan.covered.iter().map(|own| {
            let tier = &self.problem.tiers[own.tier];
            let (before, after) = (own.before, own.after);
            CoveredJson { tier: tier.id.clone(), name: (&tier.name).into(), before, after }
        });
        let sites = plan.sites.iter().map(|own| {
            let site = &self.problem.sites[own.site];
            SiteChangeJson {
                site: site.id.clone(),
                name: site.name.clone(),
                before: self.decided(own.site, own.before),
                after: self.decided(own.site, own.after),
            }
        });
        OtherPlanJson {
            cost_yuan: Some(plan.cost[1].yuan()),
            price_yuan: Some(plan.price().yuan()),
            aims: plan.aims.iter().map(|own| aim(Some(own.before), &own.after)).collect(),
            covered: covered.collect(),
            sites: sites.collect(),
            people: plan.people.iter().map(|own| self.people(own)).collect(),
            ..none
        }
    }

    fn people(&self, own: &PeopleChange) -> PeopleChangeJson {
        let (tier, unit) = (&self.problem.tiers[own.tier], &self.problem.units[own.unit]);
        let way = |cover: Cover| (cover.share > 0.0).then(|| cover.distance.metres());
        let site = |cover: Cover| Some(&self.problem.sites[cover.site?]);
        let (id, name) = (|own: &Site| own.id.clone(), |own: &Site| own.name.clone());
        let [before, after] = [own.before, own.after].map(site);
        PeopleChangeJson {
            tier: tier.id.clone(),
            tier_name: (&tier.name).into(),
            unit: unit.id.clone(),
            name: unit.name.clone(),
            turn: own.turn.word().into(),
            people: own.people,
            before_m: way(own.before),
            after_m: way(own.after),
            before_site: before.map(id),
            before_site_name: before.map(name),
            after_site: after.map(id),
            after_site_name: after.map(name),
        }
    }

    fn decided(&self, site: SiteIdx, choice: Choice) -> DecidedJson {
        let site = &self.problem.sites[site];
        DecidedJson {
            done: site.done(choice).into(),
            work: site.work(choice).map(|own| own.id.clone()),
            stands: site.state_after(choice).standing,
        }
    }
}
