//! What is asked of groups.

use crate::show::{condition, read};

#[test]
fn what_is_asked_of_groups_in_both_languages() {
    let pairs = [
        (
            "中位数(甲) 按 行业.小类 ≥ 20",
            "中位数(甲) by 行业.小类 ≥ 20",
            "((中位数(甲) by [行业.小类]) AtLeast 20)",
        ),
        (
            "占比(废水表 已填报) 按 甲、代码 2（至少 20） ＞ 80% 且 乙 > 1",
            "占比(废水表 is filed) by 甲, 代码 2 (at least 20) > 80% and 乙 > 1",
            "(((占比((废水表 Filed)) by [甲; 代码 2] at least 20) Greater 80%) and (乙 Greater 1))",
        ),
        (
            "分位数(甲 ÷ 乙, 90%) 按 丙 + 合计(甲) 按 丙、丁 > 1",
            "分位数(甲 ÷ 乙, 90%) by 丙 + 合计(甲) by 丙, 丁 > 1",
            "(((分位数((甲 ÷ 乙); 90%) by [丙]) + (合计(甲) by [丙; 丁])) Greater 1)",
        ),
        (
            "强度 不离群 按 行业.小类（稳健 3.5）",
            "强度 is not an outlier by 行业.小类 (robust 3.5)",
            "(强度 not outlier by [行业.小类] robust 3.5)",
        ),
        (
            "甲 + 乙 离群 按 丙（至少 30）（稳健 3） 或 丁 > 1",
            "甲 + 乙 is an outlier by 丙 (robust 3) (at least 30) or 丁 > 1",
            "(((甲 + 乙) outlier by [丙] at least 30 robust 3) or (丁 Greater 1))",
        ),
        ("甲 离群（稳健 3）", "甲 is an outlier (robust 3)", "(甲 outlier by [] robust 3)"),
        (
            "唯一 按 甲、乙 且 丙 > 1",
            "unique by 甲, 乙 and 丙 > 1",
            "((unique by [甲; 乙]) and (丙 Greater 1))",
        ),
        ("存在 F 其中 非 唯一 按 甲", "any F where not unique by 甲", "(Any F (not (unique by [甲])))"),
        (
            "列表(F.甲) 包含全部 常见项(F.甲, 60%) 按 行业.小类",
            "列表(F.甲) includes every 常见项(F.甲, 60%) by 行业.小类",
            "(列表(F.甲) includes every (常见项(F.甲; 60%) by [行业.小类]))",
        ),
    ];
    for (zh, en, read) in pairs {
        assert_eq!(condition(zh), read, "{zh}");
        assert_eq!(condition(en), read, "{en}");
    }
}

#[test]
fn statistics_in_both_languages() {
    let pairs = [
        (
            "统计 分区排放量 又称 emission by district = 合计(甲 换算为 吨) 按 区、污染物",
            "statistic 分区排放量 also emission by district = 合计(甲 as 吨) by 区, 污染物",
            "statistic 分区排放量 | emission by district\n  value (合计((甲 as 吨)) by 区, 污染物)\n",
        ),
        (
            "统计 大户 = 前 10 名（甲 换算为 吨） 按 区",
            "statistic 大户 = top 10 (甲 as 吨) by 区",
            "statistic 大户\n  value top 10 (((甲 as 吨)) by 区)\n",
        ),
        (
            "统计 乙 = 占比(强制规则 通过) 按 区（至少 5）",
            "statistic 乙 = 占比(mandatory rules pass) by 区 (at least 5)",
            "statistic 乙\n  value (占比((mandatory rules pass)) by 区 (at least 5))\n",
        ),
        (
            "统计 丙 = 记录数(企业 其中 规则 SZ-01 不通过 或 任一核实规则 不通过)",
            "statistic 丙 = 记录数(企业 where rule SZ-01 fails or any advisory rule fails)",
            "statistic 丙\n  value 记录数(企业 where ((rule SZ-01 fail) or (advisory rules fail)))\n",
        ),
    ];
    for (zh, en, printed) in pairs {
        for text in [zh, en] {
            let (tree, said) = read(&format!("{text}\n"));
            assert!(said.is_empty(), "{text}: {said:?}");
            assert_eq!(shensuan_syntax::print(&tree, false), printed, "{text}");
        }
    }
}

#[test]
fn names_that_begin_as_rules_do_stay_names() {
    let names =
        ["强制规则通过率 > 1", "mandatory rules > 1", "提示规则 > 1", "规则通过 = 1", "前 > 1", "top 10 > 1"];
    for text in names {
        let (_, said) = read(&format!("rule A check {text}\n"));
        assert!(said.is_empty(), "{text}: {said:?}");
    }
}
