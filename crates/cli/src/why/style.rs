//! How the card looks: on a screen by day and by night, on a narrow one, and on paper.

/// The whole style sheet.
pub(super) const STYLE: &str = r"
:root { color-scheme: light dark; --ground: #f3f5f7; --card: #ffffff; --inner: #f7f9fa; --line: #dbe1e6; --text: #1b2127;
  --dim: #5c6670; --good: #2a7d4f; --bad: #b3401c; --open: #8a6a12; --calc: #1f4f78; --calcground: #e9f1f8; }
@media (prefers-color-scheme: dark) { :root { --ground: #12161a; --card: #1b2126; --inner: #20272d; --line: #39424a;
  --text: #e3e7ea; --dim: #9aa5af; --good: #6cc393; --bad: #ef8f64; --open: #d8b456; --calc: #9ccbf0; --calcground: #1d2c39; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.4rem 1.2rem 3rem; max-width: 60rem; background: var(--ground); color: var(--text);
  font: 15px/1.6 'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: .2rem 0 .4rem; }
h2 { font-size: 1.05rem; margin: 0 0 .5rem; display: flex; gap: .3rem .9rem; align-items: baseline; flex-wrap: wrap; }
h3 { font-size: .85rem; margin: 1.1rem 0 .35rem; color: var(--dim); font-weight: 600; }
p { margin: .2rem 0; }
.dim, .place { color: var(--dim); font-weight: normal; font-size: .85rem; }
.card { border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.2rem; margin: 1.1rem 0; background: var(--card); }
.fail, .no { color: var(--bad); } .pass, .yes { color: var(--good); } .undetermined, .open { color: var(--open); }
.not_applicable { color: var(--dim); }
.badge { border: 1px solid currentColor; border-radius: 4px; padding: 0 .5rem; font-weight: bold; }
.result { font-size: 1.25rem; font-weight: 700; margin-left: auto; font-variant-numeric: tabular-nums; }
.step { border-left: 3px solid var(--line); padding: .1rem 0 .1rem .9rem; margin: .55rem 0; }
.card > .step { border-left-color: var(--calc); }
summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
.name { font-weight: 600; }
.condition > summary > .name { font-weight: normal; font-family: inherit; }
.value { font-variant-numeric: tabular-nums; white-space: nowrap; }
.written { color: var(--dim); }
.calc { color: var(--calc); background: var(--calcground); border-radius: 6px; padding: .25rem .6rem; margin: .35rem 0;
  font-variant-numeric: tabular-nums; }
.branch { padding-left: .8rem; border-left: 2px dotted var(--line); font-size: .92rem; }
.key { font-size: .88rem; color: var(--dim); }
dl { margin: .35rem 0; padding: .4rem .7rem; background: var(--inner); border-radius: 6px; font-size: .85rem; }
dl div { display: grid; grid-template-columns: 8.5rem 1fr; gap: 0 .8rem; margin: .1rem 0; }
dt { color: var(--dim); } dd { margin: 0; }
ul { list-style: none; margin: 0; padding: 0; }
li { margin: .35rem 0; }
b { font-weight: 600; }
code { display: block; font: .78rem/1.5 ui-monospace, 'Cascadia Mono', Consolas, monospace; color: var(--dim);
  background: var(--inner); border-radius: 4px; padding: .1rem .45rem; margin: .15rem 0; user-select: all; }
code span { white-space: nowrap; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .28rem .9rem .28rem 0; text-align: left; vertical-align: top; }
th { color: var(--dim); font-weight: normal; border-bottom: 1px solid var(--line); font-size: .85rem; }
tr + tr td { border-top: 1px solid var(--line); }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td:last-child { padding-right: 0; }
.cells { margin: .35rem 0; }
.cells td { padding-top: .18rem; padding-bottom: .18rem; }
.cells td.name { font-weight: normal; width: 34%; } .cells td.value { font-weight: 600; white-space: normal; width: 26%; }
.bar { display: inline-block; width: 5rem; height: .55rem; background: var(--inner); border-radius: 3px; overflow: hidden; }
.bar i { display: block; height: 100%; background: var(--calc); min-width: 1px; }
.parts td:nth-child(2) { white-space: nowrap; font-size: .85rem; color: var(--dim); }
.sum td { border-top: 2px solid var(--text) !important; font-weight: 700; }
@media (max-width: 40rem) { body { padding: .8rem .7rem 2rem; font-size: 14px; } .card { padding: .8rem .8rem; }
  .step { padding-left: .55rem; } dl div { grid-template-columns: 1fr; } dd { margin-left: .6rem; }
  .cells, .cells tbody, .cells tr, .cells td, .parts, .parts tbody, .parts tr, .parts td { display: block; width: auto !important; }
  .cells td, .parts td { border: 0 !important; padding: 0 !important; text-align: left !important; }
  .cells tr, .parts tr { padding: .3rem 0; border-top: 1px solid var(--line); } .cells tr:first-child, .parts tr:first-child { border-top: 0; }
  .sum { border-top: 2px solid var(--text) !important; } .result { margin-left: 0; } }
@media print { :root { --ground: #fff; --card: #fff; --inner: #fff; --text: #000; --dim: #444; --line: #999; --calcground: #fff; }
  body { padding: 0; max-width: none; font-size: 10pt; } .card { border-radius: 0; } .calc { padding: 0; }
  .step { break-inside: auto; } summary, .calc, tr, li { break-inside: avoid-page; } h2, h3 { break-after: avoid; } code { user-select: auto; } }
";
