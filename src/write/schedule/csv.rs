use super::rows::begun_works;
use crate::domain::{Horizon, Schedule};
use crate::units::Yuan;
use crate::write::tables::guarded;

/// `schedule.csv`: a row for each work that begins: site, what is done, when it begins and when it is done, what it
/// costs and what each source pays. By period, then by site. No text is a formula: see [`guarded`].
pub fn schedule_csv(horizon: &Horizon, schedule: &Schedule) -> Vec<u8> {
    let plan = horizon.plan();
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut put = |row: &[String]| {
        table
            .write_record(row.iter().map(|cell| guarded(cell)))
            .expect("memory takes rows of one length");
    };
    let heads = [
        "begins",
        "done",
        "site",
        "name",
        "town",
        "kind",
        "work",
        "work_id",
        "tier",
        "cost_yuan",
        "cost_origin",
    ];
    let mut head: Vec<String> = heads.map(Into::into).to_vec();
    head.extend(
        plan.funding
            .iter()
            .map(|source| format!("{}_yuan", source.id)),
    );
    put(&head);
    for row in begun_works(horizon, schedule) {
        let site = &plan.sites[row.site];
        let year = |period: crate::domain::PeriodIdx| horizon.periods()[period].year.to_string();
        let mut cells = vec![
            year(row.begins),
            row.done.map_or_else(String::new, year),
            site.id.clone(),
            site.name.clone(),
            plan.towns[site.town].id.clone(),
            site.kind.clone(),
            row.work.kind.word().into(),
            row.work.id.clone(),
            row.tier
                .map_or_else(String::new, |tier| plan.tiers[tier].id.clone()),
            row.work.cost.yuan().to_string(),
            row.work.cost_origin.word().into(),
        ];
        cells.extend(plan.funding.keys().map(|source| {
            let paid: Yuan = row
                .payments
                .iter()
                .filter(|(payer, _)| *payer == source)
                .map(|&(_, amount)| amount)
                .sum();
            paid.yuan().to_string()
        }));
        put(&cells);
    }
    table.into_inner().expect("memory")
}
