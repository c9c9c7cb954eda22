// Functions of references: where cells stand, and cells found by counting or by their name. In the formula of a table
// there is no cell to count from, so what needs one is #VALUE! there.

import { columnLetters, LAST_COLUMN, LAST_ROW } from "../grammar/cellAddress.ts";
import { areasOf, CellRange, CellRanges } from "../values/cellRange.ts";
import { isArray, ListValue, type Operand, RangeValue } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";

const VALUE = errorValue("#VALUE!");
const REFERENCE = errorValue("#REF!");
const NOT_AVAILABLE = errorValue("#N/A");

type Here = CellRange | null;

/** The sheet row of a table's first row of data, when the table stands at the top of its sheet. */
const FIRST_ROW = 2;

function sequence(count: number, down: boolean, first: number): Operand {
  if (count === 1) return first;
  const values = Array.from({ length: count }, (_, place) => first + place);
  return down ? new ListValue(count, 1, values) : new ListValue(1, count, values);
}

function row(here: Here, given: Given): Operand {
  if (given instanceof RangeValue) return sequence(given.rows, true, given.first + FIRST_ROW);
  const range = given === undefined ? here : given;
  if (range instanceof CellRange) {
    const { rows } = range.clipped();
    return sequence(rows, true, range.row);
  }
  if (isError(range)) return range;
  return isArray(range) && range.isRange && !(range instanceof CellRanges) ? 1 : VALUE;
}

function column(here: Here, given: Given): Operand {
  const range = given === undefined ? here : given;
  if (range instanceof CellRange) {
    const { columns } = range.clipped();
    return sequence(columns, false, range.column);
  }
  return isError(range) ? range : VALUE;
}

/** OFFSET; without a size the range keeps its own. Negative sizes count up and left. */
function offset(given: Given, down: number, across: number, height?: number, width?: number): Operand {
  if (isError(given)) return given;
  if (!(given instanceof CellRange)) return VALUE;
  let [top, left] = [Math.trunc(down), Math.trunc(across)];
  let [rows, columns] = [Math.trunc(height ?? given.rows), Math.trunc(width ?? given.columns)];
  if (rows === 0 || columns === 0) return REFERENCE;
  if (rows < 0) [top, rows] = [top + rows + 1, -rows];
  if (columns < 0) [left, columns] = [left + columns + 1, -columns];
  return given.part(top, left, rows, columns) ?? REFERENCE;
}

function indirect(here: Here, text: string, a1 = true): Operand {
  return here === null ? REFERENCE : here.host.indirect(text, a1, here);
}

/** ADDRESS; kinds 1 to 4 are $A$1, A$1, $A1 and A1. A sheet's name gets quotes where a formula would need them. */
function address(rowNumber: number, columnNumber: number, kind = 1, a1 = true, sheet?: string): Value {
  const [r, c, k] = [Math.trunc(rowNumber), Math.trunc(columnNumber), Math.trunc(kind)];
  if (k < 1 || k > 4) return VALUE;
  const [rowFixed, columnFixed] = [k === 1 || k === 2, k === 1 || k === 3];
  // relative R1C1 addresses are distances, which may be negative
  const inside = r >= 1 && r <= LAST_ROW && c >= 1 && c <= LAST_COLUMN;
  if (!inside && (a1 || (rowFixed && (r < 1 || r > LAST_ROW)) || (columnFixed && (c < 1 || c > LAST_COLUMN))))
    return VALUE;
  const cell = a1
    ? `${columnFixed ? "$" : ""}${columnLetters(c)}${rowFixed ? "$" : ""}${r}`
    : `R${rowFixed ? r : r === 0 ? "" : `[${r}]`}C${columnFixed ? c : c === 0 ? "" : `[${c}]`}`;
  if (sheet === undefined) return cell;
  return `${quotedSheet(sheet)}!${cell}`;
}

function quotedSheet(name: string): string {
  const plain = /^[\p{L}_[][\p{L}\p{N}_.[\]]*$/u.test(name) && !/^[A-Za-z]{1,3}\d+$/.test(name);
  return plain || name === "" ? name : `'${name.replaceAll("'", "''")}'`;
}

/** What CELL tells of a cell: the kinds that depend on its content and place. */
function cell(here: Here, kind: string, given: Given): Value {
  const range = given === undefined ? here : (areasOf(given)?.[0] ?? null);
  if (isError(given)) return given;
  if (range === null) return VALUE;
  const value = range.at(0, 0);
  switch (kind.toLowerCase()) {
    case "address": {
      const text = `$${columnLetters(range.column)}$${range.row}`;
      const sheet = range.host.sheetNames[range.sheet] ?? "";
      return here !== null && range.sheet === here.sheet ? text : `${quotedSheet(sheet)}!${text}`;
    }
    case "row":
      return range.row;
    case "col":
      return range.column;
    case "contents":
      return value ?? 0;
    case "type":
      return value === null ? "b" : typeof value === "string" ? "l" : "v";
    case "parentheses":
      return /\([^)]*0[^)]*\)/.test(range.host.numberFormat(range.sheet, range.row, range.column)) ? 1 : 0;
    case "format":
      return formatCode(range.host.numberFormat(range.sheet, range.row, range.column));
    default:
      return VALUE;
  }
}

/** CELL("format")'s short codes for number formats. */
function formatCode(format: string): string {
  const [first = ""] = format.split(";");
  const suffix = /\[(red|color|blue|green|magenta|cyan|yellow)/i.test(format) ? "-" : "";
  const decimals = /\.(0+)/.exec(first)?.[1]?.length ?? 0;
  if (first === "" || /^general$/i.test(first)) return `G${suffix}`;
  if (/[dmyhs]/i.test(first.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ""))) return dateCode(first);
  if (/E[+-]/.test(first)) return `S${decimals}${suffix}`;
  if (first.includes("%")) return `P${decimals}${suffix}`;
  if (/[$£€]/.test(first)) return `C${decimals}${suffix}`;
  return `${first.includes(",") ? "," : "F"}${decimals}${suffix}`;
}

function dateCode(format: string): string {
  const plain = format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "").toLowerCase();
  if (plain.includes("h")) {
    const half = plain.includes("am/pm");
    return plain.includes("s") ? (half ? "D6" : "D8") : half ? "D7" : "D9";
  }
  if (plain.includes("y")) return plain.includes("d") ? (plain.includes("mmm") ? "D1" : "D4") : "D3";
  return plain.includes("mmm") ? "D2" : "D5";
}

function formulaText(given: Given): Value {
  const [range] = areasOf(given) ?? [];
  if (isError(given)) return given;
  if (range === undefined) return VALUE;
  return range.host.formulaText(range.sheet, range.row, range.column) ?? NOT_AVAILABLE;
}

/** SHEET: of the formula, of a reference, or of the sheet with a name. */
function sheet(here: Here, given: Given): Value {
  if (isError(given)) return given;
  if (given === undefined) return here === null ? VALUE : here.sheet + 1;
  const [range] = areasOf(given) ?? [];
  if (range !== undefined) return range.sheet + 1;
  const name = typeof given === "string" ? given.toLowerCase() : null;
  const place = here?.host.sheetNames.findIndex((each) => each.toLowerCase() === name) ?? -1;
  return place < 0 ? NOT_AVAILABLE : place + 1;
}

function sheets(here: Here, given: Given): Value {
  if (isError(given)) return given;
  if (given === undefined) return here?.host.sheetNames.length ?? VALUE;
  const areas = areasOf(given);
  return areas === null ? VALUE : new Set(areas.map((each) => each.sheet)).size;
}

export const referenceFunctions: readonly FunctionEntry[] = [
  ...withTraits({ here: true, whole: true }, [
    define(
      "Lookup",
      "ROW",
      "reference?: array",
      "The row of a cell; a table's headers count as row 1.",
      row,
      true,
    ),
    define("Lookup", "COLUMN", "reference?: array", "The column of a cell.", column, true),
    define("Lookup", "INDIRECT", "text: text, a1?: boolean", "The cells that a text names.", indirect, true),
    define("Information", "CELL", "kind: text, reference?: array", "Something about a cell.", cell),
    define("Information", "SHEET", "value?: array", "The number of a sheet.", sheet),
    define("Information", "SHEETS", "reference?: array", "How many sheets there are.", sheets),
  ]),
  ...withTraits({ whole: true }, [
    define("Lookup", "ROWS", "array: array", "How many rows there are.", (given: Given) =>
      isError(given) ? given : isArray(given) ? given.rows : 1,
    ),
    define("Lookup", "COLUMNS", "array: array", "How many columns there are.", (given: Given) =>
      isError(given) ? given : isArray(given) ? given.columns : 1,
    ),
    define("Lookup", "AREAS", "reference: array", "How many areas a reference has.", (given: Given) =>
      isError(given) ? given : (areasOf(given)?.length ?? VALUE),
    ),
    ...withTraits({ absent: true }, [
      define(
        "Lookup",
        "OFFSET",
        "reference: array, rows: number, columns: number, height?: number, width?: number",
        "The cells at a distance from others.",
        offset,
        true,
      ),
    ]),
    define(
      "Information",
      "ISREF",
      "value: array",
      "Whether it is a reference.",
      (given: Given) => isArray(given) && given.isRange,
    ),
    define(
      "Information",
      "ISFORMULA",
      "reference: array",
      "Whether the cell holds a formula.",
      (given: Given) => {
        const [range] = areasOf(given) ?? [];
        if (isError(given)) return given;
        return range === undefined
          ? VALUE
          : range.host.formulaText(range.sheet, range.row, range.column) !== null;
      },
    ),
    define("Lookup", "FORMULATEXT", "reference: array", "The formula of a cell as text.", formulaText),
  ]),
  define(
    "Lookup",
    "ADDRESS",
    "row: number, column: number, kind?: number, a1?: boolean, sheet?: text",
    "The address of a cell as text.",
    address,
  ),
  define(
    "Lookup",
    "HYPERLINK",
    "link: text, shown?: any",
    "A link; its value is the text that shows.",
    (link: string, shown?: Value) => (shown === undefined ? link : shown),
  ),
];
