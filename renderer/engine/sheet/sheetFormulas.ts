// Compiles the formulas of a workbook's sheets, each text once, and tells which cannot be calculated from the workbook
// alone.

import type { Expression } from "../formula/expression.ts";
import { lower } from "../formula/lower.ts";
import { parseFormula } from "../grammar/parser.ts";
import { walkTree } from "../grammar/rewrite.ts";
import type { SyntaxNode } from "../grammar/syntaxTree.ts";
import { SheetReferences } from "./sheetReferences.ts";
import type { NotCalculated } from "./snapshot.ts";

export type SheetFormula =
  | { readonly expression: Expression; readonly tree: SyntaxNode }
  | { readonly reason: NotCalculated };

/** Functions whose result no workbook determines. */
const VOLATILE: ReadonlySet<string> = new Set(
  "RAND RANDBETWEEN RANDARRAY NOW TODAY INFO RTD WEBSERVICE STOCKHISTORY".split(" "),
);

export class SheetFormulas {
  readonly #known = new Map<string, SheetFormula>();
  readonly #hasName: (name: string) => boolean;

  constructor(hasName: (name: string) => boolean) {
    this.#hasName = hasName;
  }

  /** @param intersects see `SheetReferences` */
  formula(text: string, intersects: boolean): SheetFormula {
    const key = `${intersects ? "@" : ""}${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = this.#compile(text, intersects);
    this.#known.set(key, made);
    return made;
  }

  #compile(text: string, intersects: boolean): SheetFormula {
    const parsed = parseFormula(text);
    if (!parsed.ok) return { reason: "unsupported" };
    const { tree } = parsed;
    const reason = outside(tree);
    if (reason !== null) return { reason };
    const lowered = lower(tree, new SheetReferences(intersects, this.#hasName));
    if ("expression" in lowered) return { expression: lowered.expression, tree };
    return { reason: lowered.problem.code === "unknown-function" ? "unknown-function" : "unsupported" };
  }
}

/** Why a formula's result is not to be found in the workbook, or null. */
function outside(tree: SyntaxNode): NotCalculated | null {
  let found: NotCalculated | null = null;
  walkTree(tree, (node) => {
    if (node.kind === "call" && VOLATILE.has(node.name)) found = "volatile";
    // CUBEVALUE and its kin ask a server
    if (node.kind === "call" && node.name.startsWith("CUBE")) found ??= "external";
    const file =
      node.kind === "reference" || node.kind === "name"
        ? node.sheet
        : node.kind === "structured"
          ? node.table
          : node.kind === "call"
            ? node.name
            : null;
    if (file?.includes("[") || file?.includes("|")) found ??= "external";
    if (node.kind === "call" && node.name === "CELL" && dependsOnFile(node.arguments[0]))
      found ??= "external";
  });
  return found;
}

/** CELL("filename") and its kin tell of the file and the screen, not of the workbook. */
function dependsOnFile(kind: SyntaxNode | undefined): boolean {
  return (
    kind?.kind === "text" &&
    ["filename", "width", "prefix", "protect", "color"].includes(kind.value.toLowerCase())
  );
}

/** Whether SUBTOTAL or AGGREGATE occurs in it. */
export function hasSubtotal(tree: SyntaxNode): boolean {
  let found = false;
  walkTree(tree, (node) => {
    if (node.kind === "call" && (node.name === "SUBTOTAL" || node.name === "AGGREGATE")) found = true;
  });
  return found;
}
