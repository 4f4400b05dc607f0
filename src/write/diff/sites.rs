//! Which sites change, and how.

use crate::domain::{LonLat, PropertyValue};
use crate::run::folder::{FacilityRow, LayoutRun, SiteRow, own_value};
use crate::run::tables::names;
use crate::travel::geodesic;
use crate::units::Metres;
use serde::Serialize;
use std::collections::BTreeMap;

/// How a site changes; see [`super`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SiteChangeKind {
    /// A facility stands in B alone.
    Opened,
    /// A facility stands in A alone.
    Closed,
    /// One closed and one opened beside it: told at the site of A and at that of B.
    Moved,
    /// Only B upgrades it.
    Upgraded,
    /// Only A upgrades it.
    UpgradeDropped,
    /// What stands is another thing in another way.
    Changed,
    /// What stands is the same; the work, its cost or who pays is not.
    Works,
    /// What stands and the work are the same; who leads it is not.
    Led,
    /// Only who runs it is another, at the same cost to the same sources.
    Operator,
}

impl SiteChangeKind {
    /// All, in the order in which they are told.
    pub const ALL: [SiteChangeKind; 9] = [
        SiteChangeKind::Opened,
        SiteChangeKind::Closed,
        SiteChangeKind::Moved,
        SiteChangeKind::Upgraded,
        SiteChangeKind::UpgradeDropped,
        SiteChangeKind::Changed,
        SiteChangeKind::Works,
        SiteChangeKind::Led,
        SiteChangeKind::Operator,
    ];

    /// The word used in files; what people read for it is in [`SITE_CHANGES`](crate::run::words::SITE_CHANGES).
    pub fn word(self) -> &'static str {
        match self {
            SiteChangeKind::Opened => "opened",
            SiteChangeKind::Closed => "closed",
            SiteChangeKind::Moved => "moved",
            SiteChangeKind::Upgraded => "upgraded",
            SiteChangeKind::UpgradeDropped => "upgrade-dropped",
            SiteChangeKind::Changed => "changed",
            SiteChangeKind::Works => "works",
            SiteChangeKind::Led => "led",
            SiteChangeKind::Operator => "operator",
        }
    }
}

/// A site that changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SiteChange {
    /// Its id.
    pub site: String,
    /// Its name.
    pub name: String,
    /// Its town's id.
    pub town: String,
    /// How it changes.
    pub change: SiteChangeKind,
    /// Moved: the site of A that closes.
    pub from: Option<String>,
    /// Moved: the site of B that opens.
    pub to: Option<String>,
    /// Moved: how far, in metres.
    pub moved_m: Option<f64>,
    /// In A.
    pub a: SiteSide,
    /// In B.
    pub b: SiteSide,
}

/// A site in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SiteSide {
    /// Whether a facility stands.
    pub standing: bool,
    /// Its tier.
    pub tier: Option<String>,
    /// Its size.
    pub size: Option<String>,
    /// Its beds.
    pub beds: u64,
    /// Nursing beds among them.
    pub nursing_beds: u64,
    /// Who runs it.
    pub operator: Option<String>,
    /// The kind of work.
    pub work: String,
    /// The work's id.
    pub work_id: String,
    /// What it costs.
    pub cost_yuan: i64,
    /// Who leads it.
    pub leader: Option<String>,
}

impl SiteSide {
    fn new(site: &SiteRow) -> Self {
        let FacilityRow { tier, size, beds, nursing_beds, operator } = site.is.clone();
        Self {
            standing: site.standing,
            tier,
            size,
            beds,
            nursing_beds,
            operator,
            work: site.work.clone(),
            work_id: site.work_id.clone(),
            cost_yuan: site.cost_yuan,
            leader: site.leader.clone(),
        }
    }
}

/// The sites that change, in the order of the kinds of change and then of A's map. Cost: O(n log n), and each pair that may have moved once.
pub(super) fn changes(a: &LayoutRun, b: &LayoutRun, moved_within: Metres) -> Vec<SiteChange> {
    let of_b: BTreeMap<&str, &SiteRow> =
        b.sites.iter().map(|site| (site.id.as_str(), site)).collect();
    let mut changes: Vec<SiteChange> = Vec::new();
    let mut places: Vec<LonLat> = Vec::new();
    for site in &a.sites {
        let Some(other) = of_b.get(site.id.as_str()) else {
            continue;
        };
        if let Some(change) = kind(site, other) {
            places.push(site.at);
            changes.push(SiteChange {
                site: site.id.clone(),
                name: site.name.clone(),
                town: site.town.clone(),
                change,
                from: None,
                to: None,
                moved_m: None,
                a: SiteSide::new(site),
                b: SiteSide::new(other),
            });
        }
    }
    pair(&mut changes, &places, moved_within);
    changes.sort_by_key(|row| row.change);
    changes
}

fn kind(a: &SiteRow, b: &SiteRow) -> Option<SiteChangeKind> {
    const UPGRADE: &str = "upgrade";
    let same_money = a.cost_yuan == b.cost_yuan && (a.cost_yuan == 0 || a.funding == b.funding);
    let same_work = a.work_id == b.work_id && a.cost_yuan == b.cost_yuan && a.funding == b.funding;
    match (a.standing, b.standing) {
        (false, true) => Some(SiteChangeKind::Opened),
        (true, false) => Some(SiteChangeKind::Closed),
        (true, true) if same_money && is_but_operator(a, b) => Some(SiteChangeKind::Operator),
        (true, true) if a.is != b.is => Some(match (a.work == UPGRADE, b.work == UPGRADE) {
            (false, true) => SiteChangeKind::Upgraded,
            (true, false) => SiteChangeKind::UpgradeDropped,
            _ => SiteChangeKind::Changed,
        }),
        _ if !same_work => Some(SiteChangeKind::Works),
        _ if a.leader != b.leader => Some(SiteChangeKind::Led),
        _ => None,
    }
}

/// Whether what stands differs in who runs it, and in nothing else.
fn is_but_operator(a: &SiteRow, b: &SiteRow) -> bool {
    let alike = FacilityRow { operator: b.is.operator.clone(), ..a.is.clone() };
    let further = |site: &SiteRow| {
        [names::GUARANTEE_BEDS, names::FLOOR_AREA[0], names::RUNNING_COST[0]]
            .map(|name| own_value(&site.feature.properties, name).map(PropertyValue::to_json))
    };
    a.is != b.is && alike == b.is && a.leader == b.leader && further(a) == further(b)
}

/// Makes pairs of what closes and what opens beside it, of the same tier and town: the nearest first, of equally near ones
/// the first by their ids, whichever of the two closes.
fn pair(changes: &mut [SiteChange], places: &[LonLat], moved_within: Metres) {
    let of = |kind: SiteChangeKind| -> Vec<usize> {
        let rows = changes.iter().enumerate();
        rows.filter(|(_, row)| row.change == kind).map(|(at, _)| at).collect()
    };
    let mut pairs = Vec::new();
    for &closed in &of(SiteChangeKind::Closed) {
        for &opened in &of(SiteChangeKind::Opened) {
            let (from, to) = (&changes[closed], &changes[opened]);
            if from.town != to.town || from.a.tier != to.b.tier {
                continue;
            }
            let distance = geodesic(places[closed], places[opened]);
            if distance <= moved_within {
                let mut ids = [from.site.clone(), to.site.clone()];
                ids.sort();
                pairs.push((distance.metres(), ids, closed, opened));
            }
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    for (distance, _, closed, opened) in pairs {
        let is_free = |at: usize| changes[at].change != SiteChangeKind::Moved;
        if !is_free(closed) || !is_free(opened) {
            continue;
        }
        let (from, to) = (changes[closed].site.clone(), changes[opened].site.clone());
        for at in [closed, opened] {
            let row = &mut changes[at];
            row.change = SiteChangeKind::Moved;
            row.from = Some(from.clone());
            row.to = Some(to.clone());
            row.moved_m = Some((distance * 10.0).round() / 10.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::words::SITE_CHANGES;

    #[test]
    fn every_change_has_its_words() {
        let codes: Vec<&str> = SITE_CHANGES.words.iter().map(|word| word.code).collect();
        assert_eq!(codes, SiteChangeKind::ALL.map(SiteChangeKind::word));
    }
}
