//! Statistics in the print of a model.

use super::{Printer, declared, severity};
use crate::model::Model;
use crate::statistics::{Judged, Statistic};

impl Model {
    /// Whose judgement is asked for, as the print has it.
    pub(crate) fn print_judged(&self, which: Judged, fails: bool) -> String {
        Printer { model: self, out: String::new() }.judged(which, fails)
    }
}

impl Printer<'_> {
    pub(super) fn statistic(&mut self, statistic: &Statistic) {
        let name = declared(&statistic.name);
        match &statistic.top {
            Some(top) => {
                let keep = top.keep.as_ref().map(|keep| format!(" where {}", self.expr(keep)));
                let listed = format!("top {} {}{}", top.count, self.expr(&top.by), keep.unwrap_or_default());
                self.line(0, &format!("statistic {name} = {listed}, of {}", self.expr(&statistic.value)));
            }
            None => self.line(0, &format!("statistic {name} = {}", self.expr(&statistic.value))),
        }
    }

    pub(super) fn judged(&self, which: Judged, fails: bool) -> String {
        let which = match which {
            Judged::All => "all rules".to_owned(),
            Judged::Of(weight) => format!("{} rules", severity(weight)),
            Judged::One(span) => format!("rule {}", self.model.rule_at(span).unwrap_or_default()),
        };
        format!("({which} {})", if fails { "fail" } else { "pass" })
    }
}
