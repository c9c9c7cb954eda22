// Single cells that formulas read from outside their table, as assumptions: named after what stands beside them.
//
// What must stay true: one cell is one assumption however many formulas read it; names are valid in Excel and unique
// among everything that the workbook and the plan already call by name.

import { isDateFormat, isError, type Scalar, toDefinedName } from "../../engine/index.ts";
import { cellName } from "../package/areas.ts";
import { headingText } from "./headings.ts";
import type { GridCell, SheetGrid } from "./sheetGrid.ts";

export interface ProposedAssumption {
  readonly name: string;
  readonly value: Scalar;
  /** In words, as far as the number format tells: `£`, `%`, `date`; else "". */
  readonly unit: string;
  readonly format: string;
  /** `book.xlsx, Inputs!B3`. */
  readonly source: string;
  /** What the cell's label says, and the formula that gave the value if there was one. */
  readonly note: string;
  readonly sheet: string;
  readonly cell: string;
}

/** Labels stand this far to the left of a figure, or above it. */
const FARTHEST_LEFT = 4;
const FARTHEST_ABOVE = 2;
const LONGEST_NAME = 60;

export class ProposedAssumptions {
  readonly #fileName: string;
  readonly #grids: readonly SheetGrid[];
  readonly #taken: Set<string>;
  readonly #known = new Map<string, ProposedAssumption>();

  /** `taken`: names that an assumption cannot have, of tables and of a plan's own assumptions. */
  constructor(fileName: string, grids: readonly SheetGrid[], taken: Iterable<string>) {
    this.#fileName = fileName;
    this.#grids = grids;
    this.#taken = new Set([...taken].map((name) => name.toLowerCase()));
  }

  /** All so far, in the order in which formulas asked for them. */
  get list(): readonly ProposedAssumption[] {
    return [...this.#known.values()];
  }

  /** The assumption of a cell, or null when the cell shows an error. `name`: the workbook's own name for it. */
  ofCell(sheet: number, row: number, column: number, name: string | null): ProposedAssumption | null {
    const key = `${sheet}!${row},${column}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const grid = this.#grids[sheet];
    const cell = grid?.at(row, column);
    const value = cell?.value ?? null;
    if (grid === undefined || isError(value)) return null;
    const address = cellName({ row, column });
    const label = labelOf(grid, row, column);
    const format = cell?.numberFormat ?? "General";
    const formula = cell?.given.formula;
    const made: ProposedAssumption = {
      name: this.#free(name ?? label ?? `${grid.name} ${address}`),
      value,
      unit: unitOf(format),
      format,
      source: `${this.#fileName}, ${grid.name}!${address}`,
      note: [label, formula === undefined ? null : `Calculated in the workbook as =${formula}`]
        .filter((part) => part !== null)
        .join(". "),
      sheet: grid.name,
      cell: address,
    };
    this.#known.set(key, made);
    return made;
  }

  /** A named constant that stands in no cell. */
  ofName(name: string, value: Scalar): ProposedAssumption {
    const key = `name ${name.toLowerCase()}`;
    const made = this.#known.get(key) ?? {
      name: this.#free(name),
      value,
      unit: "",
      format: "General",
      source: `${this.#fileName}, the name ${name}`,
      note: "",
      sheet: "",
      cell: "",
    };
    this.#known.set(key, made);
    return made;
  }

  #free(words: string): string {
    const base = toDefinedName(words.replace(/[:\s]+$/, "").slice(0, LONGEST_NAME));
    let name = base;
    for (let number = 2; this.#taken.has(name.toLowerCase()); number++) name = `${base}_${number}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

function isText(cell: GridCell | undefined): cell is GridCell {
  return typeof cell?.value === "string" && /\p{L}/u.test(cell.value);
}

/** What stands to the left of a cell, or else above it. */
function labelOf(grid: SheetGrid, row: number, column: number): string | null {
  for (let left = column - 1; left >= Math.max(1, column - FARTHEST_LEFT); left--) {
    const cell = grid.at(row, left);
    if (isText(cell)) return headingText(cell);
  }
  for (let above = row - 1; above >= Math.max(1, row - FARTHEST_ABOVE); above--) {
    const cell = grid.at(above, column);
    if (isText(cell)) return headingText(cell);
  }
  return null;
}

function unitOf(format: string): string {
  if (isDateFormat(format)) return "date";
  if (format.includes("%")) return "%";
  return /[£$€¥]/.exec(format.replace(/\[\$([^-\]]*)[^\]]*\]/g, "$1"))?.[0] ?? "";
}
