//! Reference tables and look-ups, as read.

use shensuan_syntax::print;

use crate::show::{condition, expression, read, shown, tree};

#[test]
fn tables_in_both_languages() {
    let en = "table 外部供水 also water utility from data keyed by 统一社会信用代码
  field 供水量 also metered water : number in m³
table 系数手册 also handbook from \"coefficients/factor*.csv\"
  keyed by 行业代码 (groups), 核算环节, 年产量 (ranges), 规模等级 (any = \"所有规模\"), 污染物
  field 系数 also factor : quantity in unit from 系数单位
  field 系数单位 : text
  field 算 : formula of S (in unit from 丁) = 含硫量 + 1, A = 灰分 as kg in unit from 系数单位
  field 丁 : formula of S = 锅炉[编号].含硫量 in unit from 系数单位 optional
  field 戊 : formula of S = 含硫量, A = 灰分 private optional
  field 己 : formula of S = (含硫量 required)
  in force 生效自 to 生效至
table 上年 also last year like 废水表 from data
table 上年排放口 like 废水表.排放口 from data
form 年报
  many per 企业 keyed by 年份
";
    let zh = "参照表 外部供水 又称 water utility 来自 数据 关联键 统一社会信用代码
  指标 供水量 又称 metered water ：数值 单位 m³
参照表 系数手册 又称 handbook 来自 「coefficients/factor*.csv」
  关联键 行业代码（代码组）、核算环节、年产量（区间）、规模等级（任意 ＝ 「所有规模」）、污染物
  指标 系数 又称 factor ：带单位数值 单位见 系数单位
  指标 系数单位 ：文本
  指标 算 ：算式 参数 S（单位见 丁）＝ 含硫量 ＋ 1、A ＝ 灰分 换算为 kg，单位见 系数单位
  指标 丁 ：算式 参数 S ＝ 锅炉［编号］.含硫量 单位见 系数单位 可空
  指标 戊 ：算式 参数 S=含硫量，A=灰分 不公开 可空
  指标 己 ：算式 参数 S ＝ （含硫量 required）
  有效期 生效自 至 生效至
参照表 上年 又称 last year 同 废水表 来自 数据
参照表 上年排放口 同 废水表.排放口 来自 数据
报表 年报
  每 企业 多行 关联键 年份
";
    assert_eq!(shown(&tree(en)), shown(&tree(zh)));
    insta::assert_snapshot!(print(&tree(en), false));
}

#[test]
fn looked_up_by_key() {
    for (en, zh, read) in [
        (
            "handbook[industry, step].factor",
            "handbook［industry，step］.factor",
            "handbook[industry, step].factor",
        ),
        ("年报[年份 − 1].产量", "年报［年份－1］。产量", "年报[(年份 − 1)].产量"),
        (
            "last year[credit code].output × 2",
            "last year［credit code］.output × 2",
            "(last year[credit code].output × 2)",
        ),
        ("T[\"3360\", code 1].x", "T［「3360」、code 1］.x", "T[“3360”, code 1].x"),
        ("T[3360].x + 1", "T［3360］.x ＋ 1", "(T[3360].x + 1)"),
    ] {
        assert_eq!(expression(en), read, "{en}");
        assert_eq!(expression(zh), read, "{zh}");
    }
    for (en, zh) in [
        ("handbook is found and a > 1", "handbook 查得 且 a 大于 1"),
        ("handbook[a, b] is not found", "handbook［a，b］ 未查得"),
        ("handbook.factor is given", "handbook.factor 有值"),
        ("T[a].x ≈ b within 1%", "T［a］.x ≈ b 允许误差 1%"),
        ("T[a].x in 0.5..2", "T［a］.x 属于 0.5..2"),
    ] {
        assert_eq!(condition(en), condition(zh), "{en}");
    }
}

#[test]
fn what_belongs_to_no_table_is_refused() {
    for text in [
        "form F\n  one per 企业\n  keyed by a\n",
        "table T from data\n  one per 企业\n",
        "table T from data keyed by a\n  keyed by b\n",
        "table T from data from data\n",
        "keyed by a\n",
        "in force a to b\n",
    ] {
        assert_eq!(read(text).1.len(), 1, "{text}: {:?}", read(text).1);
    }
}
