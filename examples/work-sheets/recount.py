#!/usr/bin/env python3
"""Accounts every row again in decimals, from the CSV files alone, and compares with what the program wrote.

    shensuan review examples/work-sheets && python3 examples/work-sheets/recount.py
"""
import csv, pathlib, re, sys
from decimal import Decimal as D, getcontext

getcontext().prec = 50
here = pathlib.Path(__file__).parent
book = here.parent.parent / "rulebooks" / "accounting"
def read(path): return list(csv.DictReader(open(path, encoding="utf-8-sig", newline="")))
def fold(text): return re.sub(r"\s+", "", text).translate(str.maketrans("（），：；", "(),:;")).lower()
KEY, NUMBER = "统一社会信用代码", re.compile(r"^-?[\d.]+$")
industry = {row[KEY]: row["行业类别代码1"] for row in read(here / "G101-1.csv")}
hours = {row[KEY]: D(row["正常生产时间"]) for row in read(here / "G101-1.csv")}
trains = read(here / "治理设施串联表.csv")
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
        pairs = [("核算环节", "核算环节名称"), ("产品", "产品名称"), ("原料", "原料名称"), ("工艺", "工艺名称"), ("规模等级", "生产规模等级"), ("污染物", "污染物名称"), *extra]
        return all(known[mine].startswith("所有") or fold(known[mine]) == fold(row[theirs]) for mine, theirs in pairs)
    found = [known for known in table if fits(known)]
    return found[0] if len(found) == 1 else None

factors, removals = read(book / "coefficients" / "factor.csv"), read(book / "coefficients" / "removal.csv")
activities = {row["后缀"]: row["取值"] for row in read(book / "tables" / "activity.csv")}

def amount(number, unit):
    kind, size = UNITS[unit]
    return kind, D(number) * D(size)

def generated(row):
    """What the handbook gives, in kg or m³, and of what kind it is."""
    known = look_up(factors, row)
    if known is None: return None
    unit, _, suffix = known["系数单位"].partition("-")
    taken = {"产量": ("产品产量", "产品产量的计量单位"), "用量": ("原料/燃料用量", "原料/燃料用量的计量单位")}[activities[suffix]]
    if not row[taken[0]]: return None
    kind, activity = amount(row[taken[0]], row[taken[1]])
    above, below = unit.split("/")
    if UNITS[below][0] != kind or activity < 0: return None
    cell = known["产污系数"]
    if not NUMBER.match(cell):
        if not row["污染物产污系数中参数取值"]: return None
        cell = D(cell.rstrip("SA")) * D(row["污染物产污系数中参数取值"])
    return UNITS[above][0], activity / D(UNITS[below][1]) * D(cell) * D(UNITS[above][1])

def rate(row, formula):
    given = {}
    for name, number, unit in [("实际运行参数一名称", "实际运行参数一数值", "实际运行参数一计量单位"), ("实际运行参数二名称", "实际运行参数二数值", "实际运行参数二计量单位"), ("实际运行参数三名称", "实际运行参数三数值", "实际运行参数三计量单位")]:
        if row[number]: given[row[name]] = D(row[number]) * D(UNITS[row[unit]][1])
    given.setdefault("正常生产时间", hours[row[KEY]])
    above, below = formula.split("÷")
    need = [name.strip() for name in below.strip(" ()").split("×")]
    if any(name not in given for name in [above.strip(), *need]): return None
    k = given[above.strip()]
    for name in need: k /= given[name]
    return max(D(0), min(D(1), k))

def emitted(row):
    made = generated(row)
    if made is None or row["污染物处理工艺名称"] in ("", "无", "直排", "/"): return made
    known = look_up(removals, row, [("处理工艺", "污染物处理工艺名称")])
    if known is None or not known["去除效率"]: return None
    k = rate(row, known["运行率公式"])
    if k is None: return None
    same = ["对应的普查表号", "对应的排放口编号/名称", "核算环节名称", "产品名称", "原料名称", "工艺名称", "生产规模等级", "污染物名称", KEY]
    stages = [stage for stage in trains if all(stage[name] == row[name] for name in same)]
    passes = D(1)
    for stage in stages: passes *= 1 - D(stage["单级去除效率"]) / 100
    eta = 1 - passes if stages else D(known["去除效率"]) / 100
    return made[0], made[1] * (1 - eta * k)

written = {}
for value in read(here / "out" / "values.csv"):
    if value["名称"] in ("手册产生量", "手册排放量"):
        written[value["名称"], int(value["行"])] = (value["数值"], value["单位"])
compared = wrong = missing = 0
for number, row in enumerate(read(here / "G106-1.csv"), start=2):
    for name, mine in (("手册产生量", generated(row)), ("手册排放量", emitted(row))):
        told, unit = written.get((name, number), ("", ""))
        if mine is None or told == "":
            missing += 1
            if (mine is None) != (told == ""):
                wrong += 1
                print(f"row {number}, {name}: written {told!r}, recounted {mine}")
            continue
        kind, theirs = amount(told, unit)
        compared += 1
        if kind != mine[0] or abs(theirs - mine[1]) > D("1e-12") * abs(mine[1]):
            wrong += 1
            print(f"row {number}, {name}: written {theirs}, recounted {mine[1]}")
print(f"{compared} values agree to 1e-12, {missing} cannot be accounted in either" if not wrong else f"{wrong} differ")
sys.exit(1 if wrong else 0)
