//! A mixed-integer linear model, independent of solvers.

use super::outcome::ModelSize;
use std::fmt;

/// Position of a column in its [`Milp`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Col(pub(super) u32);

impl Col {
    /// The column at a position.
    pub(super) fn at(position: usize) -> Self {
        Self(u32::try_from(position).expect("fewer than 2^32 columns"))
    }

    /// The position as a number.
    pub(super) fn position(self) -> usize {
        self.0 as usize
    }
}

/// A linear expression: constant + Σ factor·column. Columns may repeat until [`Expr::tidy`].
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Expr {
    /// The part without a column.
    pub(super) constant: f64,
    /// Factor of each column.
    pub(super) terms: Vec<(Col, f64)>,
}

impl Expr {
    /// An expression without columns.
    pub(super) fn constant(constant: f64) -> Self {
        Self { constant, terms: Vec::new() }
    }

    /// Whether a tidy expression is constantly 0.
    pub(super) fn is_zero(&self) -> bool {
        self.terms.is_empty() && self.constant == 0.0
    }

    /// Whether a tidy expression of choices is constantly 1.
    pub(super) fn is_sure(&self) -> bool {
        self.terms.is_empty() && self.constant >= 1.0
    }

    /// The column alone.
    pub(super) fn column(col: Col) -> Self {
        Self { constant: 0.0, terms: vec![(col, 1.0)] }
    }

    /// Adds `factor` times `other`.
    pub(super) fn add_scaled(&mut self, other: &Expr, factor: f64) {
        self.constant += factor * other.constant;
        self.terms.extend(other.terms.iter().map(|&(col, value)| (col, factor * value)));
    }

    /// Adds `factor` times a column.
    pub(super) fn add(&mut self, col: Col, factor: f64) {
        self.terms.push((col, factor));
    }

    /// The same expression times `factor`.
    pub(super) fn times(&self, factor: f64) -> Expr {
        let mut scaled = Expr::default();
        scaled.add_scaled(self, factor);
        scaled
    }

    /// The same expression with each column once, in the order of columns, none with factor 0.
    pub(super) fn tidy(mut self) -> Self {
        self.terms.sort_by_key(|&(col, _)| col);
        self.terms.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        // Remainders of factors that cancel out are rounding errors.
        self.terms.retain(|&(_, factor)| factor.abs() > 1e-12);
        self
    }

    /// The (tidy) expression as a key: equal expressions have equal keys.
    pub(super) fn key(&self) -> ExprKey {
        let terms = self.terms.iter().map(|&(col, factor)| (col, factor.to_bits())).collect();
        (self.constant.to_bits(), terms)
    }

    /// The value at a point that gives each column a number.
    pub(super) fn value(&self, point: &[f64]) -> f64 {
        self.constant
            + self.terms.iter().map(|&(col, factor)| factor * point[col.position()]).sum::<f64>()
    }
}

/// See [`Expr::key`].
pub(super) type ExprKey = (u64, Vec<(Col, u64)>);

/// The label of a column or row in LP files: a word and two positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label(pub(super) &'static str, pub(super) usize, pub(super) usize);

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(word, a, b) = self;
        write!(f, "{word}_{a}_{b}")
    }
}

/// A variable.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// Least value.
    pub(super) lower: f64,
    /// Greatest value.
    pub(super) upper: f64,
    /// Whether values must be integers.
    pub(super) integer: bool,
    /// Its label.
    pub(super) label: Label,
}

/// A constraint: lower ≤ Σ factor·column ≤ upper; infinite where open.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Factor of each column, each once, in the order of columns.
    pub(super) terms: Vec<(Col, f64)>,
    /// Least value.
    pub(super) lower: f64,
    /// Greatest value.
    pub(super) upper: f64,
    /// Its label.
    pub(super) label: Label,
    /// Whether it joins parts of the plan that have nothing else in common: see [`Milp::overall`].
    #[cfg_attr(not(feature = "highs"), allow(dead_code, reason = "microlp takes the model whole"))]
    pub(super) couples: bool,
}

/// Columns and rows; each solve has its own objective.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Milp {
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// Whether the rows that are added couple.
    couples: bool,
    contradiction: Option<Label>,
    elastic: Vec<Elastic>,
}

/// A row that may be exceeded a little, at a price.
#[derive(Debug, Clone, PartialEq)]
struct Elastic {
    expr: Expr,
    most: f64,
    /// The amount beyond `most`.
    beyond: Col,
    /// Columns, and how much of them a unit of it is worth, where the row has other columns than objectives.
    traded: Vec<(Col, f64)>,
}

/// How many times what an objective may gain from a row that is exceeded is the price of it. An exact penalty needs
/// more than the dual value of the row: of places, what a chain of people gains who each move to a nearer one, or those
/// who change places with others of nearly the same weight.
const PRICE: f64 = 10_000.0;

/// The same where it is known what a unit is traded for: people of other towns may count more than those who are served then.
/// Where an objective gains nothing, a unit costs so much, since solvers leave a millionth of it open.
const PRICE_OF_TRADED: f64 = 10.0;

impl Milp {
    /// Adds a column with values in `lower..=upper`.
    pub(super) fn column(&mut self, lower: f64, upper: f64, label: Label) -> Col {
        self.push(lower, upper, false, label)
    }

    /// Adds a column, an integer one where told.
    #[cfg(feature = "highs")]
    pub(super) fn add_column(
        &mut self,
        lower: f64,
        upper: f64,
        integer: bool,
        label: Label,
    ) -> Col {
        self.push(lower, upper, integer, label)
    }

    /// Requires `lower` ≤ `expr` ≤ `upper`, of a row that needs no name.
    #[cfg(feature = "highs")]
    pub(super) fn add_row(&mut self, expr: Expr, lower: f64, upper: f64) {
        self.row(expr, lower, upper, Label("row", self.rows.len(), 0));
    }

    /// Whether some row may be exceeded at a price.
    #[cfg(feature = "highs")]
    pub(super) fn has_elastic(&self) -> bool {
        !self.elastic.is_empty()
    }

    /// Adds a column that is 0 or 1.
    pub(super) fn binary(&mut self, label: Label) -> Col {
        self.push(0.0, 1.0, true, label)
    }

    fn push(&mut self, lower: f64, upper: f64, integer: bool, label: Label) -> Col {
        let col = Col::at(self.columns.len());
        self.columns.push(Column { lower, upper, integer, label });
        col
    }

    /// Holds a column at 0.
    pub(super) fn fix_at_zero(&mut self, col: Col) {
        self.fix(col, 0.0);
    }

    /// Holds a column at a value.
    pub(super) fn fix(&mut self, col: Col, value: f64) {
        let column = &mut self.columns[col.position()];
        (column.lower, column.upper) = (value, value);
    }

    /// Requires `expr` ≥ `least`.
    pub(super) fn at_least(&mut self, expr: Expr, least: f64, label: Label) {
        self.row(expr, least, f64::INFINITY, label);
    }

    /// Requires `expr` ≤ `most`.
    pub(super) fn at_most(&mut self, expr: Expr, most: f64, label: Label) {
        self.row(expr, f64::NEG_INFINITY, most, label);
    }

    /// Requires `expr` ≤ `most`, or at most `slack` more where [`Milp::priced`] objectives pay for it.
    /// `traded`: see [`Elastic`].
    pub(super) fn at_most_or_priced(
        &mut self,
        expr: Expr,
        most: f64,
        slack: f64,
        traded: Vec<(Col, f64)>,
        label: Label,
    ) {
        let beyond = self.column(0.0, slack, Label("beyond", self.elastic.len(), 0));
        let mut row = expr.clone();
        row.add(beyond, -1.0);
        self.at_most(row, most, label);
        self.elastic.push(Elastic { expr: expr.tidy(), most, beyond, traded });
    }

    /// The (tidy) objective with what exceeding rows costs. Its least value is at most that of the objective where no
    /// such row is exceeded, so that a bound of it holds for the objective too.
    pub(super) fn priced(&self, objective: &Expr) -> Expr {
        let mut priced = objective.clone();
        let factor = |col: Col| {
            let at = objective.terms.binary_search_by_key(&col, |&(col, _)| col).ok()?;
            Some(objective.terms[at].1.abs())
        };
        for Elastic { expr, beyond, traded, .. } in &self.elastic {
            let scale = greatest(expr).max(f64::MIN_POSITIVE);
            if !traded.is_empty() {
                let gains = traded.iter().filter_map(|&(col, rate)| Some(factor(col)? * rate));
                let gain = gains.fold(1.0 / scale, f64::max);
                priced.add(*beyond, PRICE_OF_TRADED * gain);
                continue;
            }
            let shared = expr.terms.iter().filter(|(_, own)| own.abs() > scale / 1000.0);
            let gains = shared.filter_map(|&(col, own)| Some((factor(col)? / own.abs()).abs()));
            let gain = gains.fold(greatest(objective).max(1.0) / scale, f64::max);
            priced.add(*beyond, PRICE * gain);
        }
        priced
    }

    /// The least value of `objective` that the bounds of columns allow; none where they do not bound it.
    pub(super) fn least(&self, objective: &Expr) -> Option<f64> {
        let least = objective.clone().tidy().terms.iter().fold(objective.constant, |sum, term| {
            let (column, factor) = (&self.columns[term.0.position()], term.1);
            sum + f64::min(factor * column.lower, factor * column.upper)
        });
        least.is_finite().then_some(least)
    }

    /// Sets the amounts by which a point exceeds rows.
    pub(super) fn measure_beyond(&self, point: &mut [f64]) {
        for Elastic { expr, most, beyond, .. } in &self.elastic {
            point[beyond.position()] = (expr.value(point) - most).max(0.0);
        }
    }

    /// Requires `expr` = `value`.
    pub(super) fn equal(&mut self, expr: Expr, value: f64, label: Label) {
        self.row(expr, value, value, label);
    }

    /// Declares the rows that `add` adds to be about the whole plan, like those of money: few, each over columns of all
    /// towns, which have hardly another row in common.
    pub(super) fn overall(&mut self, add: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.couples, true);
        add(self);
        self.couples = outer;
    }

    fn row(&mut self, expr: Expr, lower: f64, upper: f64, label: Label) {
        let expr = expr.tidy();
        let (lower, upper) = (lower - expr.constant, upper - expr.constant);
        if expr.terms.is_empty() {
            // A row without columns either always holds or never does.
            let tolerance = 1e-6 * (1.0 + expr.constant.abs());
            if lower > tolerance || upper < -tolerance {
                self.contradiction.get_or_insert(label);
            }
            return;
        }
        self.rows.push(Row { terms: expr.terms, lower, upper, label, couples: self.couples });
    }

    /// A row without columns that cannot hold, found while building.
    pub(super) fn contradiction(&self) -> Option<Label> {
        self.contradiction
    }

    /// The columns, by position.
    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The bounds of the columns.
    pub(super) fn bounds(&self) -> Vec<(f64, f64)> {
        self.columns.iter().map(|own| (own.lower, own.upper)).collect()
    }

    /// The rows, in the order of adding.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Its size.
    pub(super) fn size(&self) -> ModelSize {
        ModelSize {
            columns: self.columns.len(),
            integers: self.columns.iter().filter(|column| column.integer).count(),
            rows: self.rows.len(),
            nonzeros: self.rows.iter().map(|row| row.terms.len()).sum(),
            parts: None,
            whole: None,
        }
    }
}

/// The greatest magnitude of a factor.
fn greatest(expr: &Expr) -> f64 {
    expr.terms.iter().map(|(_, factor)| factor.abs()).fold(0.0, f64::max)
}
