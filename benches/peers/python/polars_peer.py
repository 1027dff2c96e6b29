"""The mix on Polars: one lazy query. `polars_peer.py COLUMNS RULES`; one thread."""

import importlib.util
import json
import os
import sys
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"

import polars as pl  # noqa: E402  (it reads the number of threads when it is imported)

from peer import Data, in_order, served  # noqa: E402


def frame(data, outlets):
    columns = {}
    for number, kind, values, given in data.columns(outlets):
        column = pl.Series(f"f{number}", values)
        columns[f"f{number}"] = column.set(pl.Series(~given), None)
    if outlets:
        columns["id"] = pl.Series("id", data.enterprise_of)
    else:
        columns["id"] = pl.Series("id", range(data.enterprises), dtype=pl.Int32)
        for form, filed in enumerate(data.filed):
            columns[f"filed{form}"] = pl.Series(filed)
    return pl.DataFrame(columns).rechunk()


def main():
    data, folder = Data(sys.argv[1]), Path(sys.argv[2])
    mix = json.loads((folder / "mix.json").read_text())
    tests = {int(field): [pl.Series(test) for test in tests] for field, tests in mix["tests"].items()}
    spec = importlib.util.spec_from_file_location("polars_mix", folder / "polars_mix.py")
    written = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(written)
    enterprises, outlets = frame(data, False), frame(data, True)
    query = written.query(enterprises.lazy(), outlets.lazy(), tests)
    last = [None]

    def run():
        last[0] = None
        last[0] = query.collect()

    def answers():
        out = last[0]
        ids = out["id"].to_numpy()
        for rule in range(mix["rules"]):
            for plane in (out[f"low{rule}"], out[f"high{rule}"]):
                assert plane.null_count() == 0
                yield in_order(ids, plane.to_numpy(), None)
        for place in range(mix["formulas"]):
            numbers = out[f"x{place}"]
            yield in_order(ids, numbers.fill_null(0.0).to_numpy(), numbers.is_null().to_numpy())

    served("polars", f"Polars {pl.__version__}", run, answers)


main()
