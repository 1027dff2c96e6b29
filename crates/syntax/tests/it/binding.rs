//! What binds tighter.

use crate::show::expression;

#[test]
fn what_binds_tighter() {
    let same = |text: &str, read: &str| assert_eq!(expression(text), read, "{text}");
    same("a + b × c − d ÷ e", "((a + (b × c)) − (d ÷ e))");
    same("a × b ÷ c × d", "(((a × b) ÷ c) × d)");
    same("−a ^ 2", "(−(a ^ 2))");
    same("a ^ −2", "(a ^ (−2))");
    same("a ^ -2 × b", "((a ^ (−2)) × b)");
    same("a − −b", "(a − (−b))");
    same("(a + b) × c", "((a + b) × c)");
    same("a + b as kg", "((a + b) as kg)");
    same("a otherwise 0", "(a otherwise 0)");
    same("a × 5 kg/t", "(a × 5kg/t)");
    same("5 kg / a", "(5kg ÷ a)");
    same("5 hundred kilograms + a", "(5hundred kilograms + a)");
    same("a > 5 hundred kilograms and b", "((a Greater 5hundred kilograms) and b)");
    same("a - b", "(a − b)");
    same("产量-损耗", "(产量 − 损耗)");
    same("NH3-N + G106-1", "(NH3-N + G106-1)");
    same("PM2.5排放量 × 2", "(PM2.5排放量 × 2)");
    same("sum(F.x as t where y contains \"acid\")", "sum((F.x as t) where (y Contains [\"acid\"]))");
}
