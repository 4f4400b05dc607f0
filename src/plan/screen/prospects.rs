use crate::domain::{
    Aim, Choice, Direction, Problem, SiteIdx, SitedAim, Target, TargetKind, TierIdx, UnitIdx, Work,
    WorkKind,
};
use crate::travel::Arcs;
use typed_index_collections::TiVec;

/// The choices open to every site, and the tiers that they could serve.
pub(super) struct Prospects<'a> {
    pub(super) problem: &'a Problem,
    pub(super) arcs: &'a Arcs,
    /// The choices that no rule excludes; all choices at a site whose rules exclude every one, so that only one
    /// contradiction is reported for it.
    pub(super) options: TiVec<SiteIdx, Vec<Choice>>,
    /// By site: the positions of the binding rules that excluded some of its choices.
    pub(super) ruled_by: TiVec<SiteIdx, Vec<usize>>,
    /// The sites whose rules exclude every choice.
    pub(super) ruled_out: Vec<SiteIdx>,
    /// By tier and site: whether some option serves the tier.
    pub(super) may_serve: TiVec<TierIdx, TiVec<SiteIdx, bool>>,
}

/// Removes the choices that binding rules of all their sites, or of none of them, exclude; where they exclude all of a site,
/// none. Tells by site which rules excluded some.
fn keep_rules(
    problem: &Problem,
    options: &mut TiVec<SiteIdx, Vec<Choice>>,
) -> TiVec<SiteIdx, Vec<usize>> {
    let mut ruled_by: TiVec<SiteIdx, Vec<usize>> = vec![Vec::new(); problem.sites.len()].into();
    let targets = problem.targets.iter().enumerate();
    for (position, target) in targets.filter(|(_, own)| own.kind == TargetKind::Binding) {
        let Some(rule) = target.rule() else { continue };
        let is_of_each = match rule.direction {
            Direction::AtLeast => rule.limit >= rule.sites.len() as f64,
            Direction::AtMost => rule.limit < 1.0,
        };
        if !is_of_each {
            continue;
        }
        for &site in rule.sites {
            let data = &problem.sites[site];
            let kept: Vec<Choice> =
                options[site].iter().copied().filter(|&choice| rule.takes(data, choice)).collect();
            if !kept.is_empty() && kept.len() < options[site].len() {
                options[site] = kept;
                ruled_by[site].push(position);
            }
        }
    }
    ruled_by
}

impl<'a> Prospects<'a> {
    pub(super) fn new(problem: &'a Problem, arcs: &'a Arcs) -> Self {
        let may_stand: TiVec<SiteIdx, bool> = problem
            .sites
            .iter()
            .map(|site| {
                let mut choices = site.choices();
                choices.any(|choice| site.state_after(choice).standing)
            })
            .collect();
        let possible = |site: &crate::domain::Site, choice| match site.work(choice) {
            Some(Work { kind: WorkKind::Merge, into: Some(into), .. }) => may_stand[*into],
            _ => true,
        };
        let mut ruled_out = Vec::new();
        let mut options: TiVec<SiteIdx, Vec<Choice>> = TiVec::with_capacity(problem.sites.len());
        for (index, site) in problem.sites.iter_enumerated() {
            let mut allowed: Vec<Choice> =
                site.choices().filter(|&choice| possible(site, choice)).collect();
            if allowed.is_empty() {
                ruled_out.push(index);
                let works = site.works.iter().enumerate();
                let works = works.filter(|(_, work)| work.from == site.today);
                allowed.push(Choice::Stay);
                allowed.extend(works.map(|(position, _)| Choice::Work(position as u16)));
            }
            options.push(allowed);
        }
        let ruled_by = keep_rules(problem, &mut options);
        let may_serve = problem
            .tiers
            .keys()
            .map(|tier| {
                let sites = problem.sites.iter_enumerated();
                sites
                    .map(|(index, site)| {
                        let mut options = options[index].iter();
                        options.any(|&choice| problem.serves(site, choice, tier))
                    })
                    .collect()
            })
            .collect();
        Self { problem, arcs, options, ruled_by, ruled_out, may_serve }
    }

    /// Whether some option of some site within reach serves `unit` at `tier`.
    pub(super) fn reaches(&self, tier: TierIdx, unit: UnitIdx) -> bool {
        let mut row = self.arcs.within_reach(tier, unit).iter();
        row.any(|arc| self.may_serve[tier][arc.site])
    }

    /// The binding targets that depend on the layout, with their positions.
    pub(super) fn binding(&self) -> impl Iterator<Item = (usize, &'a Target, &'a SitedAim)> {
        let targets = self.problem.targets.iter().enumerate();
        targets.filter_map(|(position, target)| match (&target.aim, target.kind) {
            (Aim::Sited(aim), TargetKind::Binding) => Some((position, target, aim)),
            _ => None,
        })
    }

    /// The id of a site.
    pub(super) fn id(&self, site: SiteIdx) -> String {
        self.problem.sites[site].id.clone()
    }
}
