//! E0595–E0599: outlines, and what lies inside them.

use crate::codes::outlines as codes;

explanations! {
    OUTLINE_IN_FORM {
        zh: "企业不填报边界：边界是参照表里的指标，来自 GeoJSON 文件，或 CSV 里写成 WKT 的一列。",
        en: "No form is filled in with an outline: it is a field of a table, from a GeoJSON file or from a column of a CSV file that holds WKT."
    }
    NOT_AN_OUTLINE {
        zh: "“位于”的右边是参照表的一行（它的边界），或者那一行的边界指标。",
        en: "Right of `inside` stands a row of a table, whose outline is meant, or the field of type outline in that row."
    }
    ONE_OUTLINE_WANTED {
        zh: "只写参照表的一行时，问的是它唯一的边界指标。没有的话声明一个，有几个的话写出是哪一个。",
        en: "Where only the row of a table is written, its one outline is meant. Declare one if it has none; name the field if it has several."
    }
    NO_SUCH_OUTLINE {
        zh: "用例里的边界用 WKT 写：POLYGON ((113.9 22.5, 114.0 22.5, 114.0 22.6, 113.9 22.5))，经度在前，首尾两点相同；洞是后面的环，几块用 MULTIPOLYGON。",
        en: "In a case an outline is written as WKT: POLYGON ((113.9 22.5, 114.0 22.5, 114.0 22.6, 113.9 22.5)), longitudes first, the last place the first again; holes are rings behind it, several areas a MULTIPOLYGON."
    }
}
