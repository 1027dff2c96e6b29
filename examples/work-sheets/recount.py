#!/usr/bin/env python3
"""Accounts every row again in decimals, from the CSV files alone: by coefficients, by monitoring, by the balance of VOCs;
chooses between the methods again, adds up again, and compares with what the program wrote.

    shensuan --lang zh review examples/work-sheets && python3 examples/work-sheets/recount.py
"""
import csv, pathlib, re, sys
from collections import Counter, defaultdict
from decimal import Decimal as D, getcontext

getcontext().prec = 50
here = pathlib.Path(__file__).parent
book = here.parent.parent / "rulebooks" / "accounting"
END = "2017-12-31"  # the last day of the period of dataset.toml
def read(path): return list(csv.DictReader(open(path, encoding="utf-8-sig", newline="")))
def fold(text): return re.sub(r"\s+", "", text).translate(str.maketrans("（），：；", "(),:;")).lower()
KEY, NUMBER = "统一社会信用代码", re.compile(r"^-?[\d.]+$")
FORM, OUTLET, POLLUTANT = "对应的普查表号", "对应的排放口编号/名称", "污染物名称"
register = {row[KEY]: row for row in read(here / "G101-1.csv")}
industry = {key: row["行业类别代码1"] for key, row in register.items()}
hours = {key: D(row["正常生产时间"]) for key, row in register.items()}
trains = read(here / "治理设施串联表.csv")
codes = {row["name"]: row["code"] for row in read(book.parent / "national" / "codes" / "pollutants.csv")}
VOLUMES, VOC = ("工业废气量", "工业废水量"), "挥发性有机物"
UNITS = {"毫克": ("m", "1e-6"), "克": ("m", "1e-3"), "千克": ("m", 1), "吨": ("m", 1000), "立方米": ("v", 1), "万立方米": ("v", 10000),
         "标立方米": ("n", 1), "万标立方米": ("n", 10000), "平方米": ("a", 1), "千瓦时": ("e", 1), "千瓦": ("p", 1), "小时": ("h", 1)}

def holds(cell, code):
    """Whether a group such as 33-37,431-434 has a code."""
    for part in cell.split(","):
        low, _, high = part.partition("-")
        if low <= code[: len(low)] <= (high or low):
            return True
    return False

def look_up(table, row, extra=()):
    def fits(known):
        if not holds(known["行业代码"], industry[row[KEY]]):
            return False
        if known["生效自"] > END or known["生效至"] and known["生效至"] < END:
            return False
        pairs = [("核算环节", "核算环节名称"), ("产品", "产品名称"), ("原料", "原料名称"), ("工艺", "工艺名称"), ("规模等级", "生产规模等级"), ("污染物", POLLUTANT), *extra]
        return all(known[mine].startswith("所有") or fold(known[mine]) == fold(row[theirs]) for mine, theirs in pairs)
    found = [known for known in table if fits(known)]
    return found[0] if len(found) == 1 else None

factors, removals = read(book / "coefficients" / "factor.csv"), read(book / "coefficients" / "removal.csv")
activities = {row["后缀"]: row["取值"] for row in read(book / "tables" / "activity.csv")}
most = {(row["参数"], row["单位"]): D(row["物理上限"]) for row in read(book / "tables" / "parameters.csv")}

def amount(number, unit):
    """A number in the smallest unit of its kind; none where it, or a unit that is known, is missing."""
    if not number or unit not in UNITS: return None
    kind, size = UNITS[unit]
    return kind, D(number) * D(size)

def generated(row):
    """What the handbook gives, in kg or m³, and of what kind it is."""
    known = look_up(factors, row)
    if known is None: return None
    unit, _, suffix = known["系数单位"].partition("-")
    taken = {"产量": ("产品产量", "产品产量的计量单位"), "用量": ("原料/燃料用量", "原料/燃料用量的计量单位")}[activities[suffix]]
    activity = amount(row[taken[0]], row[taken[1]])
    above, below = unit.split("/")
    if activity is None or UNITS[below][0] != activity[0] or activity[1] < 0: return None
    cell = known["产污系数"]
    if not NUMBER.match(cell):
        given = row["污染物产污系数中参数取值"]
        which = ("S", known["S单位"]) if known["S单位"] else ("A", known["A单位"])
        if not given or D(given) > most.get(which, D(given)): return None
        cell = D(cell.rstrip("SA")) * D(given)
    if D(cell) < 0: return None
    return UNITS[above][0], activity[1] / D(UNITS[below][1]) * D(cell) * D(UNITS[above][1])

def rate(row, formula):
    given = {}
    for which in "一二三":
        name, number, unit = (f"实际运行参数{which}{part}" for part in ("名称", "数值", "计量单位"))
        value = amount(row[number], row[unit])
        if value is not None: given[row[name]] = value[1]
    given.setdefault("正常生产时间", hours[row[KEY]])
    above, below = formula.split("÷")
    need = [name.strip() for name in below.strip(" ()").split("×")]
    if any(name not in given or (name is not above and given[name] == 0) for name in [above.strip(), *need]): return None
    k = given[above.strip()]
    for name in need: k /= given[name]
    return max(D(0), min(D(1), k))

def emitted(row):
    made = generated(row)
    same = [FORM, OUTLET, "核算环节名称", "产品名称", "原料名称", "工艺名称", "生产规模等级", POLLUTANT, KEY]
    stages = [stage for stage in trains if all(stage[name] == row[name] for name in same)]
    untreated = row["污染物处理工艺名称"] in ("", "无", "无治理", "没有治理", "直排", "/", "—", "-")
    if made is None or untreated and not stages: return made
    passes = D(1)
    for stage in stages: passes *= 1 - D(stage["单级去除效率"]) / 100 * D(stage["单级运行率"] or 100) / 100
    if stages and all(stage["单级运行率"] for stage in stages): return made[0], made[1] * passes
    known = look_up(removals, row, [("处理工艺", "污染物处理工艺名称")])
    if known is None or not known["去除效率"]: return None
    k = rate(row, known["运行率公式"])
    if k is None: return None
    eta = 1 - passes if stages else D(known["去除效率"]) / 100
    return made[0], made[1] * (1 - eta * k)

def product(row, *names):
    return None if any(not row[name] or D(row[name]) < 0 for name in names) else D(row[names[0]]) * D(row[names[1]]) * (D(row[names[2]]) if len(names) > 2 else 1)

def scaled(value, by): return None if value is None else ("m", value * D(by))

# What each method gives, in kg: mg/L × m³ is g, mg/m³ × m³/h × h is mg.
sheets = {"G106-1.csv": read(here / "G106-1.csv"), "G106-2.csv": read(here / "G106-2.csv"), "G106-3.csv": read(here / "G106-3.csv"), "G103-11.csv": read(here / "G103-11.csv")}
fractions = {row["含挥发性有机物的原辅材料名称"]: row for row in read(here / "质量分数表.csv")}
mine = {}
for number, row in enumerate(sheets["G106-1.csv"], start=2):
    mine["手册产生量", "G106-1.csv", number], mine["手册排放量", "G106-1.csv", number] = generated(row), emitted(row)
for number, row in enumerate(sheets["G106-2.csv"], start=2):
    mine["监测废水产生量", "G106-2.csv", number] = scaled(product(row, "进口浓度(年均值)", "进口水量"), "1e-3")
    mine["监测废水排放量", "G106-2.csv", number] = scaled(product(row, "出口浓度(年均值)", "出口水量"), "1e-3")
for number, row in enumerate(sheets["G106-3.csv"], start=2):
    mine["监测废气产生量", "G106-3.csv", number] = scaled(product(row, "进口浓度", "平均流量", "年排放时间"), "1e-6")
    mine["监测废气排放量", "G106-3.csv", number] = scaled(product(row, "出口浓度", "平均流量", "年排放时间"), "1e-6")
for number, row in enumerate(sheets["G103-11.csv"], start=2):
    known = fractions.get(row["含挥发性有机物的原辅材料名称"], {})
    used, part, kept = row["含挥发性有机物的原辅材料使用量"], known.get("挥发性有机物质量分数"), known.get("留存比例")
    share = lambda text: bool(text) and 0 <= D(text) <= 100
    brought = ("m", D(used) * 1000 * D(part) / 100) if used and D(used) >= 0 and share(part) else None
    mine["VOCs投入量", "G103-11.csv", number] = brought
    mine["VOCs衡算排放量", "G103-11.csv", number] = ("m", brought[1] * (1 - D(kept) / 100)) if brought and share(kept) else None

compared = wrong = missing = 0
def differs(what, told, recounted):
    global wrong
    wrong += 1
    print(f"{what}: written {told}, recounted {recounted}")

values = read(here / "out" / "values.csv")
if values and "行" not in values[0]: sys.exit("the headings of out/values.csv are not Chinese: review with --lang zh")
written = {(value["名称"], value["文件"], int(value["行"])): value for value in values if value["行"]}
for (name, file, number), recounted in mine.items():
    value = written.get((name, file, number), {"数值": "", "单位": ""})
    if recounted is None or value["数值"] == "":
        missing += 1
        if (recounted is None) != (value["数值"] == ""): differs(f"{file} row {number}, {name}", value["数值"], recounted)
        continue
    kind, theirs = amount(value["数值"], value["单位"])
    compared += 1
    if kind != recounted[0] or abs(theirs - recounted[1]) > D("1e-12") * abs(recounted[1]):
        differs(f"{file} row {number}, {name}", theirs, recounted[1])

# Which method each pollutant of an outlet is taken from, and what that adds up to, in kg.
declared = {(row[KEY], row[FORM], row[OUTLET], row[POLLUTANT]): row["核算方法"] for row in read(here / "核算方法表.csv")}
order = {row["核算方法"]: int(row["次序"]) for row in read(book / "tables" / "method-order.csv")}
MONITORED, FACTORED, BALANCED = "监测数据法", "产污系数法", "物料衡算法"

def adopted(what):
    """The amounts that count: enterprise, form, outlet, pollutant, amount or none."""
    place = lambda row: (row[KEY], row[FORM], row.get(OUTLET) or row.get("对应的排放口编号"), row[POLLUTANT])
    by = defaultdict(list)
    for name, file in (("手册", "G106-1.csv"), ("监测废水", "G106-2.csv"), ("监测废气", "G106-3.csv")):
        for number, row in enumerate(sheets[file], start=2):
            by["coefficients" if name == "手册" else "monitoring"].append((place(row), mine[f"{name}{what}量", file, number]))
    times = Counter(at for at, value in by["monitoring"] if value is not None)
    monitored = {at: value for at, value in by["monitoring"] if value is not None and times[at] == 1}
    water = {place(row) for number, row in enumerate(sheets["G106-2.csv"], start=2) if mine[f"监测废水{what}量", "G106-2.csv", number] is not None}
    factored = {at for at, _ in by["coefficients"]}
    for key in register:
        name = "VOCs投入量" if what == "产生" else "VOCs衡算排放量"
        balance = [mine[name, "G103-11.csv", number] for number, row in enumerate(sheets["G103-11.csv"], start=2) if row[KEY] == key]
        others = any(at[0] == key and at[3] == VOC and value is not None for at, value in [*by["coefficients"], *((at, value) for at, value in monitored.items() if at not in water)])
        said = declared.get((key, "G103-11", "全厂", VOC))
        first = order[BALANCED] < min(order[MONITORED], order[FACTORED])
        balanced = any(value is not None for value in balance) and (said == BALANCED or not others or said is None and first)
        if balanced:
            yield from (((key, "G103-11", "全厂", VOC), value) for value in balance)
        for at, value in by["coefficients"]:
            if at[0] != key or at[3] in VOLUMES: continue
            instead = at in monitored and (declared.get(at) == MONITORED or order[MONITORED] < order[FACTORED])
            if declared.get(at) == FACTORED or not instead and not (balanced and at[3] == VOC): yield at, value
        for at, value in monitored.items():
            if at[0] != key or at[3] in VOLUMES: continue
            first = at not in factored or declared.get(at) != FACTORED and order[MONITORED] < order[FACTORED]
            # What leaves with wastewater is not in what the balance emits to air; what is brought in holds it.
            within = balanced and at[3] == VOC and (what == "产生" or at not in water)
            if declared.get(at) == MONITORED or first and not within: yield at, value

LEVELS = {"排放口": lambda at: (at[0], at[1], at[2]), "企业": lambda at: (at[0],), "区": lambda at: (register[at[0]]["单位所在地及区划"],),
          "行业": lambda at: (industry[at[0]],), "污染物": lambda at: ()}
def tables(path):
    """The tables of a file, one below the other, each with its heading: `name → keys → number`."""
    made, head = defaultdict(dict), None
    for row in csv.reader(open(path, encoding="utf-8-sig", newline="")):
        if not row or not any(row):
            head = None
        elif head is None:
            head = row
            at = next((at for at, name in enumerate(head) if name.endswith("（吨）")), None)
            names = lambda place: [head[place - 1] + "名称", head[place - 1] + "（名称）"] if place else []
            keys = [place for place, name in enumerate(head[: at or 0]) if name not in names(place)]
        elif at is not None:
            made[head[at].removesuffix("（吨）")][tuple(row[place] for place in keys)] = row[at]
    return made
statistics = tables(here / "out" / "statistics.csv")
totals = 0
for what in ("产生", "排放"):
    for level, keys in LEVELS.items():
        sums = defaultdict(list)
        for at, value in adopted(what): sums[(*keys(at), codes[at[3]])].append(value)
        told = statistics[f"分{level}{what}量"]
        if set(told) != set(sums): differs(f"rows of 分{level}{what}量", sorted(set(told) - set(sums)), sorted(set(sums) - set(told)))
        for key in set(told) & set(sums):
            given = [value[1] for value in sums[key] if value is not None]
            recounted, number = sum(given) / 1000 if given else None, told[key]
            totals += 1
            if (recounted is None) != (number == "") or recounted is not None and abs(D(number) - recounted) > D("1e-12") * abs(recounted):
                differs(f"分{level}{what}量 of {key}", number, recounted)
print(f"{compared} values and {totals} totals agree to 1e-12, {missing} values cannot be accounted in either" if not wrong else f"{wrong} differ")
sys.exit(1 if wrong else 0)
