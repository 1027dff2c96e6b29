//! E0594: external lists, and who is in them.

registry! {
    codes {
        /// Rows that nothing ties to the row in hand.
        NO_KEY_BETWEEN = "E0594" Error {
            zh: "没有写明“{right}”凭什么与“{left}”对应：不能两两逐个比对",
            en: "nothing says by what `{right}` belongs to `{left}`: not every pair is compared",
        }
    }
    notes {
        /// What can be asked of all of them.
        ASK_WHAT_IS_FILED_ONCE {
            zh: "对全体的条件只能读各户一个值的指标，以及由这些指标算出的公式；不能汇总各户的行，也不能替各户查表",
            en: "a condition on all of them reads fields that each has once, and formulas of such fields; their rows are not aggregated, and nothing is looked up for them",
        }
        /// A way out.
        TIE_THEM {
            zh: "在“其中”里写一个相等或相似的条件，一边取自“{left}”，一边取自“{right}”：… = {form}.指标，或 … 相似于 {form}.指标（0.9）；其他条件用“且”接在后面",
            en: "say behind `where` what is equal or alike, one side of `{left}` and one of `{right}`: `… = {form}.FIELD`, or `… similar to {form}.FIELD (0.9)`; other conditions follow behind `and`",
        }
    }
}
