// Syntax tree to text, in two spellings of one formula: what Excel's formula bar shows (`[@Col]`, `XLOOKUP`) and
// what a workbook stores (`Table[[#This Row],[Col]]`, `_xlfn.XLOOKUP`).
//
// What must stay true: the parser's pair: parse(print(tree)) is tree, in either form. Brackets that were typed
// stay; more are added only where a built tree would otherwise mean something else.
// Sources: ECMA-376 Part 1, 18.17.2; [MS-XLSX] 2.2.2 (the stored prefixes `_xlfn.`, `_xlpm.`, `_xlop.`).

import { argumentRoles, EMPTY_SCOPE, type Scope } from "./bindings.ts";
import { printAddress, readCell, readColumn } from "./cellAddress.ts";
import { storedFunctionName, takesFunctionByName } from "./storedNames.ts";
import { printStructured } from "./structuredText.ts";
import type { ArrayElement, SyntaxNode } from "./syntaxTree.ts";

export type PrintOptions =
  /** `table`: the formula's own table, left out of references to it as Excel does; absent prints what is there */
  | { readonly form: "display"; readonly table?: string }
  /** `table`: the formula's own table, which a file always names */
  | { readonly form: "file"; readonly table: string };

/** How tightly a node holds together; a child needs at least what its place asks. */
const TIGHTNESS = {
  "=": 1,
  "<>": 1,
  "<": 1,
  "<=": 1,
  ">": 1,
  ">=": 1,
  "&": 2,
  "+": 3,
  "-": 3,
  "*": 4,
  "/": 4,
  "^": 5,
} as const;
const PERCENT = 6;
const UNARY = 7;
const UNION = 8;
const INTERSECTION = 9;
const RANGE = 10;
const POSTFIX = 11;
const PRIMARY = 12;

interface Printing {
  readonly options: PrintOptions;
  /** whether a comma joins references here: inside plain brackets, not between a function's arguments */
  readonly union: boolean;
  readonly scope: Scope;
}

/** The formula's text with its "=": what Excel shows, or what a workbook's XML holds after its own "=" is cut. */
export function printFormula(tree: SyntaxNode, options: PrintOptions): string {
  return `=${print(tree, 0, { options, union: false, scope: EMPTY_SCOPE })}`;
}

function tightness(node: SyntaxNode): number {
  switch (node.kind) {
    case "binary":
      return TIGHTNESS[node.operator];
    case "percent":
      return PERCENT;
    case "unary":
      return UNARY;
    case "number":
      return node.value < 0 || Object.is(node.value, -0) ? UNARY : PRIMARY;
    case "union":
      return UNION;
    case "intersection":
      return INTERSECTION;
    case "range":
      return RANGE;
    case "spill":
    case "apply":
      return POSTFIX;
    default:
      return PRIMARY;
  }
}

function print(node: SyntaxNode, needed: number, printing: Printing): string {
  const fits = tightness(node) >= needed && (node.kind !== "union" || printing.union);
  return fits ? printBare(node, printing) : `(${printBare(node, { ...printing, union: true })})`;
}

function printBare(node: SyntaxNode, printing: Printing): string {
  switch (node.kind) {
    case "number":
      return printNumber(node.value);
    case "text":
      return printText(node.value);
    case "boolean":
      return node.value ? "TRUE" : "FALSE";
    case "error":
      return node.value.error;
    case "array":
      return `{${node.rows.map((row) => row.map(printElement).join(",")).join(";")}}`;
    case "unary":
      return printUnary(node, printing);
    case "percent":
      return `${print(node.operand, PERCENT, printing)}%`;
    case "spill":
      return printing.options.form === "file"
        ? `_xlfn.ANCHORARRAY(${print(node.operand, 0, argumentPrinting(printing))})`
        : `${print(node.operand, POSTFIX, printing)}#`;
    case "binary":
      return printBinary(node, printing);
    case "call":
      return printCall(node, printing);
    case "apply":
      return printApply(node, printing);
    case "missing":
      return "";
    case "name":
      return printName(node, printing);
    case "structured":
      return printReferenceToTable(node, printing);
    case "reference":
      return printReference(node);
    case "range":
      return `${print(node.left, RANGE, printing)}:${print(node.right, POSTFIX, printing)}`;
    case "union":
      return `${print(node.left, UNION, printing)},${print(node.right, INTERSECTION, printing)}`;
    case "intersection":
      return printIntersection(node, printing);
    case "parentheses":
      return `(${print(node.operand, 0, { ...printing, union: true })})`;
  }
}

/** The shortest digits that read back as the same number, as Excel writes them: 0.1, 1E+21, 1E-07. */
export function printNumber(value: number): string {
  return String(value)
    .replace(/e([+-])(\d)$/, "E$10$2")
    .replace("e", "E");
}

function printText(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

function printElement(element: ArrayElement): string {
  if (typeof element === "number") return printNumber(element);
  if (typeof element === "string") return printText(element);
  if (typeof element === "boolean") return element ? "TRUE" : "FALSE";
  return element.error;
}

function printUnary(node: Extract<SyntaxNode, { kind: "unary" }>, printing: Printing): string {
  const { operator, operand } = node;
  if (operator === "@" && printing.options.form === "file") {
    return `_xlfn.SINGLE(${print(operand, 0, argumentPrinting(printing))})`;
  }
  return operator + print(operand, UNARY, printing);
}

function printBinary(node: Extract<SyntaxNode, { kind: "binary" }>, printing: Printing): string {
  // down the left side in a loop: a long sum is a deep tree
  const parts: string[] = [];
  let left: SyntaxNode = node;
  let needed = 0;
  while (left.kind === "binary" && TIGHTNESS[left.operator] >= needed) {
    needed = TIGHTNESS[left.operator];
    parts.push(print(left.right, needed + 1, printing), left.operator);
    left = left.left;
  }
  parts.push(print(left, needed, printing));
  return parts.reverse().join("");
}

function argumentPrinting(printing: Printing): Printing {
  return { ...printing, union: false };
}

function printApply(node: Extract<SyntaxNode, { kind: "apply" }>, printing: Printing): string {
  const list = node.arguments.map((argument) => print(argument, 0, argumentPrinting(printing)));
  return `${print(node.callee, POSTFIX, printing)}(${list.join(",")})`;
}

function printCall(node: Extract<SyntaxNode, { kind: "call" }>, printing: Printing): string {
  const declared = printing.scope.get(node.name);
  const roles = argumentRoles(node, printing.scope);
  const printed = node.arguments.map((argument, index) => {
    const role = roles[index];
    if (role === undefined) return "";
    if (role.declares !== null && printing.options.form === "file") {
      return (argument.kind === "structured" ? "_xlop." : "_xlpm.") + role.declares;
    }
    if (printing.options.form === "file" && isFunctionByName(node.name, index, argument, role.scope)) {
      return `_xleta.${argument.name}`;
    }
    return print(argument, 0, { ...argumentPrinting(printing), scope: role.scope });
  });
  const { name, written = name } = node;
  return `${calledName(name, written, declared, printing.options)}(${printed.join(",")})`;
}

/** A function given by its bare name (`BYROW(t,SUM)`), which a file marks. */
function isFunctionByName(
  caller: string,
  index: number,
  argument: SyntaxNode,
  scope: Scope,
): argument is Extract<SyntaxNode, { kind: "name" }> {
  return (
    argument.kind === "name" &&
    argument.sheet === null &&
    !scope.has(argument.name.toUpperCase()) &&
    takesFunctionByName(caller, index, argument.name.toUpperCase())
  );
}

function calledName(
  name: string,
  written: string,
  declared: string | undefined,
  options: PrintOptions,
): string {
  if (declared !== undefined) return options.form === "file" ? `_xlpm.${declared}` : declared;
  const sheetEnd = written.lastIndexOf("!");
  if (sheetEnd >= 0) return `${quoteSheet(written.slice(0, sheetEnd))}!${written.slice(sheetEnd + 1)}`;
  if (name.startsWith("_XLL.")) return `_xll.${written.slice(5)}`;
  const stored = options.form === "file" ? storedFunctionName(name) : name;
  return stored === name ? written : stored;
}

function printName(node: Extract<SyntaxNode, { kind: "name" }>, printing: Printing): string {
  if (node.sheet !== null) return `${quoteSheet(node.sheet)}!${node.name}`;
  const isVariable = printing.options.form === "file" && printing.scope.has(node.name.toUpperCase());
  return isVariable ? `_xlpm.${node.name}` : node.name;
}

function printReferenceToTable(
  node: Extract<SyntaxNode, { kind: "structured" }>,
  { options }: Printing,
): string {
  const bracket = printStructured(node, options.form);
  if (options.form === "file") return printTable(node.table ?? options.table) + bracket;
  const isOwn = node.table === null || node.table.toLowerCase() === options.table?.toLowerCase();
  // a bracket cannot follow a sheet prefix or stand for the whole table on its own
  return isOwn && bracket !== "[]" ? bracket : printTable(node.table ?? "") + bracket;
}

/** A table of another workbook keeps its prefix: `[1]!Rates`, `'My book.xlsx'!Rates`. */
function printTable(table: string): string {
  const end = table.lastIndexOf("!");
  return end < 0 ? table : `${quoteSheet(table.slice(0, end))}!${table.slice(end + 1)}`;
}

function printReference(node: Extract<SyntaxNode, { kind: "reference" }>): string {
  const sheets = node.lastSheet === null ? node.sheet : `${node.sheet}:${node.lastSheet}`;
  const prefix = sheets === null ? "" : `${quoteSheet(sheets)}!`;
  const last = node.last === null ? "" : `:${printAddress(node.last)}`;
  return prefix + printAddress(node.first) + last;
}

const PLAIN_SHEET = /^(?:\[[\p{L}\p{M}\p{N}_.]+\])?(?:[\p{L}_\\][\p{L}\p{M}\p{N}_.]*)?$/u;

/** A sheet name, or two with a colon, in apostrophes where Excel asks for them. */
function quoteSheet(sheets: string): string {
  const names = sheets.slice(sheets.lastIndexOf("]") + 1).split(":");
  const isPlain =
    sheets.split(":").every((name) => PLAIN_SHEET.test(name)) &&
    names.every((name) => readCell(name) === null && !isR1C1(name) && readColumn(name) === null) &&
    !/^(?:TRUE|FALSE)$/i.test(sheets);
  return isPlain ? sheets : `'${sheets.replaceAll("'", "''")}'`;
}

function isR1C1(name: string): boolean {
  return /^(?:R\d*)?(?:C\d*)?$/i.test(name) && name !== "";
}

function printIntersection(
  node: { readonly left: SyntaxNode; readonly right: SyntaxNode },
  printing: Printing,
): string {
  const left = print(node.left, INTERSECTION, printing);
  const right = print(node.right, RANGE, printing);
  // `x (A1)` would be a call of x
  const readsAsCall = right.startsWith("(") && /[\p{L}\p{N}_.?\\]$/u.test(left);
  return readsAsCall ? `(${left}) ${right}` : `${left} ${right}`;
}
