//! Every complaint about meaning, as its reader sees it, in both languages.

use shensuan_diagnostics::Lang;
use shensuan_model::Layers;

use crate::sample::{VOCABULARY, checked, checked_files, drawn};

/// One text a complaint: `(name, text)`.
const CASES: &[(&str, &str)] = &[
    ("spreadsheet_function", "rule A check LEN(unit name) = 18\n"),
    ("spreadsheet_function_zh", "规则 甲 要求 SUM(取水量, 取水量) > 0\n"),
    ("spreadsheet_condition_zh", "规则 甲 要求 COUNTIF(核算表, 「>5」) = 0\n"),
    ("function_like_none_zh", "规则 甲 要求 甲乙丙丁(取水量) > 0\n"),
    ("text_added_to_text_zh", "规则 甲 要求 单位详细名称 + 单位详细名称 = 「x」\n"),
    ("scale_without_a_unit_zh", "规则 甲 要求 取水量 > 5万\n"),
    ("misspelt_name", "emission = output × coefficent × (1 − removal efficiency)\n"),
    ("misspelt_name_zh", "核算量 = 产量 × 产物系数 × (1 − 去除效率)\n"),
    ("text_without_quotes", "rule A\n  when operating status is running\n  check staff > 0\n"),
    ("text_without_quotes_zh", "规则 A 要求 行业 = 金属制品业\n"),
    ("clause_within_a_name", "rule A \"t\" industry 3360 requires wastewater table severity mandatory\n"),
    ("unit_mismatch", "rule A check water intake ≤ sum(accounting table.output)\n"),
    ("unit_mismatch_zh", "规则 A\n  逐行 核算表\n  要求 填报排放量 ≈ 产量 × 产污系数 × 取水量 误差 1%\n"),
    ("bare_number_against_a_unit", "规则 A 要求 取水量 ≥ 10\n"),
    ("bare_range_against_a_unit", "rule A check water intake in 1..5\n"),
    ("sum_of_units", "formula x = 产量 + 取水量\n"),
    ("conversion", "formula x = 取水量 换算为 千克\n"),
    ("formula_unit", "formula x = output × coefficient\n  unit m³\n"),
    ("percent_against_number", "规则 A\n  逐行 核算表\n  要求 去除效率 不超过 80\n"),
    ("unknown_unit", "formula x = water intake + 5 qm\n"),
    ("celsius_against_kelvin", "rule A check 20 ℃ > 283 K\n"),
    ("celsius_against_zero_zh", "规则 A 要求 20 ℃ > 0\n"),
    ("celsius_doubled", "formula x = 20 ℃ × 2\n"),
    ("celsius_added_zh", "公式 丙 = 20 ℃ + 5 ℃\n"),
    ("celsius_and_kelvin_added", "formula x = 20 ℃ + 5 K\n"),
    ("words_behind_a_unit", "formula x = water intake + 5 m³ foo\n"),
    ("unknown_unit_of_two_words", "formula x = water intake + 5 wide tubs\n"),
    ("unit_of_two_sizes", "define unit 千元 also thousand yuan = 100 元\n"),
    ("unit_of_two_dimensions", "定义单位 吨 = 5 米\n"),
    ("unit_of_two_sizes_of_ones_own", "define unit tub = 5 kg\ndefine unit tub = 6 kg\n"),
    ("unit_defined_twice", "define unit tub = 5 kg\ndefine unit tub = 5 kg\n"),
    ("unit_that_is_there_zh", "定义单位 吨 = 1000 千克\n"),
    ("nouns_do_not_cancel_with_each_other", "rule A check 2 吨-原料 × 3 千克/吨-产品 ≤ 10 千克\n"),
    ("unknown_function", "formula x = medain(accounting table.output)\n"),
    ("unknown_form", "industry 3360 requires waste water table\n"),
    ("unknown_field_of_form", "rule A check 废水表.取水 ≥ 0 m³\n"),
    ("unknown_code", "industry 3361 requires wastewater table\n"),
    ("unknown_code_name", "rule A check staff > 0\n  when operating status is \"运转\"\n"),
    ("unknown_set", "rule A check staff > 0\n  when industry in wet industries\n"),
    ("number_of_text", "formula x = unit name × 2\n"),
    ("truth_of_number", "rule A check water intake\n"),
    ("text_test_of_number", "rule A check water intake contains \"5\"\n"),
    ("filed_of_field", "rule A check water intake is filed\n"),
    (
        "rows_without_a_key",
        "rule A check every accounting table has (any outlets where outlet discharge > output × 1 m³/t)\n",
    ),
    ("rows_of_two_forms", "formula x = output × outlet discharge\n"),
    ("rows_in_a_subject_message", "rule A check staff > 0\n  message \"{output}\"\n"),
    ("name_in_a_message", "rule A check staff > 0\n  message \"人数为 {从业人员}\"\n"),
    (
        "near_without_within",
        "rule A\n  for each accounting table\n  check reported emission ≈ output × coefficient\n",
    ),
    ("cycle", "formula a = b × 2\nformula b = c + 1\nformula c = a − 1\n"),
    ("itself", "formula a = a × 2\n"),
    ("declared_twice", "rule A check staff > 0\nrule A check staff < 100000\n"),
    ("formula_named_as_a_field", "output = 5 t\n"),
    ("id_of_a_built_in_rule", "rule unit check staff > 0\n"),
    ("id_of_a_built_in_rule_zh", "规则 名录外 要求 从业人数 大于 0\n"),
    ("built_in_twice", "built-in rule unit severity mandatory\n内置规则 单位 级别 提示\n"),
    ("nothing_to_check", "rule A\n  severity mandatory\n"),
    ("case_of_nothing", "rule A-01 check staff > 0\n\ncase A-02\n  given staff = 5\n  expect pass\n"),
    (
        "case_of_a_form_that_is_not_filed",
        "rule A-01 check staff > 0\n\ncase A-01\n  given basic form is not filed, staff = 5\n  expect pass\n",
    ),
    (
        "case_of_a_form_that_is_not_filed_zh",
        "规则 A-01 要求 从业人数 大于 0\n\n用例 A-01\n  已知 从业人数 = 5\n  已知 基本情况表 未填报\n  预期 通过\n",
    ),
    (
        "cell_given_twice",
        "rule A-01 check staff > 0\n\ncase A-01\n  given staff = 5, staff = 6\n  expect pass\n",
    ),
    (
        "cell_given_twice_zh",
        "规则 A-01 要求 从业人数 大于 0\n\n用例 A-01\n  已知 从业人数 = 5\n  已知 从业人数 = 缺失\n  预期 通过\n",
    ),
    (
        "two_units_of_one_cell",
        "form Q\n  many per 企业\n  field amount : quantity in unit from unit text\n  field unit text : text\n\nrule A-01 check count(Q) > 0\n\ncase A-01\n  given Q: amount = 5 t, unit text = \"kg\"\n  expect pass\n",
    ),
    ("half_a_person", "rule A-01 check staff > 0\n\ncase A-01\n  given staff = 2.5\n  expect pass\n"),
    ("number_in_codes", "rule A check staff > 0\n  when industry in 33, 2.5\n"),
    ("number_in_texts_zh", "规则 A 要求 单位详细名称 属于 33–37\n"),
    ("date_among_numbers", "rule A check staff in (1, 2019-01-01)\n"),
    (
        "number_among_dates",
        "form Q\n  one per 企业\n  field opened : date\n\nrule A check min(opened, 5) ≥ 2019-01-01\n",
    ),
    (
        "number_in_a_set_of_dates_zh",
        "报表 Q\n  每 企业 一行\n  指标 开业 : 日期\n\n规则 A 要求 开业 属于 2019-01-01、2.5\n",
    ),
    (
        "days_run_backwards",
        "form Q\n  one per 企业\n  field opened : date\n\nrule A check opened in 2019-01-01, 2019-03-01..2019-02-01\n",
    ),
    ("set_without_percent", "规则 A\n  逐行 核算表\n  要求 去除效率 属于 50、80\n"),
    ("set_in_another_unit", "rule A check water intake in (0.5, 1) t\n"),
    ("range_below_zero_runs_backwards", "rule A check staff in 1..−1\n"),
    ("open_brace", "rule A check staff > 0\n  message \"staff is {staff\"\n"),
    ("lone_brace_zh", "规则 A 要求 从业人数 大于 0\n  说明 「人数为 从业人数}」\n"),
    ("empty_mark", "form Q\n  one per 企业\n  field a : number or \"\"\n"),
    ("percent_mark", "form Q\n  one per 企业\n  field a : percent or \"NA\", \"80%\"\n"),
    ("thousands_mark_zh", "报表 Q\n  每 企业 一行\n  指标 甲 : 数值 或 「1,200」\n"),
    ("mark_twice", "form Q\n  one per 企业\n  field a : number or \"NA\", \"na\"\n"),
    ("optional_and_required", "form Q\n  one per 企业\n  field a : number optional required\n"),
    ("optional_and_required_zh", "报表 Q\n  每 企业 一行\n  指标 甲 : 文本 必填 可空\n"),
    ("case_expects_nothing", "rule A-01 check staff > 0\n\ncase A-01\n  given staff = 5\n"),
    (
        "case_of_another_form",
        "rule A-01 check staff > 0\n\ncase A-01\n  given outlets: staff = 5\n  expect pass\n",
    ),
    (
        "case_in_another_unit",
        "rule A-01 check water intake > 0\n\ncase A-01\n  given water intake = 5 t\n  expect pass\n",
    ),
    (
        "case_without_a_unit",
        "rule A-01 check water intake > 0\n\ncase A-01\n  given water intake = 5\n  expect pass\n",
    ),
    (
        "case_of_another_type",
        "rule A-01 check staff > 0\n\ncase A-01\n  given staff = \"many\"\n  expect pass\n",
    ),
    (
        "case_percent",
        "rule A-01 check staff > 0\n\ncase A-01\n  given removal efficiency = 80\n  expect pass\n",
    ),
    (
        "case_gives_a_formula",
        "formula x = staff × 2\nrule A-01 check x > 0\n\ncase A-01\n  given x = 5\n  expect pass\n",
    ),
    (
        "form_twice",
        "form F1 also 废水表\n  one per 企业\n  field a : text\n\nindustry 3360 requires 废水表\n",
    ),
    ("formula_twice", "formula x = 1\nformula x = 2\nformula y = x\n"),
    (
        "let_of_another_row",
        "rule A\n  for each accounting table\n  let own = output\n  check count(accounting table where output = own) = 1\n",
    ),
    ("text_as_a_number", "formula x = abs(\"x\")\n"),
    ("text_as_a_number_zh", "公式 丙 = 合计(\"甲\", 从业人数)\n"),
    ("number_in_quotes", "formula x = abs(\"5\")\n"),
    ("date_in_quotes", "formula x = year(\"2019-07-01\")\n"),
    ("day_in_quotes", "formula x = day(\"2019-07-01\")\n"),
    ("text_as_a_date_zh", "公式 丙 = 日(\"开业时间\")\n"),
    ("text_as_a_condition_zh", "规则 A 要求 “运行”\n"),
    ("text_of_no_code", "rule A check credit code division(\"abc\") = \"990000\"\n"),
    ("text_of_no_code_zh", "规则 A 要求 信用代码区划(\"abc\") 为 \"990000\"\n"),
    ("length_of_missing", "formula x = length(missing)\n"),
    ("year_of_missing_zh", "公式 丙 = 年(缺失)\n"),
    ("missing_in_a_set", "rule A check staff in (1, missing)\n"),
    ("missing_among_several_zh", "规则 A 要求 任一(从业人数, 缺失) 大于 5\n"),
    ("month", "formula x = 2019-07-01 + 2 month\n"),
    ("week_zh", "公式 丙 = 2019-07-01 + 2 周\n"),
    ("percent_points_of_a_field", "formula x = staff as pp\n"),
    ("digits_before_a_name_zh", "规则 A 要求 2018年产量 大于 0\n"),
    ("format_of_no_unit", "rule A check staff > 0\n  message \"{staff:abc}\"\n"),
    ("date_and_year", "formula x = 2019-07-01 + 1 a\n"),
    ("date_and_year_zh", "公式 丙 = 2019-07-01 + 1 年\n"),
    ("constant_named_as_a_field_zh", "常量 从业人数 = 5\n规则 A 要求 从业人数 大于 5\n"),
    ("let_named_as_a_field", "rule A\n  let staff = 5\n  check staff > 5\n"),
    ("two_texts", "rule A check unit name < operating status\n"),
    ("unit_field", "form F1\n  one per 企业\n  field a : quantity in unit from b\n  field b : number\n"),
    ("excel_if", "formula x = IF(staff > 1, 2, 3)\n"),
    ("excel_sumif", "formula x = SUMIF(outlets.outlet discharge, 2)\n"),
    ("excel_lookup", "formula x = VLOOKUP(staff, 2)\n"),
    ("call_without_arguments", "formula x = round()\n"),
    ("call_with_too_many", "formula x = sqrt(staff, 2)\n"),
    ("call_with_where", "formula x = abs(staff where staff > 1)\n"),
    ("places_computed", "formula x = round(water intake, staff)\n"),
    ("root_of_no_square", "formula x = sqrt(water intake)\n"),
    ("exponential_of_an_amount", "formula x = exp(water intake)\n"),
    ("clamp_in_other_units", "formula x = clamp(water intake, 0, 5 t)\n"),
    ("length_of_a_number", "formula x = length(staff)\n"),
    ("replaced_by_a_field", "rule A check replace(unit name, \"a\", unit name) = \"b\"\n"),
    ("date_and_number", "formula x = first given(2019-01-01, staff)\n"),
    ("year_of_a_number", "formula x = year(staff)\n"),
    ("no_such_day", "rule A check 2019-02-30 < 2019-03-01\n"),
    ("number_for_a_date", "formula x = 2019-02-01 otherwise 5\n"),
    (
        "one_unit_wanted",
        "form F1\n  many per 企业\n  field a : quantity in unit from b\n  field b : text\nformula x = abs(a)\n",
    ),
    ("two_dates_added", "formula x = 2019-02-01 + 2019-03-01\n"),
    ("date_and_mass", "formula x = 2019-02-01 + 5 t\n"),
    ("date_against_number", "rule A check 2019-02-01 > staff\n"),
    ("no_pattern", "rule A check unit name matches \"[\"\n"),
    ("no_such_place", "formula x = distance(\"22.5,113.9\", \"113.9,22.5\")\n"),
    ("no_such_period", "rule A check reporting period = \"2017Q5\"\n"),
    ("no_such_period_zh", "规则 A 要求 报告期 属于 “2017-06-30至2017-01-01”\n"),
    ("period_for_a_number", "formula x = reporting period + 1\n"),
    ("number_for_a_period", "规则 A 要求 期初(从业人数) 大于 2017-01-01\n"),
    ("period_against_a_number", "rule A check reporting period = staff\n"),
    ("period_against_a_date", "规则 A 要求 报告期 大于 2017-01-01\n"),
    ("period_against_a_text", "rule A check reporting period = unit name\n"),
    ("date_in_a_number", "rule A check opened in staff\n"),
    ("periods_backwards", "rule A check opened in 2019–2017\n"),
    ("percent_literal_against_number", "rule A-01 check 80% > 50\n"),
    ("percent_literal_in_numbers_zh", "规则 A-01 要求 50% 属于 (50, 60)\n"),
    ("likeness_above_one", "rule A-01 check unit name similar to \"x\" (9)\n"),
    ("likeness_in_tons_zh", "规则 A-01 要求 单位详细名称 相似于 \"x\" (1 吨)\n"),
    (
        "words_that_are_numbers",
        "set numbers = 1, 2\nrule A-01 check unit name similar to pollutant without numbers (0.9)\n  for each accounting table\n",
    ),
    ("chosen_text_and_number", "rule A-01 check (if staff > 5 then unit name else 3) = \"x\"\n"),
    ("text_otherwise_number_zh", "规则 A-01 要求 (单位详细名称 缺失按 0) = \"x\"\n"),
    ("codes_of_two_lists", "rule A-01 check (if staff > 5 then industry else operating status) = 1\n"),
    ("code_otherwise_unknown", "rule A-01 check (industry otherwise \"none\") in 33\n"),
    ("length_of_a_chosen_text", "rule A-01 check length(unit name otherwise \"x\") > 1\n"),
    ("day_of_a_period", "formula x = day(reporting period)\n"),
    (
        "case_of_no_period",
        "rule A-01 check reporting period = \"2017\"\n\ncase A-01\n  given reporting period = \"2017-13\"\n  expect pass\n",
    ),
    ("no_such_level", "rule A check industry.细类 = 33\n"),
    ("part_of_a_number", "rule A check staff.name = \"5\"\n"),
    ("excel_round", "formula x = ROUND(staff, 2)\n"),
    ("comparing_word_within_a_name", "rule A check staff exceeds water intake\n"),
    ("comparing_word_behind_a_name_zh", "规则 A 要求 从业人数 超过 3\n"),
    ("comparing_word_within_a_name_zh", "规则 A 要求 取水量 至少 废水排放量\n"),
    ("several_words", "formula x = count missin(staff)\n"),
    ("chain_of_less", "rule A check 1 < staff > 5\n"),
    ("aggregate_without_rows", "formula x = sum(5 m³)\n"),
    ("unknown_unit_of_a_field", "form F1\n  one per 企业\n  field h : number in zz\nrule A check h > 5 m³\n"),
    (
        "unit_of_an_unknown_unit",
        "define unit bb = 5 cc\nrule A check water intake > 5 bb and 取水量 ÷ 5 bb/t > 1\n",
    ),
    ("list_of_a_field", "form F1\n  one per 企业\n  field h : code from 行业\nrule A check h = 33\n"),
    ("misspelt_check", "rule A\n  chek staff > 5\n"),
    ("misspelt_form", "fom F1\n  one per 企业\n  field h : number\nrule A check F1.h > 5\n"),
    ("let_without_a_name", "规则 A\n  令 = 5\n  要求 从业人数 大于 5\n"),
    (
        "open_title",
        "form F1 \"废水 also 废水报表\n  field h : number\nrule A check 废水报表.h > 5 and F1 is filed\n",
    ),
    (
        "rows_keyed",
        "form F1\n  one per 企业\n  rows R kyed by n\n    field n : text\n    field h : number\nrule A check sum(R.h) > 5\n",
    ),
    (
        "field_without_a_colon",
        "form F1\n  one per 企业\n  field n x y z\n  field h : text\nrule A check n > 5\n",
    ),
    (
        "unread_unit_field",
        "form F1\n  one per 企业\n  field n x y z\n  field h : quantity in unit from n\nrule A check h > 5 t\n",
    ),
    (
        "unread_rule",
        "rule A2 severity high\n  check staff > 0\n\ncase A2\n  given staff = 1\n  expect pass\n",
    ),
    ("run_together", "规则 A 要求 从业人数大于5\n"),
    ("run_together_with_a_form", "规则 A 要求 废水表已填报 且 从业人数 大于 5\n"),
    ("misspelt_operator_zh", "规则 A 要求 从业人数 大与 5\n"),
    ("misspelt_where", "rule A check sum(outlets.outlet discharge whre outlet number = \"1\") > 3 m³\n"),
    ("between", "rule A check staff between 1 and 5\n"),
    ("message_format", "rule A check staff > 0\n  message \"{staff:0,00}\"\n"),
    ("message_unit", "rule A check staff > 0\n  message \"{water intake:0.0 kg}\"\n"),
    ("message_format_of_text", "规则 A 要求 从业人数 > 0\n  说明 「{单位详细名称：0.0}」\n"),
    ("percent_points_of_an_amount", "rule A check water intake ≈ 废水排放量 within 1 pp\n"),
    ("list_of_values", "rule A check industry ≠ 3360 or 3982\n"),
    ("list_of_values_zh", "规则 A 要求 运行状态 为 「运行」 或 「停产」\n"),
    ("phrase_for_given_zh", "规则 A 要求 取水量 不得为空\n"),
    ("phrase_for_otherwise_zh", "规则 A 要求 从业人数 缺失时取 0 ≥ 0\n"),
    ("stress", "rule A check staff must be > 5\n"),
    ("stress_zh", "规则 A 要求 从业人数 必须 大于 5\n"),
    ("lettered_code", "industry C3360 requires wastewater table\n"),
    ("lettered_code_equal", "规则 A 要求 行业 = C3360\n"),
    ("blank_within_a_code", "rule A check industry 33 60\n"),
    ("empty_text_compared_zh", "规则 A 要求 单位详细名称 ≠ 「」\n"),
    ("empty_text_against_a_number", "rule A check water intake = \"\"\n"),
    ("missing_compared", "rule A check water intake = missing\n"),
    ("word_like_and", "rule A check staff > 0 and water intake > 5 m³ an staff\n"),
    ("share_against_a_count", "formula x = staff + 5 人\nrule A check x ≥ 5%\n"),
    (
        "columns_of_rows",
        "form G200\n  one per 企业\n  field 甲排 : number\n  rows 物 also things keyed by 物号\n    field 甲产 : number\n    rows 甲量 from \"甲\" (甲产, 甲排) as 名, 产, 排\n",
    ),
    ("aggregate_of_truth", "formula x = sum(outlets.outlet discharge > 5 m³)\n"),
    ("by_behind_a_function", "rule A check round(staff, 1) by industry > 5\n"),
    ("by_behind_no_function_zh", "规则 A 要求 中味数(从业人数) 按 行业 > 5\n"),
    ("key_of_many_rows", "rule A check count(enterprise) by pollutant > 5\n"),
    ("key_of_many_rows_zh", "规则 A 要求 从业人数 不离群 按 行业、核算表.污染物（稳健 3）\n"),
    ("key_of_other_rows", "rule A check sum(outlet discharge) by pollutant > 5 m³\n"),
    ("key_that_is_no_name", "rule A check median(staff) by sector > 5\n"),
    (
        "key_without_a_fixed_unit",
        "form Q\n  many per 企业\n  field amount : quantity in unit from unit text\n  field unit text : text\n\nrule A check count(Q) by amount > 5\n",
    ),
    ("percentile_of_a_bare_number", "rule A check staff ≤ percentile(staff, 0.9) by industry\n"),
    ("percentile_without_a_share_zh", "规则 A 要求 从业人数 不超过 分位数(从业人数) 按 行业\n"),
    ("share_against_a_bare_number", "rule A check share(wastewater table is filed) by industry > 80\n"),
    ("share_of_a_number", "rule A check share(staff) by industry > 80%\n"),
    ("median_of_text_zh", "规则 A 要求 中位数(单位详细名称) 按 行业 > 5\n"),
    ("statistic_of_no_group", "statistic staffing = staff\n"),
    ("statistic_of_no_group_zh", "统计 用工 = 合计(从业人数) 按 行业 ÷ 从业人数\n"),
    ("statistic_of_two_groups", "statistic part = sum(staff) by industry ÷ sum(staff)\n"),
    ("statistic_of_a_rank", "statistic place = rank(staff) by industry\n"),
    ("statistic_of_a_truth", "statistic filed = any(wastewater table is filed) by industry\n"),
    ("statistic_twice", "statistic a = sum(staff)\n统计 a = 合计(从业人数) 按 行业\n"),
    ("statistic_by_many_rows", "statistic a = sum(staff) by pollutant\n"),
    ("top_of_none", "statistic a = top 0 (staff)\n"),
    ("top_of_text_zh", "统计 大户 = 前 10 名（单位详细名称）\n"),
    ("top_of_a_total", "formula all = count(enterprise)\nstatistic a = top 5 (all)\n"),
    ("rules_in_a_rule", "rule A check mandatory rules pass\n"),
    ("rules_in_a_rule_zh", "规则 A 要求 规则 B 通过\n"),
    ("statistic_of_an_unknown_rule", "rule A1 check staff > 0\nstatistic a = share(rule A2 passes)\n"),
    (
        "statistic_of_a_rule_of_the_data_set",
        "rule A check count(enterprise) > 5\nstatistic a = share(rule A passes) by industry\n",
    ),
    (
        "statistic_where_private",
        "form P\n  one per 企业\n  field 联系人 also contact : text private\n\nstatistic a = count(enterprise where contact contains \"王\")\nstatistic b = share(contact is given) by industry\nstatistic c = count(enterprise where contact is given)\nstatistic d = distinct(contact)\n",
    ),
    (
        "statistic_by_private",
        "form P\n  one per 企业\n  field 联系人 also contact : text private\n\nstatistic a = count(enterprise) by contact\n",
    ),
    (
        "top_by_private_zh",
        "报表 P\n  每 企业 一行\n  指标 联系人 又称 contact：文本 不公开\n\n公式 丙 = 如果 联系人 含 “甲” 则 从业人数 否则 1\n统计 大户 = 前 10（丙）\n",
    ),
    ("misspelt_statistic", "statstic a = sum(staff)\n"),
    ("median_of_many", "rule A check median(staff, water intake) by industry > 5\n"),
    ("few_in_a_group", "rule A check median(staff) by industry (at least 2.5) > 5\n"),
    ("list_alone", "rule A check list(pollutant) = 5\n"),
    (
        "lists_of_other_rows",
        "rule A check list(pollutant where output > 1 t) includes every common(pollutant where output > 2 t, 60%) by industry\n",
    ),
    (
        "lists_of_two_fields",
        "rule A check list(pollutant) includes every common(outlet number, 60%) by industry\n",
    ),
    ("includes_without_lists_zh", "规则 A 要求 污染物 包含全部 常见项(污染物, 60%) 按 行业\n"),
    ("outlier_of_text", "rule A check unit name is not an outlier by industry (robust 3)\n"),
    ("outlier_without_robust", "rule A check staff is not an outlier by industry\n"),
    ("groups_of_one_row", "rule A\n  for each group of basic form by industry\n  check staff > 5\n"),
    (
        "varies_in_a_group_of_subjects",
        "formula half = staff ÷ 2\nrule A\n  for each group of enterprise by industry\n  let part = half\n  check part > 5 and industry.小类 is \"3360\"\n",
    ),
    (
        "filed_in_a_group_of_subjects",
        "rule A\n  for each group of enterprise by industry\n  check wastewater table is filed and sum(water intake) > 5 m³\n",
    ),
    (
        "other_groups_in_a_group",
        "rule A\n  for each group of enterprise by industry\n  check count(enterprise) by staff > 1\n",
    ),
    (
        "subjects_by_rows",
        "rule A\n  for each group of enterprise by pollutant\n  check count(enterprise) > 5\n",
    ),
    (
        "group_by_rows_brought_together",
        "formula twins = count(accounting table where pollutant = this row.pollutant)\n  for each accounting table\nrule A\n  for each group of accounting table by twins\n  check count(accounting table) > 5\n",
    ),
    ("groups_of_one_row_zh", "规则 A\n  逐组 废水表 按 行业代码\n  要求 取水量 > 5 m³\n"),
    (
        "group_by_other_rows",
        "rule A\n  for each group of accounting table by outlet number\n  check count(accounting table) > 5\n",
    ),
    (
        "varies_in_a_group",
        "rule A\n  for each group of accounting table by pollutant\n  let spare = 1 − removal efficiency\n  check spare > 5% or pollutant is \"COD\"\n  message \"{pollutant}\"\n",
    ),
    ("varies_in_a_group_zh", "规则 A\n  逐组 核算表 按 污染物\n  要求 去除效率 不超过 均值(去除效率) × 2\n"),
    (
        "group_of_rows_found",
        "rule A\n  for each accounting table\n  check any accounting table where (pollutant = this row.pollutant and output > (max(output) by accounting table.pollutant))\n",
    ),
    (
        "group_of_rows_found_zh",
        "规则 A\n  逐行 核算表\n  要求 存在 核算表 其中 (污染物 = 本行.污染物 且 唯一 按 污染物、产品产量)\n",
    ),
    (
        "group_of_rows_found_in_a_formula",
        "formula largest = max(output) by accounting table.pollutant\nrule A\n  for each accounting table\n  check any accounting table where (pollutant = this row.pollutant and output > largest)\n",
    ),
    (
        "group_beside_the_row_in_hand",
        "rule A\n  for each accounting table\n  check (count(accounting table where output > this row.output) by pollutant) = 0\n",
    ),
    (
        "group_beside_the_row_in_hand_zh",
        "规则 A\n  逐行 核算表\n  要求 (合计(产品产量 其中 产品产量 小于 本行.产品产量) 按 行业) > 5 吨\n",
    ),
    ("same_of_one_value", "rule A check same(staff)\n"),
    ("unique_by_an_unknown_zh", "规则 A 要求 唯一 按 信用代号\n"),
    ("cycle_through_groups", "formula a = staff ÷ b\nformula b = median(a) by industry\n"),
];

#[test]
fn every_complaint() {
    for (name, text) in CASES {
        let checked = checked(text);
        assert!(!checked.said.is_empty(), "{name}: nothing was said");
        let both = format!("{text}\n{}\n{}", drawn(&checked, Lang::Zh), drawn(&checked, Lang::En));
        insta::assert_snapshot!(*name, both);
    }
}

#[test]
fn one_mistake_makes_one_error() {
    for (name, text) in CASES {
        let said: Vec<_> = checked(text).said.iter().map(|said| said.code).collect();
        let said: Vec<_> =
            said.iter().filter(|code| **code != shensuan_diagnostics::codes::lints::ANONYMOUS_RULE).collect();
        assert_eq!(said.len(), 1, "{name}: {said:?}");
    }
}

#[test]
fn what_cannot_be_read_is_complained_of_once_and_its_readers_not_at_all() {
    let text = "formula a = output × no such thing\nformula b = a × 2\nrule A\n  for each accounting table\n  check b > 5 t\n";
    assert_eq!(checked(text).said.len(), 1, "{}", drawn(&checked(text), Lang::En));
}

/// What a code list that cannot be read would have told of its fields is not asked for.
#[test]
fn a_code_list_that_cannot_be_read_makes_no_mistakes_of_its_readers() {
    let vocabulary = VOCABULARY.replace("from \"industries.csv\"", "from industries");
    let rules = "rule A check industry in 33\nrule B check industry.name contains \"x\"\ncase A\n  given industry = 33\n  expect pass\n";
    let checked = checked_files(&[("a.rule", &vocabulary, None), ("b.rule", rules, None)], Layers::default());
    assert_eq!(checked.said.len(), 1, "{}", drawn(&checked, Lang::En));
}

/// Five mistakes in five places; each line of the second list mends one.
const FIVE: &str = "规则 A-01 「一」
  当 行业 属于 33 && 从业人数 大于 0
  要求 取水量 不超过 500 吨
  级别 提示

formula b = output × coefficent

rule A-02
  for each accounting table
  check reported emission ≤ output × coefficient
  severity madatory

rule A-03 check staff > 0
  when operating status is \"运转\"

用例 A-01
  已知 行业 = 3360, 从业人数 = 5, 取水量 = 400 m³
  预期 通过
";

const MENDS: [(&str, &str); 5] = [
    ("&&", "且"),
    ("500 吨", "500 m³"),
    ("coefficent", "coefficient"),
    ("madatory", "mandatory"),
    ("运转", "运行"),
];

#[test]
fn five_mistakes_are_five_errors_and_none_when_they_are_mended() {
    let mut text = FIVE.to_owned();
    for (index, (wrong, right)) in MENDS.iter().enumerate() {
        let checked = checked(&text);
        assert_eq!(checked.said.len(), 5 - index, "{}", drawn(&checked, Lang::En));
        text = text.replacen(wrong, right, 1);
    }
    assert!(checked(&text).said.is_empty(), "{}", drawn(&checked(&text), Lang::En));
}

#[test]
fn mistakes_are_errors_of_their_own_however_they_are_combined() {
    for mended in 0..(1_usize << MENDS.len()) {
        let mut text = FIVE.to_owned();
        for (index, (wrong, right)) in MENDS.iter().enumerate() {
            if mended & (1 << index) != 0 {
                text = text.replacen(wrong, right, 1);
            }
        }
        let left = MENDS.len() - mended.count_ones() as usize;
        assert_eq!(checked(&text).said.len(), left, "{mended:b}: {}", drawn(&checked(&text), Lang::En));
    }
}
