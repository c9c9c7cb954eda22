// Random formulas that cover the whole grammar, as trees: a test prints a tree, parses the text, and compares. The
// generator makes only trees that the parser itself could make (brackets where the grammar needs them), so that
// print and parse must be exact inverses on them.

import fc from "fast-check";
import type {
  BinaryOperator,
  CellAddress,
  SyntaxNode,
  TableItem,
} from "../../renderer/engine/grammar/syntaxTree.ts";
import { ERROR_CODES, errorValue } from "../../renderer/engine/values/value.ts";

const SPAN = { start: 0, end: 0 };

const BINARY: readonly BinaryOperator[] = ["+", "-", "*", "/", "^", "&", "=", "<>", "<", "<=", ">", ">="];

const number = fc.oneof(fc.nat(2_000_000), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }));
const text = fc.string({ maxLength: 12, unit: "grapheme" });
const error = fc.constantFrom(...ERROR_CODES).map(errorValue);

/** Column names with everything Excel allows in a header, even what needs an escape. */
export const columnName = fc
  .oneof(
    fc.constantFrom(
      "Col",
      "List size",
      "2024/25",
      "Rate %",
      "a,b",
      "Größe",
      "Бюджет",
      "[x]",
      "#1",
      "it's",
      "a@b",
      "a:b",
    ),
    fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(..."ab Z9_.[]#'@,:%-+\n\"(){}") }),
  )
  .filter((name) => !/^\s*#REF!\s*$/i.test(name));

const plainName = fc.constantFrom(
  "Rate",
  "Allowance_per_head",
  "Größe",
  "x.y",
  "_a",
  "XFE1",
  "Tax2024x",
  "q?",
  "\\z",
);
const tableName = fc.constantFrom("Practices", "PCNs", "_t", "Tab.1");
const sheetName = fc.constantFrom(
  "Sheet1",
  "My sheet",
  "it's",
  "[1]Data",
  "[Book 1.xlsx]Plan",
  "2024",
  "A1",
  "R1C1",
);

const address = fc.record({
  column: fc.integer({ min: 1, max: 16_384 }),
  row: fc.integer({ min: 1, max: 1_048_576 }),
  columnAbsolute: fc.boolean(),
  rowAbsolute: fc.boolean(),
});
const wholeColumn = address.map((cell): CellAddress => ({ ...cell, row: null, rowAbsolute: false }));
const wholeRow = address.map((cell): CellAddress => ({ ...cell, column: null, columnAbsolute: false }));

const sheets = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ sheet: null, lastSheet: null }) },
  { weight: 2, arbitrary: sheetName.map((sheet) => ({ sheet, lastSheet: null })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ sheet: "Jan", lastSheet: "Dec" }, { sheet: "a b", lastSheet: "c" }),
  },
);

function referenceOf(
  first: fc.Arbitrary<CellAddress>,
  last: fc.Arbitrary<CellAddress | null>,
): fc.Arbitrary<SyntaxNode> {
  return fc
    .tuple(sheets, first, last)
    .map(([sheet, from, to]) => ({ kind: "reference", ...sheet, first: from, last: to, ...SPAN }));
}

const reference = fc.oneof(
  referenceOf(address, fc.constant(null)),
  referenceOf(address, address),
  referenceOf(wholeColumn, wholeColumn),
  referenceOf(wholeRow, wholeRow),
);

const items = fc.constantFrom<readonly TableItem[]>(
  [],
  ["thisRow"],
  ["all"],
  ["data"],
  ["headers"],
  ["totals"],
  ["headers", "data"],
  ["data", "totals"],
);

const structured = fc
  .tuple(
    fc.option(tableName, { nil: null }),
    items,
    fc.oneof(
      columnName.map((name) => ({ first: name, last: name })),
      fc.tuple(columnName, columnName).map(([first, last]) => ({ first, last })),
      fc.constant(null),
    ),
  )
  .map(([table, parts, columns]): SyntaxNode => {
    return { kind: "structured", table, items: parts, columns, columnSpan: null, ...SPAN };
  });

const element = fc.oneof(
  number,
  number.map((value) => 0 - value),
  text,
  fc.boolean(),
  error,
);
const array = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
  .chain(([rows, columns]) =>
    fc
      .array(fc.array(element, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      })
      .map((cells): SyntaxNode => ({ kind: "array", rows: cells, ...SPAN })),
  );

const functionName = fc.constantFrom(
  "SUM",
  "IF",
  "XLOOKUP",
  "FILTER",
  "LOG10",
  "NORM.S.DIST",
  "TRUE",
  "_XLL.RATE",
);

const name = fc
  .tuple(plainName, fc.option(sheetName, { nil: null, freq: 5 }))
  .map(([word, sheet]): SyntaxNode => ({ kind: "name", name: word, sheet, ...SPAN }));

function brackets(operand: SyntaxNode): SyntaxNode {
  return { kind: "parentheses", operand, ...SPAN };
}

/** A reference-like operand; anything else goes in brackets by the caller. */
const leaf: fc.Arbitrary<SyntaxNode> = fc.oneof(
  number.map((value): SyntaxNode => ({ kind: "number", value, ...SPAN })),
  text.map((value): SyntaxNode => ({ kind: "text", value, ...SPAN })),
  fc.boolean().map((value): SyntaxNode => ({ kind: "boolean", value, ...SPAN })),
  error.map((value): SyntaxNode => ({ kind: "error", value, ...SPAN })),
  name,
  reference,
  structured,
  array,
);

/** Trees of every kind of node, up to a few levels deep. */
export const formulaTree: fc.Arbitrary<SyntaxNode> = fc.letrec<{ node: SyntaxNode }>((tie) => {
  const node = tie("node");
  const inBrackets = node.map(brackets);
  const argument = fc
    .oneof({ weight: 5, arbitrary: node }, { weight: 1, arbitrary: fc.constant(null) })
    .map((value): SyntaxNode => value ?? { kind: "missing", ...SPAN });
  const list = fc.array(argument, { maxLength: 3 }).map((values) => (isLoneMissing(values) ? [] : values));
  const unary = fc
    .tuple(fc.constantFrom("+" as const, "-" as const, "@" as const), inBrackets)
    .map(([operator, operand]): SyntaxNode => ({ kind: "unary", operator, operand, ...SPAN }));
  const callee = name.filter((value) => value.kind === "name" && value.sheet === null);
  return {
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      unary,
      inBrackets,
      inBrackets.map((operand): SyntaxNode => ({ kind: "percent", operand, ...SPAN })),
      reference.map((operand): SyntaxNode => ({ kind: "spill", operand, ...SPAN })),
      fc
        .tuple(fc.constantFrom(...BINARY), inBrackets, fc.oneof(inBrackets, unary))
        .map(([operator, left, right]): SyntaxNode => ({ kind: "binary", operator, left, right, ...SPAN })),
      fc
        .tuple(functionName, list)
        .map(([called, values]): SyntaxNode => ({ kind: "call", name: called, arguments: values, ...SPAN })),
      fc.tuple(callee.map(brackets), list).map(([called, values]): SyntaxNode => {
        return { kind: "apply", callee: called, arguments: values, ...SPAN };
      }),
      fc.tuple(structured, structured).map(([left, right]): SyntaxNode => {
        return { kind: "range", left, right, ...SPAN };
      }),
      fc.tuple(reference, structured).map(([left, right]): SyntaxNode => {
        return { kind: "intersection", left, right, ...SPAN };
      }),
      fc.tuple(reference, name).map(([left, right]): SyntaxNode => {
        return brackets({ kind: "union", left, right, ...SPAN });
      }),
    ),
  };
}).node;

/** `F()` has no arguments, never one that is missing. */
function isLoneMissing(values: readonly SyntaxNode[]): boolean {
  return values.length === 1 && values[0]?.kind === "missing";
}

/** Trees built without any brackets, as a program might; the printer must add what they need. */
export const bareTree: fc.Arbitrary<SyntaxNode> = fc.letrec<{ node: SyntaxNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.constantFrom(...BINARY), tie("node"), tie("node"))
      .map(([operator, left, right]): SyntaxNode => ({ kind: "binary", operator, left, right, ...SPAN })),
    fc
      .tuple(fc.constantFrom("+" as const, "-" as const), tie("node"))
      .map(([operator, operand]): SyntaxNode => ({ kind: "unary", operator, operand, ...SPAN })),
    tie("node").map((operand): SyntaxNode => ({ kind: "percent", operand, ...SPAN })),
    fc
      .tuple(
        fc.constantFrom("range" as const, "union" as const, "intersection" as const),
        reference,
        structured,
      )
      .map(([kind, left, right]): SyntaxNode => ({ kind, left, right, ...SPAN })),
  ),
})).node;

/** The tree without places in the text, and with `strip` without brackets, for comparison. */
export function shapeOf(tree: SyntaxNode, strip: "keep brackets" | "no brackets" = "keep brackets"): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value) => {
      if (key === "start" || key === "end" || key === "columnSpan") return undefined;
      if (strip === "no brackets" && value?.kind === "parentheses") {
        let inner = value;
        while (inner.kind === "parentheses") inner = inner.operand;
        return inner;
      }
      return value;
    }),
  );
}
