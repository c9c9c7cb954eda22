// A third program that reads and changes workbooks: openpyxl, in Python. It changes cells as a person would in Excel,
// keeping the formulas, and it is an independent judge of whether a file can be opened at all.

import { execFileSync } from "node:child_process";

const PYTHON = "/usr/bin/python3";

/** Why openpyxl cannot be asked here, or null when it can. */
export function openpyxlMissing(): string | null {
  try {
    execFileSync(PYTHON, ["-c", "import openpyxl"], { stdio: "ignore" });
    return null;
  } catch {
    return "Python 3 with openpyxl is not installed";
  }
}

/** Runs a script with openpyxl imported and `given` as its JSON argument; gives back the JSON it prints. */
export function runPython(script: string, given: unknown): unknown {
  const program = `import json, sys, openpyxl\ngiven = json.loads(sys.stdin.read())\n${script}`;
  const printed = execFileSync(PYTHON, ["-c", program], {
    input: JSON.stringify(given),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return printed.trim() === "" ? null : JSON.parse(printed);
}

export interface CellEdit {
  readonly sheet: string;
  readonly cell: string;
  readonly value: number | string | boolean | null;
}

/** Opens the workbook at `from`, sets the cells, saves it at `to`. */
export function changeCells(from: string, to: string, edits: readonly CellEdit[]): void {
  runPython(
    `book = openpyxl.load_workbook(given["from"])
for edit in given["edits"]:
    book[edit["sheet"]][edit["cell"]].value = edit["value"]
book.save(given["to"])`,
    { from, to, edits },
  );
}
