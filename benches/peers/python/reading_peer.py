"""Readers of tables: `reading_peer.py pyarrow FILE.parquet` reads it into a table, `reading_peer.py polars FILE.csv` into a frame
by a schema, both on two threads; `reading_peer.py write FILE.csv FILE.parquet` writes the one as the other, compressed with
zstd, and ends.

A reader says its name and version, then answers each line with the milliseconds by the wall that a reading took; what was read
is let go outside of that time. Columns are known by their place, as the benches of Shensuan write them.
"""

import os
import sys
import time

THREADS = 2
os.environ["POLARS_MAX_THREADS"] = str(THREADS)

# Three texts, six codes, a date, two coordinates, six numbers, two whole numbers.
KINDS = ["text"] * 9 + ["date"] + ["number"] * 8 + ["whole"] * 2


def headings(path):
    with open(path, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    assert len(names) == len(KINDS)
    return names


def write(csv, parquet):
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    kinds = {"text": pa.string(), "date": pa.date32(), "number": pa.float64(), "whole": pa.int64()}
    types = {name: kinds[kind] for name, kind in zip(headings(csv), KINDS)}
    options = pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=True)
    table = pyarrow.csv.read_csv(csv, convert_options=options)
    pyarrow.parquet.write_table(table, parquet, compression="zstd")


def parquet_reader(path):
    import pyarrow as pa
    import pyarrow.parquet

    pa.set_cpu_count(THREADS)
    pa.set_io_thread_count(THREADS)
    return f"pyarrow {pa.__version__}", lambda: pyarrow.parquet.read_table(path)


def csv_reader(path):
    import polars as pl

    kinds = {"text": pl.String, "date": pl.Date, "number": pl.Float64, "whole": pl.Int64}
    schema = {name: kinds[kind] for name, kind in zip(headings(path), KINDS)}
    assert pl.thread_pool_size() == THREADS
    return f"Polars {pl.__version__}", lambda: pl.read_csv(path, schema=schema)


def main():
    what, path = sys.argv[1], sys.argv[2]
    if what == "write":
        return write(path, sys.argv[3])
    version, read = {"pyarrow": parquet_reader, "polars": csv_reader}[what](path)
    print(version, flush=True)
    table = None
    for _ in sys.stdin:
        table = None
        begin = time.perf_counter_ns()
        table = read()
        print((time.perf_counter_ns() - begin) / 1e6, flush=True)


main()
