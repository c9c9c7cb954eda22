// The shape of a parsed formula. The parser makes it, the printer turns it back into text, the compiler turns
// it into column operations. Nodes are immutable, keep their place in the text they came from, and name things
// as written; what a name means is decided later, against a model.
//
// Grammar: Excel's formula language as ECMA-376 Part 1, 18.17.2 defines it, with structured references
// (18.17.2.4 and Excel's "Using structured references with Excel tables").

import type { CellError } from "../values/value.ts";

/** Character offsets in the formula text (counted with its leading "="), end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "^" | "&" | "=" | "<>" | "<" | "<=" | ">" | ">=";

/** Which part of a table a structured reference takes. `thisRow` is `@` / `[#This Row]`. */
export type TableItem = "all" | "data" | "headers" | "totals" | "thisRow";

export type ArrayElement = number | string | boolean | CellError;

/** One end of an A1 reference, 1-based; a whole column has no row, a whole row no column. */
export interface CellAddress {
  readonly column: number | null;
  readonly row: number | null;
  readonly columnAbsolute: boolean;
  readonly rowAbsolute: boolean;
}

export type SyntaxNode = Span &
  (
    | { readonly kind: "number"; readonly value: number }
    | { readonly kind: "text"; readonly value: string }
    | { readonly kind: "boolean"; readonly value: boolean }
    | { readonly kind: "error"; readonly value: CellError }
    /** `{1,2;3,4}`: rows of equal length */
    | { readonly kind: "array"; readonly rows: readonly (readonly ArrayElement[])[] }
    | { readonly kind: "unary"; readonly operator: "+" | "-" | "@"; readonly operand: SyntaxNode }
    | { readonly kind: "percent"; readonly operand: SyntaxNode }
    /** `A1#`: the range that a dynamic array spilled into */
    | { readonly kind: "spill"; readonly operand: SyntaxNode }
    | {
        readonly kind: "binary";
        readonly operator: BinaryOperator;
        readonly left: SyntaxNode;
        readonly right: SyntaxNode;
      }
    | {
        readonly kind: "call";
        /** upper-cased, without `_xlfn.` and `_xlws.` */
        readonly name: string;
        /** the author's own capitals and small letters, kept for a function that is not Excel's */
        readonly written?: string;
        readonly arguments: readonly SyntaxNode[];
      }
    /** a called value: `LAMBDA(x,x+1)(2)` */
    | { readonly kind: "apply"; readonly callee: SyntaxNode; readonly arguments: readonly SyntaxNode[] }
    /** an argument left out: the second one of `IF(a,,b)` */
    | { readonly kind: "missing" }
    /** a defined name, LET or LAMBDA variable, as written; `sheet` when qualified (`Sheet1!Rate`) */
    | { readonly kind: "name"; readonly name: string; readonly sheet: string | null }
    | {
        readonly kind: "structured";
        /** null when the formula's own table is meant */
        readonly table: string | null;
        /** empty means `[#Data]`, or all columns of this row with `thisRow` */
        readonly items: readonly TableItem[];
        /** first and last column of the span, unescaped; null when no column is named */
        readonly columns: { readonly first: string; readonly last: string } | null;
        /** where the column name(s) stand in the text, for messages */
        readonly columnSpan: Span | null;
      }
    /** a cell (`last` null) or an area; `sheets` when qualified, with its workbook prefix as written */
    | {
        readonly kind: "reference";
        readonly sheet: string | null;
        readonly lastSheet: string | null;
        readonly first: CellAddress;
        readonly last: CellAddress | null;
      }
    /** `A1:INDEX(...)`, `A1,B2` (union, only within parentheses or arguments in brackets), `A1:B2 B1:B9` */
    | {
        readonly kind: "range" | "union" | "intersection";
        readonly left: SyntaxNode;
        readonly right: SyntaxNode;
      }
    /** kept so that the printer gives back what was typed */
    | { readonly kind: "parentheses"; readonly operand: SyntaxNode }
  );

export type SyntaxKind = SyntaxNode["kind"];
