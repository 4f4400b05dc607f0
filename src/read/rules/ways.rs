//! Ways of units are those of straight lines.

use crate::domain::{DemandUnit, TravelMethod, text};
use crate::read::catalogue::Code;
use crate::read::sink::{Member, Sink};

/// Units have no ways of their own where the plan travels over roads.
pub(in crate::read) fn check_p5008_ways(
    sink: &Sink,
    file: &str,
    travel: &TravelMethod,
    units: &[Option<DemandUnit>],
) {
    let TravelMethod::Roads(_) = travel else {
        return;
    };
    let own = (1..).zip(units).filter_map(|(number, unit)| Some((number, unit.as_ref()?)));
    let members: Vec<Member> = own
        .filter(|(_, unit)| !unit.travel.is_usual())
        .map(|(number, unit)| Member {
            number,
            id: Some(unit.id.clone()),
            cause: text!(
                "it has a detour, a speed or no way of its own, but the plan travels over roads",
                "另定了绕行系数、速度或不通路，而规划按路网出行"
            ),
        })
        .collect();
    if !members.is_empty() {
        let action = text!(
            "leave `detour`, `speed` and `no_way` out, or correct the roads",
            "不写 `detour`、`speed` 和 `no_way`，或更正路网"
        );
        sink.push_group(Code::WAYS_OVER_ROADS, file, "detour", &members, action);
    }
}
