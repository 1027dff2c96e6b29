//! What the rules become for the machine.

use shensuan_model::lower;
use shensuan_plan::{print, verify};

use crate::sample::model;

fn plan(text: &str) -> String {
    let lowered = lower(&model(text));
    assert_eq!(verify(&lowered.plan), Ok(()));
    print(&lowered.plan)
}

#[test]
fn the_tour() {
    insta::assert_snapshot!("requirement", plan("industry 3360 requires wastewater table\n"));
    insta::assert_snapshot!("formula", plan("emission = output × coefficient × (1 − removal efficiency)\n"));
}

#[test]
fn both_languages_give_the_same_plan() {
    let twins = [
        ("industry 3360 requires wastewater table\n", "行业 3360 必填 废水表\n"),
        (
            "emission = output × coefficient × (1 − removal efficiency)\n",
            "排放量 = 产量 × 产污系数 × (1 − 去除效率)\n",
        ),
        (
            "rule R1 check sum(outlets.outlet discharge where outlet number contains \"W\") ≤ water intake\n",
            "规则 R1 要求 合计(排放口.排水量 其中 排放口编号 含 “W”) 不超过 取水量\n",
        ),
        (
            "rule R2\n  for each accounting table\n  check reported emission ≈ output × coefficient within 1% or 0.001 t\n",
            "规则 R2\n  逐行 核算表\n  要求 填报排放量 ≈ 产量 × 产污系数 误差 1% 或 0.001 吨\n",
        ),
        (
            "rule R3\n  when industry in 33 and operating status is \"运行\"\n  check if staff > 0 then water intake is given\n",
            "规则 R3\n  当 行业 属于 33 且 运行状态 为 「运行」\n  要求 如果 从业人数 大于 0 则 取水量 有值\n",
        ),
        (
            "rule R4 check round(water intake, 1) ≤ first given(staff, 5) × 1 m³ and count missing(unit name, staff) = 0\n",
            "规则 R4 要求 四舍五入(取水量, 1) 不超过 首个有值(从业人数, 5) × 1 立方米 且 空缺数(单位详细名称, 从业人数) = 0\n",
        ),
        (
            "rule R5 check left(unit name, 3) = \"深圳市\" and industry.大类 33 and unit name matches \"厂$\"\n",
            "规则 R5 要求 左取(单位详细名称, 3) 为 「深圳市」 且 行业.大类 33 且 单位详细名称 匹配 “厂$”\n",
        ),
        (
            "rule R6 check year(date(unit name)) = 2019 and date(unit name) + 30 days < 2019-12-31\n",
            "规则 R6 要求 年（转日期（单位详细名称）） ＝ ２０１９ 且 转日期(单位详细名称) + 30 天 < 2019年12月31日\n",
        ),
    ];
    for (en, zh) in twins {
        assert_eq!(plan(en), plan(zh), "{en}");
    }
}

#[test]
fn units_become_factors_and_vanish() {
    let tonnes = plan("rule R1\n  for each accounting table\n  check reported emission ≤ 1 t\n");
    let kilograms = plan("rule R1\n  for each accounting table\n  check reported emission ≤ 1000 kg\n");
    assert_eq!(tonnes, kilograms);
}

#[test]
fn what_is_said_twice_is_computed_once() {
    let text = "rule R1 check water intake ÷ staff ≤ 5 m³\nrule R2 check water intake ÷ staff ≥ 1 m³\n";
    assert_eq!(plan(text).matches(" div ").count(), 1, "{}", plan(text));
}
