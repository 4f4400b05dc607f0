//! What was chosen the last time stays chosen, unless it is chosen anew.

use super::InitArgs;

/// An option and its value.
type Choice = (String, String);

impl InitArgs {
    /// What is chosen of how the plan is made.
    pub(super) fn choices(&self) -> Vec<Choice> {
        let period = self.period.map(|own| own.to_string());
        let once = [
            ("--template", &self.template),
            ("--candidates", &self.candidates),
            ("--name", &self.name),
            ("--period", &period),
        ];
        let many =
            [("--column", &self.columns), ("--crs", &self.crs), ("--category", &self.categories)];
        let once = once.into_iter().filter_map(|(option, own)| Some((option, own.as_ref()?)));
        let many =
            many.into_iter().flat_map(|(option, own)| own.iter().map(move |own| (option, own)));
        once.chain(many).map(|(option, own)| (option.to_owned(), own.clone())).collect()
    }

    /// Takes what was chosen before where nothing is chosen now; of what may be repeated, where nothing is said of the same
    /// thing. Gives what was taken.
    pub(super) fn take_before(&mut self, before: &[Choice]) -> Vec<String> {
        let own = self.choices();
        let thing = |text: &str| text.split_once('=').map(|(left, _)| left.trim().to_owned());
        let is_new = |(option, value): &&Choice| {
            let is_same = |(own, said): &Choice| own == option && thing(said) == thing(value);
            match option.as_str() {
                "--column" | "--crs" | "--category" => !own.iter().any(is_same),
                _ => !own.iter().any(|(own, _)| own == option),
            }
        };
        let mut taken = Vec::new();
        for (option, value) in before.iter().filter(is_new) {
            let value = value.clone();
            taken.push(format!("{option} {value}"));
            match option.as_str() {
                "--template" => self.template = Some(value),
                "--candidates" => self.candidates = Some(value),
                "--name" => self.name = Some(value),
                "--period" => self.period = value.parse().ok(),
                "--column" => self.columns.push(value),
                "--crs" => self.crs.push(value),
                "--category" => self.categories.push(value),
                _ => drop(taken.pop()),
            }
        }
        taken
    }
}
