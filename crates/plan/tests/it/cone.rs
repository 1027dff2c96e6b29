//! The cone of a judgement: what it needs, and nothing else.

use shensuan_plan::{Builder, Check, InputKind, Judgement, JudgementId, OutputId, print};

#[test]
fn a_cone_holds_what_is_needed_and_keeps_what_a_frame_brings_in() {
    let mut b = Builder::new();
    let table = b.table(None);
    let [x, y, z] = [0; 3].map(|_| b.input(table, InputKind::Number));
    let [x, y, z] = [x, y, z].map(|input| b.load(input));
    let sum = b.add(x, y);
    let both = b.mul(sum, z);
    let [small, large] = [b.less(sum, z, None), b.less(z, both, None)];
    for holds in [small, large] {
        let checks = vec![Check { applies: None, holds }];
        b.judge(Judgement { table, applies: None, when: Vec::new(), checks });
    }
    b.output(table, both);
    b.output(table, z);
    let plan = b.finish();
    let first = plan.cone(&[JudgementId(0)], &[]);
    insta::assert_snapshot!(print(&first));
    assert_eq!(first.inputs, plan.inputs);
    insta::assert_snapshot!(print(&plan.cone(&[], &[OutputId(1)])));
    assert_eq!(plan.cone(&[JudgementId(7)], &[OutputId(7)]).values, []);
    let all = plan.cone(&[JudgementId(0), JudgementId(1)], &[OutputId(0), OutputId(1)]);
    assert_eq!(all, plan);
}
