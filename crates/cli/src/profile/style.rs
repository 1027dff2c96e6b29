//! How the page looks: by day and by night, on a desk and on a telephone.

/// The whole style sheet.
pub(super) const STYLE: &str = r"
:root { color-scheme: light dark; --ground: #ffffff; --card: #f5f7f9; --line: #d9dee3; --text: #1b2127; --dim: #5c6670;
  --bar: #2f6f9f; --bad: #c4571f; --track: #e3e8ec; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181c; --card: #1d2329; --line: #353d45; --text: #e3e7ea;
  --dim: #9aa5af; --bar: #6cabd6; --bad: #e58a55; --track: #303840; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 76rem; background: var(--ground); color: var(--text); line-height: 1.5;
  font: 15px/1.5 'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: .2rem 0; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .2rem; }
h3 { font-size: .95rem; margin: 0 0 .3rem; }
p { margin: .2rem 0 .6rem; }
a { color: var(--bar); }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: .6rem 0; }
.dim { color: var(--dim); font-weight: normal; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .9rem .15rem 0; text-align: left; vertical-align: top; white-space: nowrap; }
th { color: var(--dim); font-weight: normal; border-bottom: 1px solid var(--line); }
td + td, tr + tr td { border-color: var(--line); }
tbody tr:hover { background: var(--card); }
.n { text-align: right; }
.long { white-space: normal; min-width: 9rem; max-width: 26rem; overflow-wrap: anywhere; }
.bar { display: inline-flex; width: 6rem; height: .7rem; margin-right: .5rem; background: var(--track); border-radius: 2px; overflow: hidden; }
.bar i { background: var(--bar); }
.bar i.bad { background: var(--bad); }
.rows .bar { width: 9rem; background: none; }
svg { display: block; margin-top: .3rem; }
svg line { stroke: var(--bar); stroke-width: 2; }
svg circle { fill: var(--bar); }
details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; background: var(--card); }
summary { padding: .45rem .8rem; cursor: pointer; }
summary b { margin-right: .5rem; }
.cards { display: flex; flex-wrap: wrap; gap: 1.2rem 2.2rem; padding: .2rem .8rem .9rem; }
.cards > div { min-width: 0; max-width: 100%; overflow-x: auto; }
@media (max-width: 40rem) { body { padding: .6rem; font-size: 14px; } .bar { width: 3.5rem; } th, td { padding-right: .6rem; } }
@media print { details { break-inside: avoid; } }
";
