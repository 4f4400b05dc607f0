//! What is said of demands, sites and reaches, in both languages.

use super::requirement::Requirement;
use super::worth::Lever;
use crate::domain::numbers::{Rounding, direction_word, limit, money, whole};
use crate::domain::vocabulary::DECIDED;
use crate::domain::{
    Aim, FundingIdx, Language, Name, Problem, Scope, SiteIdx, TierIdx, UnitIdx, spelled,
};
use Language::{Chinese, English};

impl Requirement {
    /// What `--lift` calls it by, or the path by which `--set` does; of sites all that they state goes together.
    pub fn called(self, problem: &Problem) -> String {
        let tier = |tier: TierIdx| problem.tiers[tier].id.as_str();
        let of_source =
            |source: FundingIdx, key: &str| spelled(&["funding", &problem.funding[source].id, key]);
        match self {
            Requirement::Target(position) => problem.targets[position].id.clone(),
            Requirement::Money(source) => of_source(source, "amount"),
            Requirement::PaysFor(source) => of_source(source, "pays_for"),
            Requirement::Leads(own) => format!("leads:{}", tier(own)),
            Requirement::LeadsWithin(own) => spelled(&["tier", tier(own), "leads", "within"]),
            Requirement::LeadsAtMost(own) => spelled(&["tier", tier(own), "leads", "at_most"]),
            Requirement::LeadsSameTown(own) => spelled(&["tier", tier(own), "leads", "same_town"]),
            Requirement::Reach(own, setting) => {
                spelled(&["tier", tier(own), "reach", setting.word()])
            }
            Requirement::Places(own) => spelled(&["tier", tier(own), "places"]),
            Requirement::Residents(site)
            | Requirement::Works(site)
            | Requirement::Required(site)
            | Requirement::Forbidden(site)
            | Requirement::MayStay(site) => format!("site:{}", problem.sites[site].id),
        }
    }

    /// What is demanded, in words.
    pub fn name(self, problem: &Problem) -> Name {
        Language::both(|language| self.told(problem, language))
    }

    fn told(self, problem: &Problem, language: Language) -> String {
        let site = |site: SiteIdx| site_name(problem, site, language);
        match self {
            Requirement::Target(position) => {
                let target = &problem.targets[position];
                let named = named(language, target.called(language), language.short(&target.name));
                let Aim::Sited(aim) = &target.aim else { return named };
                let within = within(problem, aim.scope, language);
                let limit = limit(aim);
                match (target.ruled_sites().map(<[SiteIdx]>::len), language) {
                    (Some(sites), English) => {
                        format!("{named}: {limit} of {}", counted(sites, "site", "sites"))
                    }
                    (Some(sites), Chinese) => format!("{named}：{sites} 处中 {limit} 处"),
                    (None, English) => format!("{named}{within}: {limit}"),
                    (None, Chinese) => format!("{named}{within}：{limit}"),
                }
            }
            Requirement::Money(source) => {
                let source = &problem.funding[source];
                let (name, amount) = (language.short(&source.name), money(source.amount));
                match language {
                    English => format!("the money of “{name}”: {amount}"),
                    Chinese => format!("资金来源“{name}”：{amount}"),
                }
            }
            Requirement::PaysFor(source) => {
                let name = language.short(&problem.funding[source].name);
                match language {
                    English => format!("“{name}” may pay for some works only"),
                    Chinese => format!("资金来源“{name}”只能用于规定的任务"),
                }
            }
            Requirement::Leads(_)
            | Requirement::LeadsWithin(_)
            | Requirement::LeadsAtMost(_)
            | Requirement::LeadsSameTown(_) => self.led(problem, language),
            Requirement::Reach(tier, setting) => {
                let (data, people) = (&problem.tiers[tier], language.setting(setting));
                let name = language.short(&data.name);
                let reach = data
                    .reach(setting)
                    .map_or_else(String::new, |own| language.reach(own, Rounding::Up));
                match language {
                    English => format!("{people} people go to a {name} within {reach}"),
                    Chinese => format!("{name}服务半径（{people}）：{reach}"),
                }
            }
            Requirement::Places(tier) => {
                let name = language.short(&problem.tiers[tier].name);
                match (language, problem.tiers[tier].places.is_some()) {
                    (English, true) => format!("the beds of “{name}” are limited"),
                    (English, false) => format!("the places of “{name}” are limited"),
                    (Chinese, true) => format!("“{name}”床位有限"),
                    (Chinese, false) => format!("“{name}”名额有限"),
                }
            }
            Requirement::Residents(own) => {
                let (count, home) = (problem.sites[own].residents.all, site(own));
                match language {
                    English => format!("the {count} residents of {home} keep a bed"),
                    Chinese => format!("{home}现有 {count} 名入住老人须有床位"),
                }
            }
            Requirement::Works(own) => {
                let required = problem.sites[own].works.iter().filter(|work| work.required);
                let words = required.map(|work| match &work.name {
                    Some(name) => name.as_str(),
                    None => DECIDED.say(language, work.kind.word()),
                });
                let mut words: Vec<&str> = words.collect();
                words.dedup();
                let (works, name) = (words.join(language.say(" or ", "或")), site(own));
                let asked = match language {
                    English => format!("{name} is required: {works}"),
                    Chinese => format!("{name}必须实施：{works}"),
                };
                asked + &asked_by(problem, own, language)
            }
            Requirement::Required(own) => {
                site(own)
                    + language.say(" must stand", "须设置设施")
                    + &asked_by(problem, own, language)
            }
            Requirement::Forbidden(own) => {
                site(own)
                    + language.say(" must not stand", "不得设置设施")
                    + &asked_by(problem, own, language)
            }
            Requirement::MayStay(own) => {
                site(own) + language.say(" must not stay as it is", "不得维持现状")
            }
        }
    }

    fn led(self, problem: &Problem, language: Language) -> String {
        let (Requirement::Leads(tier)
        | Requirement::LeadsWithin(tier)
        | Requirement::LeadsAtMost(tier)
        | Requirement::LeadsSameTown(tier)) = self
        else {
            return String::new();
        };
        let data = &problem.tiers[tier];
        let Some(leads) = &data.leads else { return String::new() };
        let (leader, led) =
            (language.short(&data.name), language.short(&problem.tiers[leads.tier].name));
        match (self, language) {
            (Requirement::LeadsWithin(_), _) => {
                let within =
                    leads.within.map_or_else(String::new, |own| language.reach(own, Rounding::Up));
                match language {
                    English => format!("a {leader} leads a {led} within {within} only"),
                    Chinese => format!("{leader}只带动 {within}以内的{led}"),
                }
            }
            (Requirement::LeadsAtMost(_), _) => {
                let most = leads.at_most.unwrap_or_default();
                match language {
                    English => {
                        format!("a {leader} leads at most {most} facilities of the tier “{led}”")
                    }
                    Chinese => format!("每个{leader}至多带动 {most} 个{led}"),
                }
            }
            (Requirement::LeadsSameTown(_), English) => {
                format!("a {leader} leads a {led} of its own town only")
            }
            (Requirement::LeadsSameTown(_), Chinese) => format!("{leader}只带动本镇街的{led}"),
            (_, English) => format!("every {led} is led by a {leader}"),
            (_, Chinese) => format!("每个{led}须有{leader}带动"),
        }
    }
}

impl Lever {
    /// The path by which `--set` changes it; of places, which no path changes at every site, that of what limits them.
    pub fn called(self, problem: &Problem) -> String {
        match self {
            Lever::Funding(source) => Requirement::Money(source).called(problem),
            Lever::AllFunding => spelled(&["scale", "funding"]),
            Lever::Reach(tier, setting) => Requirement::Reach(tier, setting).called(problem),
            Lever::Leads(tier) => Requirement::LeadsAtMost(tier).called(problem),
            Lever::Places(tier) => Requirement::Places(tier).called(problem),
            Lever::Target(position) => {
                let target = &problem.targets[position];
                let list = if target.rule().is_some() { "rule" } else { "target" };
                let key = match &target.aim {
                    Aim::Sited(aim) => direction_word(aim.direction),
                    Aim::NotSited { .. } => "aim",
                };
                spelled(&[list, &target.id, key])
            }
        }
    }
}

/// A site by its name, with its town where the name does not say it.
pub(super) fn site_name(problem: &Problem, site: SiteIdx, language: Language) -> String {
    let site = &problem.sites[site];
    let town = &problem.towns[site.town].name;
    match site.name.contains(town.as_str()) {
        true => site.name.clone(),
        false => site.name.clone() + &language.bracketed(town),
    }
}

/// The option that asks so of a site, in brackets; nothing where the plan does.
fn asked_by(problem: &Problem, site: SiteIdx, language: Language) -> String {
    let asked = problem.sites[site].asked_by.as_deref();
    asked.map_or_else(String::new, |own| language.bracketed(&format!("`{own}`")))
}

pub(super) fn named(language: Language, what: &str, name: &str) -> String {
    match language {
        English => format!("{what} “{name}”"),
        Chinese => format!("{what}“{name}”"),
    }
}

pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", whole(number as f64), if number == 1 { one } else { many })
}

fn within(problem: &Problem, scope: Scope, language: Language) -> String {
    match scope {
        Scope::All => String::new(),
        Scope::Setting(setting) => language.bracketed(language.setting(setting)),
        Scope::EachTown => language.bracketed(language.say("each town", "各镇街")),
        Scope::EachArea => language.bracketed(language.say("each area", "各片区")),
        Scope::Town(town) => language.bracketed(&problem.towns[town].name),
        Scope::Area(area) => language.bracketed(language.short(&problem.areas[area].name)),
    }
}

/// A village by its name, with its town.
pub(super) fn unit_name(problem: &Problem, unit: UnitIdx, language: Language) -> String {
    let unit = &problem.units[unit];
    let town = &problem.towns[unit.town].name;
    match language {
        English => format!("{} ({town})", unit.name),
        Chinese => format!("{town}{}", unit.name),
    }
}
