// The texts that a column or an assumption may hold, as lists to choose from. Short ones stand in the validation itself, the
// others on a hidden sheet, each list in a column of its own.
//
// What must stay true: the same list stands on the sheet once.

import { parseFormula } from "../../engine/grammar/parser.ts";
import { walkTree } from "../../engine/grammar/rewrite.ts";
import type { SyntaxNode } from "../../engine/grammar/syntaxTree.ts";
import { allColumns } from "../../plan/lookups.ts";
import { nameKey } from "../../plan/names.ts";
import type { Assumption, Plan } from "../../plan/plan.ts";
import { columnLetter } from "../read/sourceFile.ts";
import { LISTS_SHEET } from "./names.ts";
import { inlineList } from "./validations.ts";
import { quotedSheet } from "./workbookParts.ts";

export interface ChoiceList {
  readonly title: string;
  readonly items: readonly string[];
}

/** The lists of one workbook. */
export class ChoiceLists {
  readonly #lists = new Map<string, ChoiceList>();

  /** The list as a validation names it: its items in quotes, or where they stand. */
  formula(title: string, items: readonly string[]): string {
    const inline = inlineList(items);
    if (inline !== null) return inline;
    const key = items.join("\u0000");
    if (!this.#lists.has(key)) this.#lists.set(key, { title, items });
    const letter = columnLetter([...this.#lists.keys()].indexOf(key));
    return `${quotedSheet(LISTS_SHEET)}!$${letter}$2:$${letter}$${items.length + 1}`;
  }

  /** What the sheet of lists must hold, column by column. */
  lists(): readonly ChoiceList[] {
    return [...this.#lists.values()];
  }
}

/**
 * The texts that formulas know of an assumption (`Allowance_rule="per head"`) and those that it holds in any option:
 * what a drop-down should offer. Empty where no formula asks for a text, because then any text is as good.
 */
export function knownTexts(plan: Plan, { name, value }: Assumption): readonly string[] {
  if (typeof value !== "string") return [];
  const key = nameKey(name);
  const asked = new Map<string, string>();
  const note = (node: SyntaxNode | undefined) => {
    if (node?.kind === "text" && node.value !== "" && !asked.has(nameKey(node.value)))
      asked.set(nameKey(node.value), node.value);
  };
  const isIt = (node: SyntaxNode | undefined) => node?.kind === "name" && nameKey(node.name) === key;
  for (const { column } of allColumns(plan)) {
    if (column.kind !== "formula" || !nameKey(column.formula).includes(key)) continue;
    const parsed = parseFormula(column.formula);
    if (!parsed.ok) continue;
    walkTree(parsed.tree, (node) => {
      if (node.kind === "binary" && (node.operator === "=" || node.operator === "<>")) {
        if (isIt(node.left)) note(node.right);
        if (isIt(node.right)) note(node.left);
      }
      if (node.kind === "call" && node.name === "SWITCH" && isIt(node.arguments[0]))
        node.arguments.slice(1).forEach((argument, at) => {
          if (at % 2 === 0 && at + 2 < node.arguments.length) note(argument);
        });
    });
  }
  if (asked.size === 0) return [];
  for (const held of [value, ...plan.options.map((option) => option.assumptionOverrides[name])])
    if (typeof held === "string" && held !== "" && !asked.has(nameKey(held))) asked.set(nameKey(held), held);
  return [...asked.values()];
}
