use super::contradiction::Contradiction;
use super::prospects::Prospects;

/// `C05`: sites whose own rules leave no choice.
pub(super) fn check(prospects: &Prospects<'_>) -> Vec<Contradiction> {
    let sites = &prospects.problem.sites;
    let ruled_out = prospects.ruled_out.iter().map(|&site| &sites[site]);
    ruled_out
        .map(|site| {
            let mut ids = vec![site.id.clone()];
            let why = if site.choices().next().is_some() {
                let partners = site.works.iter().filter_map(|work| work.into);
                ids.extend(partners.map(|partner| sites[partner].id.clone()));
                format!(
                    "may only be merged into {}, which cannot stand at the end",
                    ids[1..].join(" or ")
                )
            } else if site.required && site.forbidden {
                "is both required and forbidden".into()
            } else if site.required {
                "must stand at the end, but may neither stay as it is nor become anything that stands"
                    .into()
            } else if site.forbidden {
                "must not stand at the end, but may be neither closed nor merged".into()
            } else {
                "may not stay as it is, and no work is allowed".into()
            };
            Contradiction {
                code: "C05",
                target: None,
                text: format!(
                    "{} ({}) {why}. Allow it to stay, allow a work, or drop the rule.",
                    site.name, site.id
                ),
                ids,
            }
        })
        .collect()
}
