//! Tables of text, made once for terminal and Markdown; what stands in them in both.

use crate::domain::Language::{self, Chinese, English};
use crate::domain::Name;
use crate::run::figures::{work_totals, works};
use crate::run::numbers::{self, count, money, or_dash};
use crate::run::report::Decided;
use crate::run::words::MONEY;
use crate::solve::StageReport;
use crate::units::Yuan;
use serde::{Deserialize, Serialize};

/// A table of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TextTable {
    /// The columns.
    pub columns: Vec<TextColumn>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a [`TextTable`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TextColumn {
    /// Its heading.
    pub heading: String,
    /// Numbers are set to the right.
    pub is_number: bool,
    /// Long text is broken into lines where room is short; other columns take what they need.
    pub is_broken: bool,
}

impl TextTable {
    /// A table without rows. `>` before a heading makes a column of numbers, `~` one of long text.
    pub fn new<T: Into<String>>(headings: impl IntoIterator<Item = T>) -> Self {
        let column = |heading: T| {
            let marked: String = heading.into();
            let heading = marked.strip_prefix(['>', '~']).unwrap_or(&marked);
            TextColumn {
                heading: heading.into(),
                is_number: marked.starts_with('>'),
                is_broken: marked.starts_with('~'),
            }
        };
        Self { columns: headings.into_iter().map(column).collect(), rows: Vec::new() }
    }

    /// The same table with these rows.
    pub fn with(mut self, rows: impl IntoIterator<Item = impl Into<Vec<String>>>) -> Self {
        self.rows.extend(rows.into_iter().map(Into::into));
        self
    }

    /// Adds a row.
    pub fn push(&mut self, row: impl Into<Vec<String>>) {
        self.rows.push(row.into());
    }
}

/// How sure the aims of a solve are: aim, value, bound, gap, verdict.
pub fn certainty_table(
    rows: impl IntoIterator<Item = [String; 5]>,
    language: Language,
) -> TextTable {
    let heads = match language {
        English => ["~Aim", ">Value", ">Bound", ">Gap", "Verdict"],
        Chinese => ["~目标", ">方案值", ">理论界限", ">差距", "结论"],
    };
    TextTable::new(heads).with(rows)
}

/// The row of a stage in a [`certainty_table`].
pub fn stage_row(stage: &StageReport, language: Language) -> [String; 5] {
    let value = |value| or_dash(value, |value| language.stage_value(stage.stage, value));
    [
        language.stage_counting(stage.stage).into(),
        value(stage.value),
        value(stage.bound),
        or_dash(stage.gap, numbers::gap),
        language.stage_verdict(stage).into(),
    ]
}

/// Works by what is done and tier, and all of them; none where there are no works. `name` makes a tier's name.
pub fn works_by_tier(
    decided: &Decided<'_>,
    language: Language,
    name: impl Fn(&Name) -> String,
) -> Option<TextTable> {
    let rows = works(decided.problem, decided.layout);
    let heads = match language {
        English => ["Work", "~Tier", ">Sites", ">Money"],
        Chinese => ["任务", "~层级", ">处数", ">投入"],
    };
    let mut table = TextTable::new(heads);
    for total in work_totals(decided.problem, &rows) {
        let tier = total.tier.map(|tier| &decided.problem.tiers[tier].name);
        let none = || language.tier(decided.problem, None).into();
        table.push([
            language.work(total.kind).into(),
            tier.map_or_else(none, &name),
            count(total.count),
            money(total.cost),
        ]);
    }
    table.push([
        language.say("all", "合计").into(),
        String::new(),
        count(rows.len()),
        money(decided.audit.cost),
    ]);
    (!rows.is_empty()).then_some(table)
}

/// What each source of money has and what becomes of it, and all of them where there are several. None where the plan names
/// no source. `name` makes a source's name.
pub fn money_by_source(
    decided: &Decided<'_>,
    language: Language,
    name: impl Fn(&Name) -> String,
) -> Option<TextTable> {
    let source = language.say("~Source", "~来源").to_owned();
    let amounts = MONEY.words.iter().map(|word| format!(">{}", language.say(word.en, word.zh)));
    let mut table = TextTable::new(std::iter::once(source).chain(amounts));
    let mut push = |name: String, amounts: [Yuan; 4]| {
        table.push([vec![name], amounts.map(money).to_vec()].concat());
    };
    let sources = &decided.audit.money;
    let mut sums = [Yuan::ZERO; 4];
    for row in sources {
        let amounts = [row.has, row.committed, row.works, row.left()];
        for (sum, amount) in sums.iter_mut().zip(amounts) {
            *sum += amount;
        }
        push(name(&decided.problem.funding[row.funding].name), amounts);
    }
    if sources.len() > 1 {
        push(language.say("all", "合计").into(), sums);
    }
    (!sources.is_empty()).then_some(table)
}
