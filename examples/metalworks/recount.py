#!/usr/bin/env python3
"""Counts five rules again from the CSV files alone and compares with summary.json.

    shensuan review examples/metalworks && python3 examples/metalworks/recount.py
"""
import csv, json, pathlib, sys
from fractions import Fraction as F

here, KEY = pathlib.Path(__file__).parent, "统一社会信用代码"
def rows(name): return [r for r in csv.DictReader(open(here / f"{name}.csv", encoding="utf-8")) if r[KEY]]
def once(name): return list({r[KEY]: r for r in rows(name)}.values())  # a form with one row, filed twice by one
def num(text):
    try: return F(text)
    except ValueError: return None
basic, water, waste, products = once("G101-1"), once("G102"), rows("G104-2"), rows("G101-2")
filed = {r[KEY] for r in water}
outlets = {}
for r in rows("排放口"): outlets.setdefault(r[KEY], []).append(num(r["废水排放量"]))
count = {rule: {"pass": 0, "fail": 0, "undetermined": 0} for rule in ["X01", "F06", "B04", "B13", "B17"]}
def judge(rule, holds):
    count[rule]["undetermined" if holds is None else "pass" if holds else "fail"] += 1
for r in basic:
    judge("X01", None if not r["产生工业废水"] else (r["产生工业废水"] == "是") == (r[KEY] in filed))
    hours = num(r["正常生产时间"])
    judge("F06", None if hours is None else 0 <= hours <= 8760)
for r in water:
    take, out = num(r["取水量"]), outlets.get(r[KEY], [])
    judge("B04", None if take is None or None in out else sum(out) <= take)
for r in products:
    able, made = num(r["生产能力"]), num(r["实际产量"])
    judge("B13", None if able is None or made is None else able >= made)
for r in waste:
    n = lambda name: num(r[name])
    came = [n("上年末本单位实际贮存量"), n("危险废物产生量"), n("接收外来危险废物量") or F(0)]
    went = [n("送持证单位量"), n("自行综合利用量"), n("自行处置量"), n("本年末本单位实际贮存量"), n("倾倒丢弃量") or F(0)]
    judge("B17", None if None in came + went else sum(came) == sum(went))
summary = json.load(open(here / "out" / "summary.json", encoding="utf-8"))
told = {rule["rule"]: {name: rule["tally"][name] for name in count["X01"]} for rule in summary["rules"]}
if missing := [rule for rule in count if rule not in told]:
    sys.exit(f"out/ holds a review without {', '.join(missing)}: run `shensuan review examples/metalworks` first")
for rule, counted in count.items(): print(rule, counted, "equal" if counted == told[rule] else f"but {told[rule]}")
sys.exit(any(counted != told[rule] for rule, counted in count.items()))
