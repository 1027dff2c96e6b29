//! How the card looks: on a screen by day and by night, and on paper.

/// The whole style sheet.
pub(super) const STYLE: &str = r"
:root { color-scheme: light dark; --ground: #ffffff; --card: #f5f7f9; --line: #d9dee3; --text: #1b2127; --dim: #5c6670;
  --good: #2a7d4f; --bad: #b3401c; --open: #8a6a12; --calc: #1f4f78; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181c; --card: #1d2329; --line: #353d45; --text: #e3e7ea;
  --dim: #9aa5af; --good: #6cc393; --bad: #ef8f64; --open: #d8b456; --calc: #8cc0ea; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 62rem; background: var(--ground); color: var(--text);
  font: 15px/1.55 'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', system-ui, sans-serif; }
h1 { font-size: 1.35rem; margin: .2rem 0; }
h2 { font-size: 1rem; margin: 0 0 .4rem; display: flex; gap: .8rem; align-items: baseline; flex-wrap: wrap; }
h3 { font-size: .85rem; margin: .8rem 0 .2rem; color: var(--dim); font-weight: normal; }
p { margin: .2rem 0; }
.dim { color: var(--dim); font-weight: normal; font-size: .87rem; }
.card { border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1rem; margin: 1rem 0; background: var(--card); }
.fail, .no { color: var(--bad); } .pass, .yes { color: var(--good); } .undetermined, .open { color: var(--open); }
.not_applicable { color: var(--dim); }
.badge { border: 1px solid currentColor; border-radius: 4px; padding: 0 .5rem; font-weight: bold; }
ul { list-style: none; margin: 0; padding: 0 0 0 1.1rem; }
.card > ul { padding-left: 0; }
li { margin: .3rem 0; padding-left: .6rem; border-left: 2px solid var(--line); overflow-wrap: anywhere; }
b { font-weight: 600; }
.calc { color: var(--calc); font-variant-numeric: tabular-nums; }
.written { font-style: normal; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .9rem .15rem 0; text-align: left; vertical-align: top; }
th { color: var(--dim); font-weight: normal; border-bottom: 1px solid var(--line); }
@media (max-width: 40rem) { body { padding: .6rem; font-size: 14px; } ul { padding-left: .5rem; } }
@media print { :root { --ground: #fff; --card: #fff; --text: #000; --dim: #444; --line: #999; }
  body { padding: 0; max-width: none; font-size: 10.5pt; } li { break-inside: avoid-page; } h2, h3 { break-after: avoid; } }
";
