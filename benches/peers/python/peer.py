"""What the peers have in common: the columns of the mix as numpy arrays, and the lines that they answer.

A peer answers each line that it reads with one line of JSON: `run` with the milliseconds that it was on the processor, user
and system, all threads; `answers FILE` with how many rules and formulas it wrote down there: for each rule the low bits and the
high bits of the outcomes, the first enterprise in the lowest bit of the first byte, then for each formula the numbers, little
end first, NaN where there is none.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np


class Data:
    """The columns of a population, as `files.rs` of the mix writes them."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.manifest = json.loads((self.folder / "manifest.json").read_text())
        self.enterprises, self.outlets = self.manifest["enterprises"], self.manifest["outlets"]
        self.offsets = np.fromfile(self.folder / "offsets", dtype="<u4")
        rows = np.diff(self.offsets)
        self.enterprise_of = np.repeat(np.arange(self.enterprises, dtype="<i4"), rows)
        self.filed = [self.bits(f"filed{form}", self.enterprises) for form in range(3)] + [rows > 0]

    def bits(self, name, rows):
        packed = np.fromfile(self.folder / name, dtype=np.uint8)
        return np.unpackbits(packed, bitorder="little", count=rows).astype(bool)

    def columns(self, outlets):
        """Number, kind, values and which are given, of every field of the enterprises or of the outlets."""
        rows = self.outlets if outlets else self.enterprises
        for number, field in enumerate(self.manifest["fields"]):
            if field["outlets"] != outlets:
                continue
            if field["kind"] == "answer":
                yes, no = self.bits(f"{number}.yes", rows), self.bits(f"{number}.no", rows)
                yield number, "answer", yes, yes | no
            else:
                kind = "<f8" if field["kind"] == "number" else "<u4"
                values = np.fromfile(self.folder / f"{number}.values", dtype=kind)
                yield number, field["kind"], values, self.bits(f"{number}.given", rows)

    def entries(self, number):
        return self.manifest["fields"][number]["entries"]


def in_order(ids, values, missing):
    """Values in the order of the enterprises, whatever order the rows came out in."""
    assert np.array_equal(np.sort(ids), np.arange(len(ids)))
    ordered = np.empty(len(ids), dtype=values.dtype)
    ordered[ids] = np.where(missing, np.nan, values) if values.dtype.kind == "f" else values
    return ordered


def served(engine, version, run, answers):
    """Answers lines until there are no more. `answers` yields two columns of bits for each rule, then one of numbers for each
    formula."""
    print(json.dumps({"engine": engine, "version": version}), flush=True)
    for line in sys.stdin:
        word, _, path = line.strip().partition(" ")
        if word == "run":
            begin = time.process_time_ns()
            run()
            print(json.dumps({"ms": (time.process_time_ns() - begin) / 1e6}), flush=True)
        elif word == "answers":
            planes = formulas = 0
            with open(path, "wb") as file:
                for column in answers():
                    if column.dtype == bool:
                        file.write(np.packbits(column, bitorder="little").tobytes())
                        planes += 1
                    else:
                        file.write(column.astype("<f8").tobytes())
                        formulas += 1
            print(json.dumps({"rules": planes // 2, "formulas": formulas}), flush=True)
