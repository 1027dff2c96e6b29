"""What the peers have in common: the columns of the mix as numpy arrays, and the lines that they answer.

A peer answers each line that it reads with one line of JSON: `run` with the milliseconds that it was on the processor, user
and system, all threads; `answers` with what the rules came to.
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


def served(engine, version, run, answers):
    """Answers lines until there are no more."""
    print(json.dumps({"engine": engine, "version": version}), flush=True)
    for line in sys.stdin:
        if line.strip() == "run":
            begin = time.process_time_ns()
            run()
            print(json.dumps({"ms": (time.process_time_ns() - begin) / 1e6}), flush=True)
        else:
            counts, formulas = answers()
            print(json.dumps({"counts": counts, "formulas": formulas}), flush=True)

