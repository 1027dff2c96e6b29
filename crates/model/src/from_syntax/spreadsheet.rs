//! Functions that are not ours: names of spreadsheets and databases, and other words for what there is.

use shensuan_diagnostics::codes::{names, types};
use shensuan_diagnostics::{Both, Lang, Note};
use shensuan_syntax::LOOK_UPS;
use shensuan_syntax::tree::Ident;
use shensuan_syntax::tree_expr::{Argument, Expr, ExprKind, Path};
use shensuan_vocab::names::is_han;

use super::{Checker, at};
use crate::functions;
use crate::typed::Typed;

/// Names of other languages, in capitals, and other Chinese words; behind them the function that is meant.
#[rustfmt::skip]
const SAME: [(&[&str], &str); 32] = [
    (&["SUM", "TOTAL", "求和", "总和", "总计", "加总"], "sum"), (&["COUNT", "COUNTA", "计数", "个数", "数量", "次数"], "count"),
    (&["AVERAGE", "AVG", "MEAN", "平均", "平均值", "平均数", "求平均"], "mean"), (&["MAX", "MAXIMUM", "最大值"], "max"),
    (&["MIN", "MINIMUM", "最小值"], "min"), (&["MEDIAN", "中值"], "median"), (&["STDEV", "STDEVP", "STDDEV"], "stddev"),
    (&["RANK", "排名"], "rank"), (&["PERCENTILE", "QUARTILE", "百分位数"], "percentile"), (&["UNIQUE"], "distinct"),
    (&["ROUND", "舍入"], "round"), (&["INT", "TRUNC", "FLOOR", "ROUNDDOWN", "取整"], "floor"),
    (&["CEIL", "CEILING", "ROUNDUP"], "ceil"), (&["ABS", "绝对"], "abs"), (&["SQRT", "平方根", "开平方"], "sqrt"),
    (&["POWER", "POW", "乘方"], "power"), (&["MOD", "求余", "取余"], "remainder"), (&["EXP"], "exp"), (&["LN"], "ln"),
    (&["LOG", "LOG10"], "log10"), (&["LEN", "LENB", "LENGTH", "字数", "字符数"], "length"), (&["LEFT", "LEFTB"], "left"),
    (&["RIGHT", "RIGHTB"], "right"), (&["MID", "MIDB", "SUBSTR", "SUBSTRING"], "middle"), (&["TRIM"], "trim"),
    (&["UPPER"], "upper"), (&["LOWER"], "lower"), (&["SUBSTITUTE", "REPLACE"], "replace"), (&["VALUE"], "number"),
    (&["DATE", "DATEVALUE"], "date"), (&["COUNTBLANK", "空白数"], "count missing"), (&["COALESCE"], "first given"),
];

/// Names of other languages for what is written without a function.
#[rustfmt::skip]
const OTHERWISE: [(&[&str], &str, &str); 14] = [
    (&["IF", "IFS", "IIF"], "如果 条件 则 值 否则 值", "if CONDITION then VALUE else VALUE"),
    (&["AND", "OR", "NOT"], "甲 且 乙、甲 或 乙、非 甲", "a and b, a or b, not a"),
    (&["SUMIF", "SUMIFS"], "合计(报表.指标 其中 条件)", "sum(form.field where condition)"),
    (&["COUNTIF", "COUNTIFS"], "记录数(报表 其中 条件)", "count(form where condition)"),
    (&["AVERAGEIF", "AVERAGEIFS"], "均值(报表.指标 其中 条件)", "mean(form.field where condition)"),
    (&["MAXIFS"], "最大(报表.指标 其中 条件)", "max(form.field where condition)"),
    (&["MINIFS"], "最小(报表.指标 其中 条件)", "min(form.field where condition)"),
    (&["ISBLANK", "ISNULL", "ISEMPTY", "ISNA", "ISERROR"], "指标 缺失", "field is missing"),
    (&["ISNUMBER"], "指标 有值", "field is given"),
    (&["IFERROR", "IFNA", "IFNULL", "NVL"], "(值) 缺失按 0", "(value) otherwise 0"),
    (&["FIND", "SEARCH", "INSTR"], "指标 含 「文字」", "field contains \"text\""),
    (&["CONTAINS", "INCLUDES"], "指标 含 「文字」", "field contains \"text\""),
    (&["STARTSWITH", "ENDSWITH"], "指标 开头为 「文字」、指标 结尾为 「文字」", "field starts with \"text\", field ends with \"text\""),
    (&["EXACT"], "甲 = 乙", "a = b"),
];

/// Habits that no expression answers.
const HABITS: [(&[&str], Note); 3] = [
    (&LOOK_UPS, names::EXCEL_LOOKUP),
    (&["CONCAT", "CONCATENATE", "TEXTJOIN"], types::NO_TEXT_SUM),
    (&["TODAY", "NOW"], names::EXCEL_TODAY),
];

impl Checker {
    /// An unknown word before a bracket. What is offered is in the language of the rule, where that shows.
    pub(super) fn unknown_function(
        &mut self,
        name: &Ident,
        arguments: &[Argument],
        known: &[&'static str],
    ) -> Option<Typed> {
        let unknown = at(names::UNKNOWN_FUNCTION, name.span).with("name", name.value.as_str());
        let written = name.value.to_ascii_uppercase();
        let has = |spellings: &[&str]| spellings.contains(&written.as_str());
        let han = |text: &str| text.chars().any(is_han);
        let lang = if han(&name.value) { Some(Lang::Zh) } else { language(arguments) };
        let usage = |zh: &str, en: &str| match lang {
            Some(lang) => Both::new(lang.pick(zh, en), lang.pick(zh, en)),
            None => Both::new(zh, en),
        };
        if let Some((_, habit)) = HABITS.iter().find(|(spellings, _)| has(spellings)) {
            return self.refuse(unknown.help(*habit));
        }
        if let Some((_, zh, en)) = OTHERWISE.iter().find(|(spellings, ..)| has(spellings)) {
            return self.refuse(unknown.help(types::WRITTEN_SO.with("usage", usage(zh, en))));
        }
        let same = SAME.iter().find(|(spellings, _)| has(spellings)).map(|(_, meant)| *meant);
        if let Some(function) = same.and_then(functions::named) {
            let signature = function.signature;
            return self
                .refuse(unknown.help(types::WRITTEN_SO.with("usage", usage(signature.zh, signature.en))));
        }
        let of_language = known
            .iter()
            .copied()
            .filter(|spelling| lang.is_none_or(|lang| han(spelling) == (lang == Lang::Zh)));
        let near = self.nearest(&name.value, of_language);
        let help = if near.is_empty() {
            names::FUNCTIONS_ARE.into()
        } else {
            names::DID_YOU_MEAN.with("names", near)
        };
        self.refuse(unknown.help(help))
    }
}

/// The language that the names and texts in the arguments of a call are written in.
fn language(arguments: &[Argument]) -> Option<Lang> {
    arguments.iter().find_map(|argument| language_of(&argument.value))
}

fn language_of(value: &Expr) -> Option<Lang> {
    let of = |path: &Path| path.parts.first().map(|part| spoken(&part.value));
    match &value.value {
        ExprKind::Path(path) | ExprKind::Rows(_, path, _) | ExprKind::Named(path, _) => of(path),
        ExprKind::OfForms(paths, _) => paths.first().and_then(of),
        ExprKind::Text(text) => Some(spoken(text)).filter(|lang| *lang == Lang::Zh),
        ExprKind::Call(name, arguments) => language(arguments).or_else(|| Some(spoken(&name.value))),
        ExprKind::Sum(first, _)
        | ExprKind::Product(first, _)
        | ExprKind::Compare(first, _)
        | ExprKind::Negative(first)
        | ExprKind::Not(first)
        | ExprKind::In(first, ..)
        | ExprKind::State(first, _)
        | ExprKind::TextTest(first, ..)
        | ExprKind::As(first, _)
        | ExprKind::Otherwise(first, _) => language_of(first),
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.first().and_then(language_of),
        _ => None,
    }
}

fn spoken(word: &str) -> Lang {
    if word.chars().any(is_han) { Lang::Zh } else { Lang::En }
}

#[cfg(test)]
mod tests {
    use super::SAME;
    use crate::functions;

    #[test]
    fn every_function_that_is_meant_is_there() {
        for (_, meant) in SAME {
            assert!(functions::named(meant).is_some(), "{meant}");
        }
    }
}
