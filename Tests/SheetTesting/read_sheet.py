"""Prints the sheets of a workbook as JSON: of each cell its kind and its value in words."""

import datetime
import json
import sys

import openpyxl


def cell(value: object) -> list[str]:
    match value:
        case None:
            return ["empty", ""]
        case datetime.datetime():
            return ["day", value.date().isoformat()]
        case bool() | int() | float():
            return ["number", repr(value)]
        case _:
            return ["text", str(value)]


book = openpyxl.load_workbook(sys.argv[1], read_only=True)
print(json.dumps([[[cell(value) for value in row] for row in sheet.iter_rows(values_only=True)] for sheet in book]))
