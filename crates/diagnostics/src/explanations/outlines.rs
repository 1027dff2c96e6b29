//! E0595–E0599: outlines, and what lies inside them.

use crate::codes::outlines as codes;

explanations! {
    OUTLINE_IN_FORM {
        zh: "企业不填报边界：边界是参照表里的指标，来自 GeoJSON 文件，或 CSV 里写成 WKT 的一列。",
        en: "No form is filled in with an outline: it is a field of a table, from a GeoJSON file or from a column of a CSV file that holds WKT.",
        wrong: { zh: "报表 厂区表\n  每 企业 一行\n  指标 厂界：边界", en: "form site\n  one per enterprise\n  field boundary : outline" },
        right: { zh: "参照表 厂区表 来自 数据 关联键 统一社会信用代码\n  指标 厂界：边界", en: "table site from data keyed by credit code\n  field boundary : outline" },
    }
    NOT_AN_OUTLINE {
        zh: "“位于”的右边是参照表的一行（它的边界），或者那一行的边界指标。",
        en: "Right of `inside` stands a row of a table, whose outline is meant, or the field of type outline in that row.",
        wrong: { zh: "规则 A 要求 企业坐标 位于 行业", en: "rule A check coordinates inside industry" },
        right: { zh: "参照表 区界 来自 数据 关联键 区名\n  指标 区名：文本\n  指标 边界线：边界\n规则 A 要求 企业坐标 位于 区界[「示例区」]", en: "table districts from data keyed by district\n  field district : text\n  field border : outline\nrule A check coordinates inside districts[\"Example\"]" },
    }
    ONE_OUTLINE_WANTED {
        zh: "只写参照表的一行时，问的是它唯一的边界指标。没有的话声明一个，有几个的话写出是哪一个。",
        en: "Where only the row of a table is written, its one outline is meant. Declare one if it has none; name the field if it has several.",
        wrong: { zh: "参照表 区界 来自 数据 关联键 区名\n  指标 区名：文本\n  指标 面积：数值\n规则 A 要求 企业坐标 位于 区界[「示例区」]", en: "table districts from data keyed by district\n  field district : text\n  field area : number\nrule A check coordinates inside districts[\"Example\"]" },
        right: { zh: "参照表 区界 来自 数据 关联键 区名\n  指标 区名：文本\n  指标 边界线：边界\n规则 A 要求 企业坐标 位于 区界[「示例区」]", en: "table districts from data keyed by district\n  field district : text\n  field border : outline\nrule A check coordinates inside districts[\"Example\"]" },
    }
    NO_SUCH_OUTLINE {
        zh: "用例里的边界用 WKT 写：POLYGON ((113.9 22.5, 114.0 22.5, 114.0 22.6, 113.9 22.5))，经度在前，首尾两点相同；洞是后面的环，几块用 MULTIPOLYGON。",
        en: "In a case an outline is written as WKT: POLYGON ((113.9 22.5, 114.0 22.5, 114.0 22.6, 113.9 22.5)), longitudes first, the last place the first again; holes are rings behind it, several areas a MULTIPOLYGON.",
        wrong: { zh: "参照表 区界 来自 数据 关联键 区名\n  指标 区名：文本\n  指标 边界线：边界\n规则 A 要求 企业坐标 位于 区界[「示例区」]\n用例 A\n  已知 企业坐标 = 「113.95,22.55」\n  已知 区界：区名 = 「示例区」, 边界线 = 「POLYGON ((113.9 22.5, 114 22.5))」\n  预期 通过", en: "table districts from data keyed by district\n  field district : text\n  field border : outline\nrule A check coordinates inside districts[\"Example\"]\ncase A\n  given coordinates = \"113.95,22.55\"\n  given districts: district = \"Example\", border = \"POLYGON ((113.9 22.5, 114 22.5))\"\n  expect pass" },
        right: { zh: "参照表 区界 来自 数据 关联键 区名\n  指标 区名：文本\n  指标 边界线：边界\n规则 A 要求 企业坐标 位于 区界[「示例区」]\n用例 A\n  已知 企业坐标 = 「113.95,22.52」\n  已知 区界：区名 = 「示例区」, 边界线 = 「POLYGON ((113.9 22.5, 114 22.5, 114 22.6, 113.9 22.5))」\n  预期 通过", en: "table districts from data keyed by district\n  field district : text\n  field border : outline\nrule A check coordinates inside districts[\"Example\"]\ncase A\n  given coordinates = \"113.95,22.52\"\n  given districts: district = \"Example\", border = \"POLYGON ((113.9 22.5, 114 22.5, 114 22.6, 113.9 22.5))\"\n  expect pass" },
    }
}
