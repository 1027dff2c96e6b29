#!/usr/bin/env python3
"""Accounts every row of a data set again, in decimals, and compares with what the program wrote.

    shensuan account DATASET --rulebook rulebooks/accounting --out RESULTS
    accounting_peer.py DATASET RESULTS

It reads the forms of the data set (CSV), the tables of the handbook and the results, and shares nothing with the program: no
code, no floating point. Rows of G106-1 and of the forms of monitoring, then the totals of each statistic, which it sums itself
from what it recounted, by the default order of methods. A value agrees where it differs by at most 1e-12 of itself, or where neither side has one. Numbers have all
their digits in Parquet, which is read where pyarrow is there; CSV has twelve of them, and there a value agrees where these are those
of what was recounted. The status is 1 where anything differs.
"""

import collections
import csv
import datetime
import decimal
import pathlib
import re
import sys

try:
    from pyarrow import parquet
except ImportError:
    parquet = None

D = decimal.Decimal
decimal.getcontext().prec = 40
AT_MOST = D("1e-12")
SHOWN = 20
HOUSE = pathlib.Path(__file__).resolve().parents[3]
BOOK = HOUSE / "rulebooks" / "accounting"
KEY = "统一社会信用代码"

# Of each unit what it measures, and how many of the first unit of its kind.
UNITS = {
    "毫克": ("mass", "1e-6"), "克": ("mass", "1e-3"), "千克": ("mass", 1), "公斤": ("mass", 1), "吨": ("mass", 1000), "t": ("mass", 1000),
    "吨三胶": ("mass", 1000), "立方米": ("volume", 1), "万立方米": ("volume", 10000), "升": ("volume", "1e-3"),
    "标立方米": ("standard volume", 1), "万标立方米": ("standard volume", 10000), "平方米": ("area", 1),
    "千瓦时": ("energy", 1), "千瓦": ("power", 1), "瓦": ("power", "1e-3"), "小时": ("time", 1), "%": ("ratio", "1e-2"),
}
UNITS = {name: (kind, D(size)) for name, (kind, size) in UNITS.items()}

# In which unit a formula takes the values that it names, and what stands in for one that is not there.
PARAMETERS = {
    "除尘设备耗电量": ("千瓦时", "energy"), "额定功率": ("千瓦", "power"), "除尘设备运行时间": ("小时", "time"),
    "治理设施运行时间": ("小时", "time"), "治理设施年运行时间": ("小时", "time"), "正常生产时间": ("小时", "time"),
    "处理水量": ("立方米", "volume"), "产生水量": ("立方米", "volume"),
}
NO_TREATMENT = {"无", "无治理", "没有治理", "直排", "/", "—", "-"}


class Unaccounted(Exception):
    """A row that cannot be accounted, and why."""


def fold(text):
    """Widths, blanks and the case of letters tell no keys apart."""
    wide = "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in text)
    return " ".join(wide.split()).lower()


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def number(text):
    text = (text or "").strip()
    return D(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", text) else None


def quantity(text, unit):
    """What a number in a unit measures, and how much of it; nothing where either is not there or not known."""
    value, known = number(text), UNITS.get((unit or "").strip())
    return (known[0], value * known[1]) if value is not None and known else None


class Handbook:
    """A table of the handbook: rows by their keys, groups of industries and wildcards among them."""

    KEYS = ["核算环节", "产品", "原料", "工艺", "规模等级", "污染物"]

    def __init__(self, name, period, more=()):
        self.keys = self.KEYS + list(more)
        self.by_step = collections.defaultdict(list)
        self.known = {}
        for row in rows_of(BOOK / "coefficients" / name):
            since, until = row["生效自"], row["生效至"]
            assert all(day[5:] in ("", edge) for day, edge in ((since, "01-01"), (until, "12-31"))), "an effect of parts of years"
            if (since and since[:4] > period) or (until and until[:4] < period):
                continue
            self.by_step[fold(row["核算环节"])].append(row)

    def find(self, industry, asked):
        """The one row of these keys; nothing where there is none, or more than one."""
        asked = tuple(fold(text) for text in asked)
        if (industry, asked) not in self.known:
            self.known[industry, asked] = self._find(industry, asked)
        return self.known[industry, asked]

    def _find(self, industry, asked):
        if not industry or not all(asked):
            return None
        found = [row for row in self.by_step[asked[0]] if self._fits(row, industry, asked)]
        return found[0] if len(found) == 1 else None

    def _fits(self, row, industry, asked):
        wild = {"产品": "所有", "原料": "所有", "工艺": "所有", "规模等级": "所有规模"}
        same = all(fold(row[key]) == text or row[key] == wild.get(key) for key, text in zip(self.keys, asked))
        return same and holds(row["行业代码"], industry)


def holds(group, code):
    """Whether a group such as 33-37,431-434 holds a code."""
    for part in group.split(","):
        low, _, high = part.partition("-")
        if low <= code[: len(low)] <= (high or low):
            return True
    return False


def computed(formula, value_of):
    """A formula of names, numbers, brackets and + - × ÷, from left to right by its ranks."""
    tokens = re.findall(r"[()+×÷*/−-]|[^\s()+×÷*/−-]+", formula)
    tokens.append("")

    def atom():
        token = tokens.pop(0)
        if token == "(":
            value = sum_of()
            assert tokens.pop(0) == ")", formula
            return value
        plain = number(token)
        return plain if plain is not None else value_of(token)

    def product():
        value = atom()
        while tokens[0] in ("×", "*", "÷", "/"):
            sign, other = tokens.pop(0), atom()
            if sign in ("÷", "/") and other == 0:
                raise Unaccounted("k: what stands below the line is 0")
            value = value * other if sign in ("×", "*") else value / other
        return value

    def sum_of():
        value = product()
        while tokens[0] in ("+", "-", "−"):
            sign, other = tokens.pop(0), product()
            value = value + other if sign == "+" else value - other
        return value

    value = sum_of()
    assert tokens == [""], formula
    return value


class Recount:
    """What the rows of a data set come to."""

    SAME = ["对应的普查表号", "对应的排放口编号/名称", "核算环节名称", "产品名称", "原料名称", "工艺名称", "生产规模等级", "污染物名称"]

    def __init__(self, dataset):
        settings = dataset / "dataset.toml"
        told = re.search(r'^period *= *"(\d{4})"', settings.read_text(encoding="utf-8") if settings.exists() else "", re.M)
        period = told[1] if told else "2017"
        self.factors = Handbook("factor.csv", period)
        self.removals = Handbook("removal.csv", period, ["处理工艺"])
        self.limits = {(row["参数"], row["单位"]): D(row["物理上限"]) for row in rows_of(BOOK / "tables" / "parameters.csv")}
        self.activity = {row["后缀"]: row["取值"] for row in rows_of(BOOK / "tables" / "activity.csv")}
        codes = HOUSE / "rulebooks" / "national" / "codes"
        self.pollutants = {fold(row[key]): row["name"] for row in rows_of(codes / "pollutants.csv") for key in ("code", "name")}
        self.who = {row[KEY]: row for row in rows_of(dataset / "G101-1.csv")}
        self.trains = collections.defaultdict(list)
        if (dataset / "治理设施串联表.csv").exists():
            for row in rows_of(dataset / "治理设施串联表.csv"):
                if self.place(row) is None:
                    continue
                self.trains[self.place(row)].append((row["单级去除效率"], row.get("单级运行率") or ""))

    def pollutant(self, row):
        return self.pollutants.get(fold(row["污染物名称"]), "")

    def place(self, row):
        """What treatment in series and an accounting row share; nothing where a part of it is blank."""
        parts = tuple(fold(row[name]) for name in self.SAME[:-1]) + (self.pollutant(row),)
        return (row[KEY], *parts) if all(parts) else None

    def keys(self, row):
        return [row["核算环节名称"], row["产品名称"], row["原料名称"], row["工艺名称"], row["生产规模等级"], self.pollutant(row)]

    def industry(self, row):
        return (self.who.get(row[KEY]) or {}).get("行业类别代码1", "").strip()

    def generated(self, row):
        """The kind and the amount, in kg or m³; and the handbook's row."""
        known = self.factors.find(self.industry(row), self.keys(row))
        if known is None:
            raise Unaccounted("the handbook has no such combination")
        rate, _, suffix = known["系数单位"].partition("-")
        taken = {"产量": ("产品产量", "产品产量的计量单位"), "用量": ("原料/燃料用量", "原料/燃料用量的计量单位")}.get(self.activity.get(suffix))
        if taken is None:
            raise Unaccounted("the suffix is not known")
        if number(row[taken[0]]) is None:
            raise Unaccounted(f"no number: {taken[0]}")
        activity = quantity(row[taken[0]], row[taken[1]])
        if activity is None:
            raise Unaccounted(f"no unit: {taken[1]}")
        above, _, below = rate.partition("/")
        factor = re.fullmatch(r"(\d+(?:\.\d+)?)([SA]?)", known["产污系数"])
        assert factor, known["产污系数"]
        parameter = D(1)
        if factor[2]:
            parameter = number(row["污染物产污系数中参数取值"])
            if parameter is None:
                raise Unaccounted("no S or A")
            if parameter > self.limits[factor[2], known[f"{factor[2]}单位"]]:
                raise Unaccounted("S or A is not possible")
        factor = D(factor[1]) * parameter
        if activity[1] < 0:
            raise Unaccounted("the activity is negative")
        if factor < 0:
            raise Unaccounted("the coefficient is negative")
        if activity[0] != UNITS[below][0]:
            raise Unaccounted("the units do not fit")
        kind = UNITS[above][0]
        if (kind == "mass") == (self.pollutant(row) == "工业废气量"):
            raise Unaccounted("the units do not fit")
        return kind, activity[1] / UNITS[below][1] * factor * UNITS[above][1], known

    def emitted(self, row, made):
        """The amount; the row of the removals, or nothing where there is no treatment; and the stages in series."""
        treatment = row["污染物处理工艺名称"].strip()
        stages = self.trains.get(self.place(row), [])
        if not stages and (not treatment or fold(treatment) in NO_TREATMENT):
            return made, None, 0
        known = self.removals.find(self.industry(row), [*self.keys(row), treatment])
        rates = []
        if stages:
            efficiencies = [number(stage) for stage, _ in stages]
            rates = [number(rate) for _, rate in stages if rate.strip()]
            if any(share is None or not 0 <= share <= 100 for share in efficiencies + rates):
                raise Unaccounted("a stage in series has no efficiency")
            if rates and len(rates) < len(stages):
                raise Unaccounted("not each stage in series has a rate")
            passes = D(1)
            for stage, rate in zip(efficiencies, rates or [D(100)] * len(stages)):
                passes *= 1 - stage / 100 * rate / 100
            efficiency = 1 - passes
        elif known is None:
            raise Unaccounted("the handbook has no such treatment")
        elif not known["去除效率"]:
            raise Unaccounted("the treatment has no efficiency")
        else:
            efficiency = D(known["去除效率"]) / 100
        if not 0 <= efficiency <= 1:
            raise Unaccounted("the efficiency is none")
        if rates:
            return made * (1 - efficiency), known, len(stages)
        if known is None:
            raise Unaccounted("the handbook has no such treatment")
        return made * (1 - efficiency * self.rate(row, known["运行率公式"])), known, len(stages)

    def rate(self, row, formula):
        if not formula:
            raise Unaccounted("the treatment has no formula of k")

        def given(name):
            unit, kind = PARAMETERS[name]
            told = [at for at in "一二三" if fold(row[f"实际运行参数{at}名称"]) == fold(name)]
            found = {quantity(row[f"实际运行参数{at}数值"], row[f"实际运行参数{at}计量单位"]) for at in told}
            # What is told twice counts where it is told alike.
            if len(found) != 1 or None in found:
                return None
            ((measured, amount),) = found
            return amount / UNITS[unit][1] if measured == kind else None

        def value_of(name):
            value = given(name)
            if value is None and name == "治理设施运行时间":
                value = given("治理设施年运行时间")
            if value is None and name == "正常生产时间":
                value = number((self.who.get(row[KEY]) or {}).get("正常生产时间", ""))
            if value is None:
                raise Unaccounted(f"k: no {name}")
            return value

        return max(D(0), min(D(1), computed(formula, value_of)))


class Compared:
    """Both sides of each value."""

    def __init__(self):
        self.agree = collections.Counter()
        self.lacking = collections.Counter()
        self.worst = (D(0), "")
        # Whether the results have all digits of their numbers.
        self.whole = False
        self.differ = []

    def value(self, name, place, mine, told):
        """Of this side a number or nothing, of the other its text."""
        if mine is None and told == "":
            return
        if mine is None or told == "":
            self.differ.append(f"{name}, {place}: written {told or 'nothing'}, recounted {mine}")
            return
        difference = abs(D(told) - mine) / (abs(mine) or 1)
        self.worst = max(self.worst, (difference, f"{name}, {place}"))
        # Twelve digits are right to half of the last of them.
        at_most = AT_MOST if self.whole or mine == 0 else AT_MOST + D(5).scaleb(mine.adjusted() - 12) / abs(mine)
        if difference > at_most:
            self.differ.append(f"{name}, {place}: written {told}, recounted {mine}")
        else:
            self.agree[name] += 1


class Table:
    """A table of the results: its headings, and its rows as texts and decimals, "" where nothing stands."""

    def __init__(self, folder, stem):
        self.path = folder / f"{stem}.parquet"
        self.whole = parquet is not None and self.path.exists()
        if self.whole:
            self.headings = parquet.read_schema(self.path).names
        else:
            self.path = folder / f"{stem}.csv"
            with open(self.path, encoding="utf-8-sig", newline="") as file:
                self.headings = next(csv.reader(file))

    def rows(self, headings):
        """The cells of some columns, row by row."""
        if self.whole:
            columns = parquet.read_table(self.path, columns=headings).to_pydict()
            for row in zip(*(columns[heading] for heading in headings)):
                yield ["" if cell is None else D(cell) if isinstance(cell, float) else str(cell) for cell in row]
            return
        places = [self.headings.index(heading) for heading in headings]
        with open(self.path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            for row in reader:
                yield [row[place] for place in places]


def results(folder, names):
    """What the program wrote of some values, by the row of their file: of each its kind, and the number in the first unit of that
    kind; and whether all digits stand there."""
    for stem in sorted({path.stem for path in folder.iterdir() if path.suffix in (".csv", ".parquet")}):
        table = Table(folder, stem)
        of = {name: heading for name in names for heading in table.headings if heading == name or heading.startswith(name + "（")}
        if "行" not in table.headings or len(of) < len(names):
            continue
        units = [f"{name}计量单位" if f"{name}计量单位" in table.headings else None for name in names]
        read = ["行", *(of[name] for name in names), *(unit for unit in units if unit)]
        told = {}
        for row in table.rows(read):
            beside = iter(row[1 + len(names) :])
            values = []
            for name, number, unit in zip(names, row[1:], units):
                unit = next(beside) if unit else of[name][len(name) + 1 : -1]
                values.append(("", "") if number == "" else (UNITS[unit][0], D(number) * UNITS[unit][1]))
            told[int(row[0])] = values
        return told, table.whole
    sys.exit(f"the results have no {names}")


def levels(recount, who, outlet, pollutant):
    """The keys under which an amount is summed, by the level."""
    basic = recount.who[who]
    return {"分排放口": (who, *outlet, pollutant), "分企业": (who, pollutant), "分区": (basic["单位所在地及区划"], pollutant),
            "分行业": (basic["行业类别代码1"], pollutant), "分污染物": (pollutant,)}


def sheets(recount, dataset, folder, compared, parts, monitoring):
    """The rows of G106-1, and what of them each total is made of: each pollutant of an outlet by monitoring where that has one
    amount of it, otherwise by the coefficient."""
    names = ["手册产生量", "手册排放量"]
    told, compared.whole = results(folder, names)
    for at, row in enumerate(rows_of(dataset / "G106-1.csv"), start=2):
        kind, made, left, factor, removal, stages = None, None, None, None, None, 0
        try:
            kind, made, factor = recount.generated(row)
        except Unaccounted as why:
            compared.lacking["手册产生量", str(why)] += 1
        if made is not None:
            try:
                left, removal, stages = recount.emitted(row, made)
            except Unaccounted as why:
                compared.lacking["手册排放量", str(why)] += 1
        else:
            compared.lacking["手册排放量", "手册产生量"] += 1
        for name, mine, (their_kind, theirs) in zip(names, (made, left), told[at]):
            compared.value(name, f"row {at}", mine, theirs)
            if mine is not None and theirs != "" and their_kind != kind:
                compared.differ.append(f"{name}, row {at}: written as {their_kind}, recounted as {kind}")
        who, pollutant = row[KEY], recount.pollutant(row)
        if kind == "mass" and pollutant == "工业废水量":
            parts["分区废水量"][(recount.who[who]["单位所在地及区划"],)] += made / 1000
        elif kind == "mass":
            outlet = (row["对应的普查表号"], row["对应的排放口编号/名称"])
            place = (who, *map(fold, outlet), pollutant)
            keys = levels(recount, who, outlet, pollutant)
            by_monitoring = {what: len(monitoring[what].get(place, ())) == 1 for what in ("产生量", "排放量")}
            for level, key in keys.items():
                if not by_monitoring["产生量"]:
                    parts[f"{level}产生量"][key] += made / 1000
                if left is not None and not by_monitoring["排放量"]:
                    parts[f"{level}排放量"][key] += left / 1000
            if left is not None and not by_monitoring["排放量"]:
                certain = {factor["可信度"], removal["可信度"] if removal and not stages else "凭填报的串联效率" if stages else factor["可信度"]}
                parts["排放量中的不确定部分"][keys["分区"]] += left / 1000 if certain != {"见于公开材料"} else 0
                parts["排放量中的示例部分"][keys["分区"]] += left / 1000 if "synthetic-demo" in certain else 0
        elif kind is not None:
            name = "分区标态废气量" if kind == "standard volume" else "分区未注明状态废气量"
            parts[name][(recount.who[row[KEY]]["单位所在地及区划"],)] += made / 10000
    return at - 1


def monitored(recount, dataset, folder, compared, parts):
    """Monitoring: concentration × volume of water, concentration × flow × time of gas; in kg. The one amount that there is of a
    pollutant of an outlet, in either form, goes into the totals. Rows of each form, and the amounts by what they are of."""
    forms = [("G106-2", "监测废水", [("产生量", "进口浓度(年均值)", ["进口水量"]), ("排放量", "出口浓度(年均值)", ["出口水量"])], D("1e-3")),
             ("G106-3", "监测废气", [("产生量", "进口浓度", ["平均流量", "年排放时间"]), ("排放量", "出口浓度", ["平均流量", "年排放时间"])], D("1e-6"))]
    counts = {}
    amounts = {what: collections.defaultdict(list) for what in ("产生量", "排放量")}
    for form, name, values, scale in forms:
        path = dataset / f"{form}.csv"
        if not path.exists():
            continue
        told, _ = results(folder, [name + what for what, _, _ in values])
        for at, row in enumerate(rows_of(path), start=2):
            counts[form] = at - 1
            for (what, concentration, factors), (_, theirs) in zip(values, told[at]):
                given = [number(row[field]) for field in [concentration, *factors]]
                mine = None
                if all(value is not None and value >= 0 for value in given):
                    mine = scale
                    for value in given:
                        mine *= value
                else:
                    compared.lacking[name + what, "a cell is blank or negative"] += 1
                compared.value(name + what, f"row {at}", mine, theirs)
                outlet = (row["对应的普查表号"], row["对应的排放口编号"])
                if mine is not None and all(outlet) and recount.pollutant(row):
                    amounts[what][(row[KEY], *map(fold, outlet), recount.pollutant(row))].append((outlet, mine / 1000))
    for what, places in amounts.items():
        for (who, *_, pollutant), all_of_it in places.items():
            if len(all_of_it) == 1 and pollutant not in ("工业废气量", "工业废水量"):
                outlet, amount = all_of_it[0]
                keys = levels(recount, who, outlet, pollutant)
                for level, key in keys.items():
                    parts[f"{level}{what}"][key] += amount
                parts[f"分区监测{what}"][keys["分区"]] += amount
                if what == "排放量":
                    parts["排放量中的监测部分"][keys["分区"]] += amount
    return counts, amounts


def totals(recount, folder, compared, parts):
    """Each total that the program wrote against the sum of its parts."""
    groups = collections.Counter()
    for name, mine in parts.items():
        part_of_all = name.startswith("排放量中的")
        table = Table(folder, name)
        headings = table.headings
        at = next(i for i, heading in enumerate(headings) if heading.startswith(name))
        # The names of codes stand beside them, and are no keys.
        keys = [heading for i, heading in enumerate(headings[:at]) if not (i and heading in (headings[i - 1] + "名称", headings[i - 1] + "（名称）"))]
        seen = set()
        for *key, written in table.rows([*keys, headings[at]]):
            if not key[0]:
                continue
            key = tuple(recount.pollutants.get(fold(part), part) for part in key)
            # A sum of nothing is 0 here and there; a share of nothing is none.
            if part_of_all:
                whole = parts["分区排放量"].get(key, D(0))
                value = mine[key] / whole if whole else None
            else:
                value = mine.get(key)
            if value is None and written != "" and D(written) == 0:
                value = D(0)
            compared.value(name, "、".join(key), value, written)
            seen.add(key)
            groups[name] += 1
        for key in mine.keys() - seen:
            compared.differ.append(f"{name}: no total of {'、'.join(key)}")
    return groups


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    dataset, folder = map(pathlib.Path, sys.argv[1:])
    begin = datetime.datetime.now()
    for name in ("核算方法表.csv", "G103-11.csv"):
        if (dataset / name).exists():
            sys.exit(f"declared methods and balances are not recounted: {name}")
    recount, compared = Recount(dataset), Compared()
    parts = collections.defaultdict(lambda: collections.defaultdict(D))
    counts, monitoring = monitored(recount, dataset, folder, compared, parts)
    count = sheets(recount, dataset, folder, compared, parts, monitoring)
    rows_agree = sum(compared.agree.values())
    groups = totals(recount, folder, compared, parts)
    print(f"G106-1: {count} rows; " + ", ".join(f"{form}: {rows} rows" for form, rows in counts.items()))
    for name, times in compared.agree.items():
        print(f"  {name}: {times} agree")
    print(f"{rows_agree} values of rows and {sum(compared.agree.values()) - rows_agree} of {sum(groups.values())} totals agree to {'1e-12' if compared.whole else 'twelve digits'}")
    print(f"worst relative difference {compared.worst[0]:.2e} ({compared.worst[1]})")
    print("unaccounted on both sides:")
    for (name, why), times in sorted(compared.lacking.items(), key=lambda told: (told[0][0], -told[1])):
        print(f"  {name}: {why}: {times}")
    for line in compared.differ[:SHOWN]:
        print(f"DIFFERS {line}")
    if compared.differ:
        print(f"{len(compared.differ)} differ")
    print(f"{(datetime.datetime.now() - begin).total_seconds():.0f} s", file=sys.stderr)
    sys.exit(1 if compared.differ else 0)


if __name__ == "__main__":
    main()
