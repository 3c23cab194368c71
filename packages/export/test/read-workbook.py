"""Reads a workbook with openpyxl and prints what it holds as JSON; with a second path, saves it there without stored values."""
import json
import sys
import zipfile

import openpyxl
from openpyxl.utils.escape import unescape

file = sys.argv[1]
broken = zipfile.ZipFile(file).testzip()
if broken is not None:
    raise SystemExit(f"{broken} does not have its checksum")
formulas = openpyxl.load_workbook(file)
values = openpyxl.load_workbook(file, data_only=True)


def shown(cell, stored):
    value = stored.value
    kind = cell.data_type
    if kind == "d":
        text = value.isoformat()
    elif kind in ("s", "inlineStr"):
        text = unescape(value)
    else:
        text = repr(value)
    return {
        "at": cell.coordinate,
        "kind": kind,
        "text": text,
        "format": cell.number_format,
        "bold": bool(cell.font.b),
        "quoted": bool(cell.quotePrefix),
        "formula": cell.value if kind == "f" else None,
    }


sheets = []
for sheet in formulas.worksheets:
    stored = values[sheet.title]
    cells = [shown(cell, stored[cell.coordinate]) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    sheets.append({
        "name": sheet.title,
        "frozen": sheet.freeze_panes,
        "filtered": sheet.auto_filter.ref,
        "printed": sheet.print_title_rows,
        "widths": [sheet.column_dimensions[name].width for name in sorted(sheet.column_dimensions)],
        "cells": cells,
    })
json.dump({"title": formulas.properties.title, "sheets": sheets}, sys.stdout)
if len(sys.argv) > 2:
    formulas.save(sys.argv[2])
