use super::{Shown, Table, count, maybe, text};
use crate::domain::{Name, Problem};
use crate::run::language::Language;
use crate::run::plan::{NameJson, PlanJson};
use crate::run::report::Report;
use crate::run::target_text::{ResultText, target_texts};
use crate::write::layers::Cell;

/// Every target, in the plan's order: in words first, then as figures.
pub fn targets_table(report: &Report<'_>, plan: &PlanJson, language: Language) -> Table {
    let mut table = Table::new(
        "targets",
        language,
        ["Targets", "指标"],
        &[
            ("indicator", "No.", "序号", Shown::Count),
            ("name", "Indicator", "指标", Shown::Text),
            ("kind", "Kind", "属性", Shown::Text),
            (
                "now_published",
                "Now, as published",
                "现状（公布）",
                Shown::Text,
            ),
            ("now_text", "Now", "现状（核算）", Shown::Text),
            ("asked", "Target", "目标", Shown::Text),
            ("reached_text", "Reached", "达到", Shown::Text),
            ("result", "Result", "结果", Shown::Text),
            ("worst_town", "Worst town", "最低镇街", Shown::Text),
            ("measure", "Measure (code)", "度量（代码）", Shown::Text),
            ("tiers", "Tiers (ids)", "层级（编号）", Shown::Text),
            ("scope", "Scope (code)", "范围（代码）", Shown::Text),
            ("direction", "Direction (code)", "方向（代码）", Shown::Text),
            ("unit", "Unit of the figures", "数值单位", Shown::Text),
            ("target_value", "Target, figure", "目标值", Shown::Number),
            ("now_value", "Now, figure", "现状值", Shown::Number),
            ("reached_value", "Reached, figure", "达到值", Shown::Number),
            (
                "shortfall_value",
                "Shortfall, figure",
                "缺口值",
                Shown::Number,
            ),
            ("met", "Met", "是否达到", Shown::Flag),
        ],
    );
    let texts = target_texts(report, language);
    for ((row, words), target) in plan.targets.iter().zip(texts).zip(&report.problem.targets) {
        let result = match &words.result {
            ResultText::Met => language.say("met", "达到").into(),
            ResultText::Short(by) => format!("{} {by}", language.say("short by", "差")),
            ResultText::NoValue => language.say("no value", "无法计算").into(),
            ResultText::NotSited => language.say("not sited", "非布局事项").into(),
            ResultText::NoLayout => language.say("no layout", "无方案").into(),
        };
        table.rows.push(vec![
            maybe(row.indicator, count),
            text(language.short(&target.name)),
            text(words.kind),
            text(words.published),
            text(words.now),
            text(words.asked + &words.scope),
            text(words.reached),
            Cell::Text(result),
            maybe(words.worst_town, text),
            text(&row.measure),
            text(row.tiers.join(" ")),
            maybe(row.scope.clone(), text),
            maybe(row.direction.clone(), text),
            maybe(row.unit.clone(), text),
            maybe(row.limit, Cell::Number),
            maybe(row.now, Cell::Number),
            maybe(row.reached, Cell::Number),
            maybe(row.shortfall, Cell::Number),
            maybe(row.met, Cell::Flag),
        ]);
    }
    table
}

/// Every work, in the order of the sites: what, where, for how much, who pays, whom it serves.
pub fn works_table(problem: &Problem, plan: &PlanJson, language: Language) -> Table {
    let mut table = Table::new(
        "works",
        language,
        ["Works", "建设任务"],
        &[
            ("site", "Site id", "点位编号", Shown::Text),
            ("site_name", "Site", "点位", Shown::Text),
            ("town", "Town id", "镇街编号", Shown::Text),
            ("town_name", "Town", "镇街", Shown::Text),
            ("work", "Work", "任务", Shown::Text),
            ("work_id", "Work id", "任务编号", Shown::Text),
            ("work_name", "Work's name", "任务名称", Shown::Text),
            ("tier", "Tier id", "层级编号", Shown::Text),
            ("tier_name", "Tier", "层级", Shown::Text),
            ("beds", "Beds", "床位", Shown::Count),
            ("nursing_beds", "Nursing beds", "护理型床位", Shown::Count),
            ("operator", "Operator", "运营方", Shown::Text),
            ("into", "Merged into", "并入", Shown::Text),
            ("leader", "Led by", "牵头中心", Shown::Text),
            ("cost_yuan", "Cost, yuan", "投入（元）", Shown::Yuan),
            ("cost_origin", "Cost is", "投入来源", Shown::Text),
        ],
    );
    for source in &problem.funding {
        let heading = match language {
            Language::English => format!("{}, yuan", source.name.english()),
            Language::Chinese => format!("{}（元）", source.name.chinese()),
        };
        table.push_column(format!("paid_{}_yuan", source.id), heading, Shown::Yuan);
    }
    for tier in &problem.tiers {
        let name = language.short(&tier.name);
        let heads = match language {
            Language::English => [format!("Served, {name}"), format!("Newly in reach, {name}")],
            Language::Chinese => [format!("服务人数，{name}"), format!("新增可及人数，{name}")],
        };
        let [served, newly] = heads;
        table.push_column(format!("served_{}", tier.id), served, Shown::Number);
        table.push_column(format!("newly_{}", tier.id), newly, Shown::Number);
    }
    let town_name = |id: &str| {
        problem
            .towns
            .iter()
            .find(|town| town.id == id)
            .map(|town| &town.name)
    };
    for work in &plan.works {
        let kind = crate::domain::WorkKind::from_word(&work.work);
        let mut row = vec![
            text(&work.site),
            text(&work.site_name),
            text(&work.town),
            maybe(town_name(&work.town), text),
            text(kind.map_or(&*work.work, |kind| language.work(kind))),
            text(&work.id),
            maybe(work.name.clone(), text),
            maybe(work.tier.clone(), text),
            maybe(tier_name(problem, work.tier.as_deref(), language), text),
            count(work.beds),
            count(work.nursing_beds),
            maybe(work.operator.clone(), text),
            maybe(work.into.clone(), text),
            maybe(work.leader.clone(), text),
            Cell::Whole(work.cost_yuan),
            text(&work.cost_origin),
        ];
        for source in &problem.funding {
            row.push(maybe(work.funding_yuan.get(&source.id), |&yuan| {
                Cell::Whole(yuan)
            }));
        }
        for tier in &problem.tiers {
            let of = |people: Option<&f64>| maybe(people, |&people| Cell::Number(people));
            row.push(of(work.persons_served.get(&tier.id)));
            row.push(of(work.newly_within_reach.get(&tier.id)));
        }
        table.rows.push(row);
    }
    table
}

fn tier_name<'a>(problem: &'a Problem, id: Option<&str>, language: Language) -> Option<&'a str> {
    let tier = problem
        .tiers
        .iter()
        .find(|tier| Some(tier.id.as_str()) == id)?;
    Some(language.short(&tier.name))
}

/// Every source of money: what it has, what is committed, what works take, what is left.
pub fn money_table(plan: &PlanJson, language: Language) -> Table {
    let mut table = Table::new(
        "money",
        language,
        ["Money", "资金"],
        &[
            ("source", "Source id", "来源编号", Shown::Text),
            ("name", "Source", "来源", Shown::Text),
            ("has_yuan", "Has, yuan", "可用（元）", Shown::Yuan),
            (
                "committed_yuan",
                "Committed, yuan",
                "已安排（元）",
                Shown::Yuan,
            ),
            ("works_yuan", "Works, yuan", "本方案（元）", Shown::Yuan),
            ("left_yuan", "Left, yuan", "结余（元）", Shown::Yuan),
            ("amount_origin", "Amount is", "金额来源", Shown::Text),
        ],
    );
    for source in &plan.money.sources {
        table.rows.push(vec![
            text(&source.id),
            text(named(&source.name, language)),
            Cell::Whole(source.has_yuan),
            maybe(source.committed_yuan, Cell::Whole),
            maybe(source.works_yuan, Cell::Whole),
            maybe(source.left_yuan, Cell::Whole),
            text(&source.amount_origin),
        ]);
    }
    table
}

fn named(name: &NameJson, language: Language) -> &str {
    match (language, &name.zh) {
        (Language::Chinese, Some(chinese)) => chinese,
        _ => &name.en,
    }
}

/// Coverage by tier, place and group: of all, of a setting, of each town.
pub fn coverage_table(problem: &Problem, plan: &PlanJson, language: Language) -> Table {
    let mut table = Table::new(
        "coverage_by_place",
        language,
        ["Coverage", "覆盖"],
        &[
            ("place", "Place (code)", "范围（代码）", Shown::Text),
            ("place_name", "Place", "范围", Shown::Text),
            ("tier", "Tier id", "层级编号", Shown::Text),
            ("tier_name", "Tier", "层级", Shown::Text),
            ("group", "Group", "人群", Shown::Text),
            ("people", "People", "人数", Shown::Number),
            (
                "covered_today",
                "Covered today",
                "现状覆盖人数",
                Shown::Number,
            ),
            (
                "covered",
                "Covered by the plan",
                "规划覆盖人数",
                Shown::Number,
            ),
            ("share_today", "Share today", "现状覆盖率", Shown::Share),
            ("share", "Share by the plan", "规划覆盖率", Shown::Share),
        ],
    );
    for row in &plan.coverage {
        let town = row.slice.strip_prefix("town:");
        let town = town.and_then(|id| problem.towns.iter().find(|town| town.id == id));
        let place = match (town, crate::domain::Setting::from_word(&row.slice)) {
            (Some(town), _) => town.name.clone(),
            (None, Some(setting)) => language.setting(setting).into(),
            (None, None) => language.say("all", "全部").into(),
        };
        table.rows.push(vec![
            text(&row.slice),
            Cell::Text(place),
            text(&row.tier),
            maybe(tier_name(problem, Some(&row.tier), language), text),
            text(&row.group),
            Cell::Number(row.people),
            Cell::Number(row.covered_today),
            Cell::Number(row.covered),
            Cell::Number(row.covered_today / row.people),
            Cell::Number(row.covered / row.people),
        ]);
    }
    table
}

/// How the run came to be: version, settings, files with their hashes, stages with bounds, what is modelled, rules
/// broken; all as text.
pub fn run_table(problem: &Problem, plan: &PlanJson, language: Language) -> Table {
    let mut table = Table::new(
        "run",
        language,
        ["Run", "运行记录"],
        &[
            ("item", "Item", "项目", Shown::Text),
            ("name", "Name", "名称", Shown::Text),
            ("value", "Value", "值", Shown::Text),
        ],
    );
    let mut put = |item: &str, name: &str, value: String| {
        table
            .rows
            .push(vec![text(item), text(name), Cell::Text(value)]);
    };
    let shown = |name: &Name| match name.chinese_beside() {
        Some(chinese) => format!("{} | {chinese}", name.english()),
        None => name.english().into(),
    };
    put("plan", "name", shown(&problem.name));
    put(
        "plan",
        "period",
        plan.period.map(|year| year.to_string()).unwrap_or_default(),
    );
    put("run", "status", plan.status.clone());
    put("run", "version", plan.run.version.clone());
    put("run", "command", plan.run.command.clone());
    if let Some(settings) = &plan.run.settings {
        put("run", "solver", settings.solver.clone());
        put("run", "gap", settings.gap.to_string());
        let limit = settings.time_limit_s.map(|limit| limit.to_string());
        put(
            "run",
            "time_limit_s",
            limit.unwrap_or_else(|| "none".into()),
        );
    }
    for stage in &plan.stages {
        let number = |number: Option<f64>| number.map_or_else(|| "none".into(), |n| n.to_string());
        put(
            "stage",
            &stage.stage,
            format!(
                "value {}, bound {}, gap {}, {}",
                number(stage.value),
                number(stage.bound),
                number(stage.gap),
                stage.termination
            ),
        );
    }
    for row in &plan.modelled.features {
        put(
            "modelled",
            &row.sort,
            format!(
                "of {}: figures of {}, positions of {}",
                row.all, row.figures, row.positions
            ),
        );
    }
    if let Some(costs) = &plan.modelled.work_costs {
        let said = format!(
            "of {}: {}, {} yuan",
            costs.all, costs.modelled, costs.amount_yuan
        );
        put("modelled", "work costs", said);
    }
    for row in &plan.violations {
        put("violation", &row.code, row.text.clone());
    }
    for input in &plan.run.inputs {
        let said = format!(
            "{}, {} bytes, sha256 {}",
            input.path, input.bytes, input.sha256
        );
        put("input", &input.role, said);
    }
    table
}
