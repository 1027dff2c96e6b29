//! E05xx: the structure of a rulebook.

use crate::codes::rulebook as codes;

explanations! {
    CYCLE {
        zh: "公式绕了一圈又用到自己，永远算不出来。提示中列出了整个圈；找到其中不该有的一环，改用填报的指标或另一个公式。",
        en: "The formulas need each other in a circle, so none can be computed first. The message shows the whole circle: find the link that should not be there and use a filed field or another formula instead.",
        wrong: { zh: "公式 甲 = 乙 + 1\n公式 乙 = 甲 + 1", en: "formula a = b + 1\nformula b = a + 1" },
        right: { zh: "公式 甲 = 乙 + 1\n公式 乙 = 2", en: "formula a = b + 1\nformula b = 2" },
    }
    NOTHING_TO_CHECK {
        zh: "规则没有写“要求”或“必填”，也就没有可以判断的内容。加一行“要求 …”；只有“当”的规则不起作用。",
        en: "The rule has neither `check` nor `requires`, so there is nothing to judge. Add a line `check …`; a `when` alone does nothing.",
        wrong: { zh: "规则 A\n  当 取水量 > 0", en: "rule A\n  when water intake > 0" },
        right: { zh: "规则 A\n  当 取水量 > 0\n  要求 单位详细名称 有值", en: "rule A\n  when water intake > 0\n  check unit name is given" },
    }
    UNRELATED_ROWS {
        zh: "两张多行表的行之间没有对应关系，第几行对第几行无从谈起。先把其中一张汇总成每户一个值（合计、存在 … 其中 …），再与另一张比较。两张表的行靠某个指标对应时，在汇总的“其中”里写明它们相等：逐行 燃料表，存在 采购表 其中 采购表.品种 = 燃料表.品种。",
        en: "The rows of two forms do not belong to each other, so it means nothing to compute with both at once. Aggregate one of them to a value of the subject first: `sum(…)`, `any … where …`. Where a field tells which rows belong together, say behind `where` that it is equal: in `for each fuel`, `any purchases where purchases.material = fuel.material`.",
        wrong: { zh: "规则 A 要求 废水排放量 > 0 且 去除效率 > 0", en: "rule A check wastewater discharged > 0 and removal efficiency > 0" },
        right: { zh: "规则 A 要求 合计(排放口.废水排放量) > 0 且 去除效率 > 0", en: "rule A check sum(outlets.wastewater discharged) > 0 and removal efficiency > 0" },
    }
    CODE_LIST_UNREADABLE {
        zh: "代码表文件找不到，或者不是应有的样子：UTF-8 编码的 CSV，有“代码”（code）和“名称”（name）两列，分级的还有“上级”（parent）。路径先相对于规则文件，再相对于规则库文件夹查找。",
        en: "The file of the code list is not there, or is not a CSV in UTF-8 with the columns `code` and `name` (and `parent` for a hierarchy). Its path is looked up beside the rule file, then from the folder of the rulebook.",
        wrong: { zh: "代码表 排水去向 来自 「codes/没有.csv」", en: "code list destinations from \"codes/none.csv\"" },
        right: { zh: "代码表 排水去向 来自 「national/codes/states.csv」", en: "code list destinations from \"national/codes/states.csv\"" },
    }
    NO_SUBJECT {
        zh: "有报表却没有“对象”：程序不知道每行数据属于谁。在词汇里写一行“对象 企业 关联键 统一社会信用代码”；词汇在别的规则库中时，用 --uses 指定它。",
        en: "There are forms but no `subject`, so no row can be tied to anybody. Declare one in the vocabulary (`subject enterprise keyed by credit code`), or name the rulebook that does with --uses.",
        wrong: { zh: "$ shensuan check rules.rule\n=== rules.rule\n报表 基本情况表\n  每 企业 一行\n  指标 从业人数：整数", en: "$ shensuan check rules.rule\n=== rules.rule\nform basic form\n  one per enterprise\n  field staff : integer" },
        right: { zh: "$ shensuan check rules.rule\n=== rules.rule\n对象 企业 关联键 统一社会信用代码\n报表 基本情况表\n  每 企业 一行\n  指标 从业人数：整数", en: "$ shensuan check rules.rule\n=== rules.rule\nsubject enterprise keyed by credit code\nform basic form\n  one per enterprise\n  field staff : integer" },
    }
    SECOND_SUBJECT {
        zh: "一个规则库只审核一种对象（如企业），这里又声明了一个。删去一个；若两个规则库叠在一起用，后一个不要再声明对象。",
        en: "A rulebook judges one kind of subject, such as enterprises, and this declares a second. Remove one; a rulebook that builds on another does not declare the subject again.",
        wrong: { zh: "对象 农户 关联键 身份编号", en: "subject farm keyed by farm number" },
        right: { zh: "报表 农业表\n  每 企业 一行\n  指标 播种面积：数值", en: "form farming\n  one per enterprise\n  field sown area : number" },
    }
    ROWS_UNSAID {
        zh: "报表没有说明每个对象填一行还是多行，而两者的算法不同。在报表下面加一行“每 企业 一行”或“每 企业 多行”。",
        en: "The form does not say whether a subject files one row or many, and the two are computed differently. Add `one per …` or `many per …` under its head.",
        wrong: { zh: "报表 废气表\n  指标 废气量：数值", en: "form waste gas\n  field gas volume : number" },
        right: { zh: "报表 废气表\n  每 企业 一行\n  指标 废气量：数值", en: "form waste gas\n  one per enterprise\n  field gas volume : number" },
    }
    GROUP_IN_MANY {
        zh: "明细（行组）只能放在每户一行的报表里；这张报表本身就有多行，分不清明细属于哪一行。把明细声明为单独的报表，并写上说明属于本表哪一行的指标；由本表的列转成的行（明细 … 来自 …）不受此限。",
        en: "A group of rows stands in a form that has one row a subject; in a form with many rows nobody could tell whose rows they are. Declare the group as a form of its own, with the field that tells the rows of this form apart. Rows made of the form's own columns (`rows … from …`) may stand there.",
        wrong: { zh: "报表 监测表\n  每 企业 多行\n  指标 年份：整数\n  明细 监测点\n    指标 浓度：数值", en: "form monitoring\n  many per enterprise\n  field year : integer\n  rows points\n    field value : number" },
        right: { zh: "报表 监测表\n  每 企业 多行\n  指标 年份：整数\n报表 监测点表\n  每 企业 多行\n  指标 监测年份：整数\n  指标 浓度：数值", en: "form monitoring\n  many per enterprise\n  field year : integer\nform points\n  many per enterprise\n  field year of the point : integer\n  field value : number" },
    }
    CLAUSE_TWICE {
        zh: "这个子句在一条声明中只能写一次。删去多余的；“当”和“要求”可以写多行，不受此限。",
        en: "This clause can stand only once in a declaration. Remove one of the two. Only clauses such as `when` and `check` may be repeated.",
        wrong: { zh: "规则 A 要求 取水量 > 0\n  说明 「甲」\n  说明 「乙」", en: "rule A check water intake > 0\n  message \"one\"\n  message \"two\"" },
        right: { zh: "规则 A 要求 取水量 > 0\n  说明 「甲」", en: "rule A check water intake > 0\n  message \"one\"" },
    }
    RULEBOOK_UNREADABLE {
        zh: "规则库的文件夹或文件打不开，原因写在后面。核对路径是否写错、是否有读取权限；dataset.toml 中的路径相对于数据文件夹。",
        en: "The folder or file of the rulebook cannot be opened; the reason stands behind it. Check the path and your permission; a path in `dataset.toml` is relative to the folder of the data.",
        wrong: { zh: "$ shensuan check rule.rule --uses national\n=== rules.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check rule.rule --uses national\n=== rules.rule\nrule A check water intake > 0" },
        right: { zh: "$ shensuan check rules.rule --uses national\n=== rules.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check rules.rule --uses national\n=== rules.rule\nrule A check water intake > 0" },
    }
    NO_RULE_FILES {
        zh: "文件夹里（包括下级文件夹）没有扩展名为 .rule 的文件。核对是不是指错了文件夹，或者文件存成了 .txt。",
        en: "Neither the folder nor those below it hold a file that ends in `.rule`. Perhaps another folder was meant, or the files were saved as `.txt`.",
        wrong: { zh: "$ shensuan check rules --uses national\n=== rules/A.txt\n规则 A 要求 取水量 > 0", en: "$ shensuan check rules --uses national\n=== rules/A.txt\nrule A check water intake > 0" },
        right: { zh: "$ shensuan check rules --uses national\n=== rules/A.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check rules --uses national\n=== rules/A.rule\nrule A check water intake > 0" },
    }
    ROWS_OF_ANOTHER {
        zh: "规则是按户（或另一张表的行）判断的，这里却用到这张表某一行的值，不知道该取哪一行。说明文字里的占位也是一样。把它放进汇总（合计、最大……），或者用“逐行”按这张表的行判断。",
        en: "The rule is judged once a subject, or for rows of another form, yet this reads a value of some row of this form; the same holds for a placeholder in a message. Aggregate it (`sum`, `max`), or judge the rule `for each` of these rows.",
        wrong: { zh: "规则 A 要求 从业人数 > 0\n  说明 「环节为 {核算环节}」", en: "rule A check staff > 0\n  message \"the step is {step}\"" },
        right: { zh: "规则 A 要求 去除效率 > 0\n  逐行 核算表\n  说明 「环节为 {核算环节}」", en: "rule A check removal efficiency > 0\n  for each accounting table\n  message \"the step is {step}\"" },
    }
    NO_RULEBOOK {
        zh: "不知道用哪个规则库审核：数据文件夹里没有 dataset.toml，或者其中没有写 rulebook。用 --rulebook 指定，或者在 dataset.toml 里写一行，例如 rulebook = \"../规则库\"。",
        en: "Nothing says which rulebook reviews this data: there is no `dataset.toml`, or it has no line `rulebook`. Name one with --rulebook, or write it there: rulebook = \"../rulebook\".",
        wrong: { zh: "$ shensuan review data\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5", en: "$ shensuan review data\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5" },
    }
    CASE_OF_NOTHING {
        zh: "用例测试的规则不存在。多半是编号写错，或规则改了编号而用例没有跟着改。",
        en: "The case tests a rule that does not exist. Most likely the id is misspelt, or the rule was renamed and its case was not.",
        wrong: { zh: "规则 A 要求 取水量 > 0\n用例 B\n  已知 取水量 = 1 m³\n  预期 通过", en: "rule A check water intake > 0\ncase B\n  given water intake = 1 m³\n  expect pass" },
        right: { zh: "规则 A 要求 取水量 > 0\n用例 A\n  已知 取水量 = 1 m³\n  预期 通过", en: "rule A check water intake > 0\ncase A\n  given water intake = 1 m³\n  expect pass" },
    }
    CASE_EXPECTS_NOTHING {
        zh: "用例没有写“预期”，无从判断对错。加一行“预期 通过”“预期 不通过”“预期 不适用”或“预期 无法判定”。",
        en: "The case does not say what should come out. Add `expect pass`, `expect fail`, `expect not applicable` or `expect undetermined`.",
        wrong: { zh: "规则 A 要求 取水量 > 0\n用例 A\n  已知 取水量 = 1 m³", en: "rule A check water intake > 0\ncase A\n  given water intake = 1 m³" },
        right: { zh: "规则 A 要求 取水量 > 0\n用例 A\n  已知 取水量 = 1 m³\n  预期 通过", en: "rule A check water intake > 0\ncase A\n  given water intake = 1 m³\n  expect pass" },
    }
    CELL_OF_ANOTHER_FORM {
        zh: "“已知 报表：…”一行（或指标组、命名值）只能写这张报表自己的指标。把别的报表的指标另起一行“已知”。",
        en: "A line `given FORM: …`, like a field group or named values, holds fields of that form alone. Give the fields of other forms on a line `given` of their own.",
        wrong: { zh: "规则 A 要求 从业人数 > 0\n用例 A\n  已知 核算表：从业人数 = 5\n  预期 通过", en: "rule A check staff > 0\ncase A\n  given accounting table: staff = 5\n  expect pass" },
        right: { zh: "规则 A 要求 从业人数 > 0\n用例 A\n  已知 从业人数 = 5\n  预期 通过", en: "rule A check staff > 0\ncase A\n  given staff = 5\n  expect pass" },
    }
    CASE_FAILED {
        zh: "用例的实际结果与预期不同。不是规则写错了，就是预期写错了：用 shensuan eval 把规则中的表达式逐段算一遍，看哪一步与设想不符。得到“无法判定”时，通常是少给了指标。",
        en: "The rule came to something else than the case expects. Either the rule or the expectation is wrong: evaluate its parts with `shensuan eval` and see where they part from what you meant. Undetermined usually means that a field was not given.",
        wrong: { zh: "$ shensuan test city\n=== city/changes.rule\n规则 A 要求 取水量 > 0\n用例 A\n  已知 取水量 = 5 m³\n  预期 不通过", en: "$ shensuan test city\n=== city/changes.rule\nrule A check water intake > 0\ncase A\n  given water intake = 5 m³\n  expect fail" },
        right: { zh: "$ shensuan test city\n=== city/changes.rule\n规则 A 要求 取水量 > 0\n用例 A\n  已知 取水量 = 5 m³\n  预期 通过", en: "$ shensuan test city\n=== city/changes.rule\nrule A check water intake > 0\ncase A\n  given water intake = 5 m³\n  expect pass" },
    }
    BAD_RULEBOOK_FILE {
        zh: "rulebook.toml 读不懂或内容不对，标出的地方说明了原因。每行写“键 = 值”，文字放在双引号里；必须有 id、version 和 language = 1。[results] 中的 name 和 district 要是每户一行的报表中的指标。",
        en: "`rulebook.toml` cannot be read or says something it cannot say; the mark shows where. Each line is KEY = VALUE with texts in double quotes; id, version and language = 1 are needed. Under [results], name and district are fields of a form with one row.",
        wrong: { zh: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = 2019\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = 2019\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\nrule A check water intake > 0" },
        right: { zh: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\nrule A check water intake > 0" },
    }
    BUILDS_ON_ITSELF {
        zh: "规则库的 builds-on 绕了一圈又回到自己。检查 rulebook.toml 中的 builds-on，地方的应以国家的为基础，国家的不应反过来引用地方的。",
        en: "Following `builds-on` leads from the rulebook back to itself. Check the `rulebook.toml` files: a provincial rulebook builds on the national one, never the other way round as well.",
        wrong: { zh: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019\"\nlanguage = 1\nbuilds-on = [\"../city\"]\n=== city/changes.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019\"\nlanguage = 1\nbuilds-on = [\"../city\"]\n=== city/changes.rule\nrule A check water intake > 0" },
        right: { zh: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\nrule A check water intake > 0" },
    }
    UNIT_FIELD_NOT_TEXT {
        zh: "“带单位数值 单位见 …”所指的指标要与它在同一张报表，并且是文本或代码，里面填的是单位名称。改成正确的指标，或把那个指标声明为文本。",
        en: "The field that holds the unit of a quantity must stand in the same form and be a text or a code. Name the right field, or declare that one as text.",
        wrong: { zh: "报表 燃料表\n  每 企业 一行\n  指标 消耗量：带单位数值 单位见 消耗单位\n  指标 消耗单位：数值", en: "form fuels\n  one per enterprise\n  field consumed : quantity in unit from consumed unit\n  field consumed unit : number" },
        right: { zh: "报表 燃料表\n  每 企业 一行\n  指标 消耗量：带单位数值 单位见 消耗单位\n  指标 消耗单位：文本", en: "form fuels\n  one per enterprise\n  field consumed : quantity in unit from consumed unit\n  field consumed unit : text" },
    }
    NO_SUCH_RULE {
        zh: "统计中“规则 … 通过”或 --rule 写的编号，规则库中没有。编号区分大小写，要写全；看提示中相近的编号。",
        en: "The rulebook has no rule of the id that a statistic (`rule … passes`) or --rule names. Ids are written in full and their case counts; the help names those that are near.",
        wrong: { zh: "规则 A 要求 从业人数 > 0\n统计 通过率 = 占比(规则 B 通过) 按 行业", en: "rule A check staff > 0\nstatistic pass rate = share(rule B passes) by industry" },
        right: { zh: "规则 A 要求 从业人数 > 0\n统计 通过率 = 占比(规则 A 通过) 按 行业", en: "rule A check staff > 0\nstatistic pass rate = share(rule A passes) by industry" },
    }
    NOT_A_RULE_FILE {
        zh: "给的是一个文件，但扩展名不是 .rule。核对是不是指错了（例如指到了数据文件），或者把规则文件的扩展名改为 .rule。",
        en: "A file was named that does not end in `.rule`. Perhaps another file was meant (this may be data), or the rule file needs its ending.",
        wrong: { zh: "$ shensuan check A.txt --uses national\n=== A.txt\n规则 A 要求 取水量 > 0", en: "$ shensuan check A.txt --uses national\n=== A.txt\nrule A check water intake > 0" },
        right: { zh: "$ shensuan check A.rule --uses national\n=== A.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check A.rule --uses national\n=== A.rule\nrule A check water intake > 0" },
    }
    FILE_DECLARES_NOTHING {
        zh: "文件里只有空行和注释，检查通过不说明任何问题。可能存错了文件，或者内容还没有写；不需要的话删去它。",
        en: "The file holds nothing but blanks and comments, so that it checks without errors says nothing. Perhaps another file was saved, or it is still to be written; delete it if it is not needed.",
        wrong: { zh: "# 还没有写", en: "# still to be written" },
        right: { zh: "# 已经写好\n规则 A 要求 取水量 > 0", en: "# written\nrule A check water intake > 0" },
    }
    NO_SUCH_VALUE {
        zh: "--value 写的名称不是规则库中的公式，也不是统计。名称或任何别名都可以；报表中的指标不用推导，看数据即可。看提示中相近的名称，或用不带 --rule、--value 的 why 列出全部。",
        en: "What --value names is no formula and no statistic of the rulebook. Its name or any alias will do; a field of a form has nothing to be derived from. Take a near one from the help, or let `why` without --rule and --value list them all.",
        wrong: { zh: "$ shensuan why data --rulebook national --enterprise 91990000MA5F00018G --value 人均取水\n=== national/人均.rule\n人均取水量 = 取水量 ÷ 从业人数\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5", en: "$ shensuan why data --rulebook national --enterprise 91990000MA5F00018G --value waterratios\n=== national/each.rule\nwaterratio = water intake ÷ staff\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5" },
        right: { zh: "$ shensuan why data --rulebook national --enterprise 91990000MA5F00018G --value 人均取水量\n=== national/人均.rule\n人均取水量 = 取水量 ÷ 从业人数\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5", en: "$ shensuan why data --rulebook national --enterprise 91990000MA5F00018G --value waterratio\n=== national/each.rule\nwaterratio = water intake ÷ staff\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5" },
    }
    MARKS_OF_TEXT {
        zh: "“或 「NA」”这样的标记只给数值指标用，表示单元格里可以写它来代替数字，而且个数有限。文本和代码指标本来就能写文字，删去标记即可。",
        en: "Marks such as `or \"NA\"` are for fields of numbers, whose cells may hold them instead, and their number is limited. Texts and codes hold words anyway: remove the marks.",
        wrong: { zh: "报表 补充表\n  每 企业 一行\n  指标 备注：文本 或 「NA」", en: "form extras\n  one per enterprise\n  field remark : text or \"NA\"" },
        right: { zh: "报表 补充表\n  每 企业 一行\n  指标 备注：文本", en: "form extras\n  one per enterprise\n  field remark : text" },
    }
    MARK_IS_A_NUMBER {
        zh: "标记是代替数值的文字，写成数字就与数值分不清了。数字不用声明；要用标记，请写文字，如 「NA」。",
        en: "A mark is a text that stands instead of a number; a numeral would be read as the number. Numbers need no mark; for a mark use letters, such as \"NA\".",
        wrong: { zh: "报表 补充表\n  每 企业 一行\n  指标 产值：数值 或 「-1」", en: "form extras\n  one per enterprise\n  field turnover : number or \"-1\"" },
        right: { zh: "报表 补充表\n  每 企业 一行\n  指标 产值：数值 或 「NA」", en: "form extras\n  one per enterprise\n  field turnover : number or \"NA\"" },
    }
    GROUP_RUNS_BACKWARDS {
        zh: "指标组写“首 至 尾”，顺序按指标在报表中声明的先后，这里首尾颠倒了。交换两端。",
        en: "A field group runs from its first to its last field in the order in which the form declares them; these two are the wrong way round. Swap them.",
        wrong: { zh: "报表 补充表\n  每 企业 一行\n  指标 甲：数值\n  指标 乙：数值\n  指标组 两项 = 乙 至 甲", en: "form extras\n  one per enterprise\n  field first : number\n  field second : number\n  field group both = second to first" },
        right: { zh: "报表 补充表\n  每 企业 一行\n  指标 甲：数值\n  指标 乙：数值\n  指标组 两项 = 甲 至 乙", en: "form extras\n  one per enterprise\n  field first : number\n  field second : number\n  field group both = first to second" },
    }
    GROUP_OF_TWO_TYPES {
        zh: "指标组里的指标要同一类型、同一单位，才能一起合计和判断。缩小范围，或者拆成几个组。",
        en: "The fields of a group must have one type and unit, or they could not be summed and tested together. Narrow the range, or make several groups.",
        wrong: { zh: "报表 补充表\n  每 企业 一行\n  指标 甲：数值\n  指标 乙：文本\n  指标组 两项 = 甲 至 乙", en: "form extras\n  one per enterprise\n  field first : number\n  field second : text\n  field group both = first to second" },
        right: { zh: "报表 补充表\n  每 企业 一行\n  指标 甲：数值\n  指标 乙：数值\n  指标组 两项 = 甲 至 乙", en: "form extras\n  one per enterprise\n  field first : number\n  field second : number\n  field group both = first to second" },
    }
    NAMED_VALUE_SHAPE {
        zh: "一个命名值由同一张报表的两三个指标组成：名称（文本）、数值（数值），以及可选的单位（文本），按这个顺序写在括号里。",
        en: "A named value is made of two or three fields of the form, in this order: its name (text), its value (number) and, if there is one, its unit (text).",
        wrong: { zh: "报表 参数表\n  每 企业 一行\n  指标 名一：文本\n  指标 值一：文本\n  命名值 各参数 来自（名一, 值一）", en: "form settings\n  one per enterprise\n  field name 1 : text\n  field value 1 : text\n  named values parameters from (name 1, value 1)" },
        right: { zh: "报表 参数表\n  每 企业 一行\n  指标 名一：文本\n  指标 值一：数值\n  命名值 各参数 来自（名一, 值一）", en: "form settings\n  one per enterprise\n  field name 1 : text\n  field value 1 : number\n  named values parameters from (name 1, value 1)" },
    }
    COLUMNS_DO_NOT_FIT {
        zh: "“列转行”时，每一组括号里的指标个数要与末尾“为”后面的名称（除去第一个）一一对应。补上缺的指标，或删去多余的。",
        en: "Where columns are read as rows, each bracket must list as many fields as there are names at the end, not counting the first, which is the text. Add or remove fields.",
        wrong: { zh: "报表 补充表\n  每 企业 一行\n  指标 铅产生量：数值\n  指标 铅排放量：数值\n  明细 重金属 来自 「铅」（铅产生量） 为 污染物名、产生、排放", en: "form extras\n  one per enterprise\n  field lead generated : number\n  field lead discharged : number\n  rows metals from \"lead\" (lead generated) as metal, made, sent" },
        right: { zh: "报表 补充表\n  每 企业 一行\n  指标 铅产生量：数值\n  指标 铅排放量：数值\n  明细 重金属 来自 「铅」（铅产生量, 铅排放量） 为 污染物名、产生、排放", en: "form extras\n  one per enterprise\n  field lead generated : number\n  field lead discharged : number\n  rows metals from \"lead\" (lead generated, lead discharged) as metal, made, sent" },
    }
    SET_CYCLE {
        zh: "集合互相包含，绕成一圈，成员无从确定。提示中列出了整个圈；把其中一个集合改为直接列出代码。",
        en: "The sets hold each other in a circle, so their members cannot be told. The message shows the circle; list the codes themselves in one of them.",
        wrong: { zh: "集合 甲 = 33, 乙\n集合 乙 = 34, 甲", en: "set first = 33, second\nset second = 34, first" },
        right: { zh: "集合 甲 = 33, 乙\n集合 乙 = 34", en: "set first = 33, second\nset second = 34" },
    }
    CONSTANT_VARIES {
        zh: "常量对所有对象都是同一个值，这里却用到了填报的指标，每户都不同。改写成公式。",
        en: "A constant is the same for everybody, but this one reads filed fields and would differ from subject to subject. Write a formula instead.",
        wrong: { zh: "常量 限值 = 取水量 × 2", en: "constant limit = water intake × 2" },
        right: { zh: "公式 限值 = 取水量 × 2", en: "formula limit = water intake × 2" },
    }
    GIVEN_OF_COLUMNS {
        zh: "这张明细的行是由报表中的几列转成的，数据里并没有这些行。用例中改为给出那些列（原报表的指标）。",
        en: "The rows of this group are made of columns of the form and are nowhere filed as rows. Give the columns, which are fields of the form, in the case.",
        wrong: { zh: "规则 A 要求 合计(污染物量.产生) > 0\n用例 A\n  已知 污染物量：产生 = 5 千克\n  预期 通过", en: "rule A check sum(amounts.产生) > 0\ncase A\n  given amounts: 产生 = 5 kg\n  expect pass" },
        right: { zh: "规则 A 要求 合计(污染物量.产生) > 0\n用例 A\n  已知 化学需氧量产生量 = 5 千克\n  预期 通过", en: "rule A check sum(amounts.产生) > 0\ncase A\n  given COD generated = 5 kg\n  expect pass" },
    }
    GIVEN_TWICE {
        zh: "同一个用例里，对同一格（或同一张报表是否填报）说了两次，不知道以哪个为准。删去一个；多行的报表每行写一条“已知 报表：…”。",
        en: "The case says two things of one cell, or of whether a form is filed, and none is preferred. Remove one; each row of a form with many rows has a line `given FORM: …` of its own.",
        wrong: { zh: "规则 A 要求 从业人数 > 0\n用例 A\n  已知 从业人数 = 5, 从业人数 = 6\n  预期 通过", en: "rule A check staff > 0\ncase A\n  given staff = 5, staff = 6\n  expect pass" },
        right: { zh: "规则 A 要求 从业人数 > 0\n用例 A\n  已知 从业人数 = 5\n  预期 通过", en: "rule A check staff > 0\ncase A\n  given staff = 5\n  expect pass" },
    }
    MARK_TWICE {
        zh: "同一指标的两个标记按比较的规则是同一段文字（不分全角半角和大小写），分不出是哪一个。删去一个。",
        en: "Two marks of one field are the same text as comparison sees it, which regards neither full width nor case, so nobody could tell which a cell holds. Remove one.",
        wrong: { zh: "报表 补充表\n  每 企业 一行\n  指标 产值：数值 或 「NA」、「na」", en: "form extras\n  one per enterprise\n  field turnover : number or \"NA\", \"na\"" },
        right: { zh: "报表 补充表\n  每 企业 一行\n  指标 产值：数值 或 「NA」", en: "form extras\n  one per enterprise\n  field turnover : number or \"NA\"" },
    }
    MARK_IS_EMPTY {
        zh: "标记是单元格里代替数值的文字，空的文字就是空白单元格。空白不用标记；如果空白表示“没有”，在指标后面写“可空”。",
        en: "A mark is a text that a cell holds instead of a number, and an empty one is an empty cell. Those need no mark; where empty means “none”, write `optional` behind the field.",
        wrong: { zh: "报表 补充表\n  每 企业 一行\n  指标 产值：数值 或 「」", en: "form extras\n  one per enterprise\n  field turnover : number or \"\"" },
        right: { zh: "报表 补充表\n  每 企业 一行\n  指标 产值：数值 可空", en: "form extras\n  one per enterprise\n  field turnover : number optional" },
    }
    OPTIONAL_AND_REQUIRED {
        zh: "“可空”表示空白就是“没有”，“必填”表示不能空白，两者矛盾。删去一个。",
        en: "`optional` says that a blank means “none”, `required` that a blank is a mistake; both cannot hold. Remove one.",
        wrong: { zh: "报表 补充表\n  每 企业 一行\n  指标 备注：文本 必填 可空", en: "form extras\n  one per enterprise\n  field remark : text required optional" },
        right: { zh: "报表 补充表\n  每 企业 一行\n  指标 备注：文本 可空", en: "form extras\n  one per enterprise\n  field remark : text optional" },
    }
}
