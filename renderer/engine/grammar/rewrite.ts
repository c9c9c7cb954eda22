// Walking and changing formulas: which tables, columns and names a formula uses, and the same formula after one of
// them got another name. The tree is changed, never the text, so that a column called "SUM" or "1" is safe.
//
// What must stay true: a LET or LAMBDA variable hides a name, so it is neither reported nor renamed; a formula
// that does not parse is left exactly as it is.

import { argumentRoles, EMPTY_SCOPE, type Scope } from "./bindings.ts";
import { parseFormula } from "./parser.ts";
import { printFormula } from "./printer.ts";
import type { Span, SyntaxNode } from "./syntaxTree.ts";

/** New names for old; null leaves a name as it is. Lookups should ignore case, as Excel does. */
export interface Renaming {
  /** The table whose column the formula is; null where it stands in no table. */
  readonly ownTable: string | null;
  readonly table?: (table: string) => string | null;
  /** Called with the table's old name. */
  readonly column?: (table: string, column: string) => string | null;
  readonly name?: (name: string) => string | null;
}

/** What a formula refers to. Names as written; `table` null means the formula's own. */
export interface FormulaReferences {
  readonly columns: readonly ColumnReference[];
  /** Structured references that name no column (`Practices[#All]`). */
  readonly tables: readonly (Span & { readonly table: string | null })[];
  /** Defined names, or tables named bare: only the model can tell. Variables are left out. */
  readonly names: readonly (Span & { readonly name: string })[];
  /** Function names, upper-cased. */
  readonly functions: readonly (Span & { readonly name: string })[];
}

export interface ColumnReference extends Span {
  readonly table: string | null;
  readonly first: string;
  readonly last: string;
  /** the reference takes this row's value only */
  readonly thisRow: boolean;
}

/** The formula after renaming, as Excel shows it; unchanged when it does not parse. */
export function rewriteFormula(text: string, renaming: Renaming): string {
  const parsed = parseFormula(text);
  if (!parsed.ok) return text;
  return printFormula(
    mapTree(parsed.tree, (node) => rename(node, renaming)),
    { form: "display" },
  );
}

function rename(node: SyntaxNode, { ownTable, table, column, name }: Renaming): SyntaxNode {
  if (node.kind === "name" && node.sheet === null) {
    const renamed = name?.(node.name) ?? table?.(node.name) ?? null;
    return renamed === null ? node : { ...node, name: renamed };
  }
  if (node.kind !== "structured") return node;
  const owner = node.table ?? ownTable;
  const { columns } = node;
  const newColumn = (old: string): string => {
    const renamed = owner === null ? null : column?.(owner, old);
    return renamed ?? old;
  };
  return {
    ...node,
    table: node.table === null ? null : (table?.(node.table) ?? node.table),
    columns: columns === null ? null : { first: newColumn(columns.first), last: newColumn(columns.last) },
  };
}

/** Calls `visit` for every node, parents first; `scope` holds the LET and LAMBDA variables in reach. */
export function walkTree(tree: SyntaxNode, visit: (node: SyntaxNode, scope: Scope) => void): void {
  // a stack of our own: a long sum is a tree as deep as it is long
  const waiting: { readonly node: SyntaxNode; readonly scope: Scope }[] = [
    { node: tree, scope: EMPTY_SCOPE },
  ];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    visit(item.node, item.scope);
    waiting.push(...scopedChildren(item.node, item.scope).reverse());
  }
}

function scopedChildren(node: SyntaxNode, scope: Scope): { node: SyntaxNode; scope: Scope }[] {
  if (node.kind !== "call") return childrenOf(node).map((child) => ({ node: child, scope }));
  const roles = argumentRoles(node, scope);
  return node.arguments.flatMap((argument, index) => {
    const role = roles[index];
    return role === undefined || role.declares !== null ? [] : [{ node: argument, scope: role.scope }];
  });
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  switch (node.kind) {
    case "unary":
    case "percent":
    case "spill":
    case "parentheses":
      return [node.operand];
    case "binary":
    case "range":
    case "union":
    case "intersection":
      return [node.left, node.right];
    case "apply":
      return [node.callee, ...node.arguments];
    case "call":
      return node.arguments;
    default:
      return [];
  }
}

/** The tree with `change` applied to every node but variables, children first. */
export function mapTree(tree: SyntaxNode, change: (node: SyntaxNode) => SyntaxNode): SyntaxNode {
  return mapNode(tree, EMPTY_SCOPE, change);
}

function mapNode(node: SyntaxNode, scope: Scope, change: (node: SyntaxNode) => SyntaxNode): SyntaxNode {
  const map = (child: SyntaxNode) => mapNode(child, scope, change);
  switch (node.kind) {
    case "name":
      return node.sheet === null && scope.has(node.name.toUpperCase()) ? node : change(node);
    case "unary":
    case "percent":
    case "spill":
    case "parentheses":
      return change({ ...node, operand: map(node.operand) });
    case "binary":
    case "range":
    case "union":
    case "intersection":
      return change({ ...node, left: map(node.left), right: map(node.right) });
    case "apply":
      return change({ ...node, callee: map(node.callee), arguments: node.arguments.map(map) });
    case "call": {
      const roles = argumentRoles(node, scope);
      const mapped = node.arguments.map((argument, index) => {
        const role = roles[index];
        if (role === undefined || role.declares !== null) return argument;
        return mapNode(argument, role.scope, change);
      });
      return change({ ...node, arguments: mapped });
    }
    default:
      return change(node);
  }
}

/** Everything a formula refers to, in the order of its text. */
export function referencesOf(tree: SyntaxNode): FormulaReferences {
  const columns: ColumnReference[] = [];
  const tables: (Span & { table: string | null })[] = [];
  const names: (Span & { name: string })[] = [];
  const functions: (Span & { name: string })[] = [];
  walkTree(tree, (node, scope) => {
    const { start, end } = node;
    if (node.kind === "name" && node.sheet === null && !scope.has(node.name.toUpperCase())) {
      names.push({ name: node.name, start, end });
    } else if (node.kind === "call" && !scope.has(node.name)) {
      functions.push({ name: node.name, start, end });
    } else if (node.kind === "structured") {
      const { table, items } = node;
      if (node.columns === null) tables.push({ table, start, end });
      else columns.push({ table, ...node.columns, thisRow: items.includes("thisRow"), start, end });
    }
  });
  return { columns, tables, names, functions };
}
