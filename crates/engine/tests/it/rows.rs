//! Rows made of columns inside rows: what their cells hold, and how a finding shows them.

use shensuan_findings::{Evidence, Review};

use crate::road::{review_with, tally};

const VOCABULARY: &str = "subject S keyed by id
form boilers
  many per S
  field number : text
  field coal used : quantity in unit from coal unit
  field coal unit : text
  field gas used : quantity in unit from gas unit
  field gas unit : text
  field coal cost : number in 元
  field gas cost : number in 元 private
  rows fuels from \"coal\" (coal used, coal cost), \"gas\" (gas used, gas cost) as name, used, cost
";

const ROWS: &str = "id,number,coal used,coal unit,gas used,gas unit,coal cost,gas cost
E1,1,2,t,500,kg,10,1
E1,2,3,t,5,m³,much,2
E2,1,1,t,,kg,30,
";

fn review(rule: &str) -> Review {
    review_with(VOCABULARY, rule, &[("boilers.csv", ROWS)])
}

fn shown(evidence: &[Evidence]) -> Vec<String> {
    let one = |evidence: &Evidence| {
        let row = evidence.cell.as_ref().map_or(0, |cell| cell.row);
        let value = evidence.value.as_deref().unwrap_or("");
        format!("{row}: {} {value} {} {:?}", evidence.name, evidence.unit, evidence.state)
    };
    evidence.iter().map(one).collect()
}

#[test]
fn each_row_has_the_unit_of_its_own_column() {
    let all = review("rule R\n  for each fuels\n  check used ≤ 2 t\n");
    assert_eq!(tally(&all), [3, 1, 0, 0, 2]);
    assert_eq!(shown(&all.findings[0].evidence), ["3: coal used 3 t Given"]);
    assert_eq!(shown(&all.undetermined[0].lacking), ["3: gas unit m³  UnitMisfit"]);
    let all = review("rule R\n  for each boilers\n  check sum(fuels.used as t) ≤ 2 t\n");
    assert_eq!(tally(&all), [1, 1, 0, 0, 1]);
    assert_eq!(all.findings[0].row.as_ref().unwrap().row, 2);
}

#[test]
fn a_cell_is_shown_as_the_column_in_which_it_was_filed() {
    let all = review("rule R\n  for each fuels\n  check cost ≤ 20 元\n  message \"{number} {name}\"\n");
    assert_eq!(tally(&all), [3, 1, 0, 0, 2]);
    assert_eq!(all.findings[0].message, "1 coal");
    assert_eq!(shown(&all.undetermined[0].lacking), ["3: coal cost much  Unreadable"]);
    assert_eq!(shown(&all.undetermined[1].lacking), ["4: gas cost   Missing"]);
    // One private column is reason enough to show no value of any.
    assert_eq!(shown(&all.findings[0].evidence), Vec::<String>::new());
}

#[test]
fn values_of_rows_say_which_row_they_are_of() {
    let all = review("formula price = cost ÷ used\n  for each fuels\n");
    let forms: Vec<Option<&str>> = all.values.iter().map(|value| value.form.as_deref()).collect();
    assert_eq!(forms[..2], [Some("boilers.fuels \"coal\""), Some("boilers.fuels \"gas\"")]);
}
