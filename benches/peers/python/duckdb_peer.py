"""The mix on DuckDB: one query. `duckdb_peer.py COLUMNS RULES FORMULATION`; one thread, everything in memory."""

import json
import sys
from pathlib import Path

import duckdb
import numpy as np

from peer import Data, in_order, served


def table(connection, data, outlets, texts, dictionaries):
    """Creates `e` or `o`. Missing cells come in as marks, for numpy has no missing numbers."""
    arrays, columns = {}, []
    if outlets:
        arrays["id"] = data.enterprise_of
    else:
        arrays["id"] = np.arange(data.enterprises, dtype=np.int32)
        for form, filed in enumerate(data.filed):
            arrays[f"filed{form}"] = filed
    columns += list(arrays)
    joins = []
    for number, kind, values, given in data.columns(outlets):
        name = f"f{number}"
        if kind == "number":
            arrays[name] = np.where(given, values, np.nan)
            columns.append(f"CASE WHEN NOT isnan({name}) THEN {name} END AS {name}")
        elif kind == "code":
            arrays[name] = np.where(given, values, 2**31 - 1).astype(np.int32)
            columns.append(f"CASE WHEN {name} <> {2**31 - 1} THEN {name} END AS {name}")
            if texts and number in dictionaries:
                entries = {"code": np.arange(len(data.entries(number)), dtype=np.int32)}
                entries["text"] = np.array(data.entries(number), dtype=object)
                connection.register("entries", entries)
                connection.execute(f"CREATE TEMP TABLE n{number} AS SELECT * FROM entries")
                joins.append(f"LEFT JOIN n{number} ON n{number}.code = arrays.{name}")
                columns.append(f"n{number}.text AS t{number}")
        else:
            arrays[name] = np.where(given, values, 2).astype(np.int8)
            columns.append(f"CASE {name} WHEN 1 THEN true WHEN 0 THEN false END AS {name}")
    connection.register("arrays", arrays)
    name = "o" if outlets else "e"
    columns = ", ".join(columns).replace("id,", "arrays.id,", 1)
    connection.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM arrays {' '.join(joins)} ORDER BY arrays.id")
    connection.unregister("arrays")


def main():
    data, folder, formulation = Data(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    mix = json.loads((folder / "mix.json").read_text())
    query = (folder / f"{formulation}.sql").read_text()
    connection = duckdb.connect(":memory:")
    connection.execute("SET threads = 1")
    connection.execute("SET preserve_insertion_order = false")
    dictionaries = {int(field): tests for field, tests in mix["tests"].items()}
    for number, tests in dictionaries.items():
        arrays = {"code": np.arange(len(data.entries(number)), dtype=np.int32)}
        arrays |= {f"d{number}_{place}": np.array(test) for place, test in enumerate(tests)}
        connection.register("arrays", arrays)
        connection.execute(f"CREATE TABLE d{number} AS SELECT * FROM arrays")
        connection.unregister("arrays")
    for outlets in (False, True):
        table(connection, data, outlets, formulation == "plain", dictionaries)

    def fetched(*asked):
        return connection.execute(f"SELECT id, {', '.join(asked)} FROM result").fetchnumpy()

    def answers():
        for rule in range(mix["rules"]):
            if formulation == "planes":
                found = fetched(f"low{rule} AS low", f"high{rule} AS high")
                low, high = found["low"], found["high"]
            else:
                found = fetched(f"r{rule} AS outcome")
                low, high = found["outcome"] & 1 != 0, found["outcome"] & 2 != 0
            for plane in (low, high):
                assert not np.ma.getmaskarray(plane).any()
                yield in_order(found["id"], np.ma.getdata(plane), None)
        for place in range(mix["formulas"]):
            found = fetched(f"x{place} AS number")
            yield in_order(found["id"], np.ma.getdata(found["number"]), np.ma.getmaskarray(found["number"]))

    served("duckdb", f"DuckDB {duckdb.__version__}, {formulation}", lambda: connection.execute(query), answers)


main()
