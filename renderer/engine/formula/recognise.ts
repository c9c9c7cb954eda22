// Shapes of expressions that the optimiser recognises: whole columns, orders, products and their factors.

import { type ColumnSymbol, type Expression, type OrderOperator, template } from "./expression.ts";
import { type Context, evaluate } from "./interpreter.ts";

export function wholeColumn(expression: Expression | undefined): ColumnSymbol | null {
  const columns = wholeColumns(expression);
  return columns?.length === 1 ? (columns[0] ?? null) : null;
}

export function wholeColumns(expression: Expression | undefined): readonly ColumnSymbol[] | null {
  if (expression?.kind !== "slot" || expression.slot.type !== "range" || expression.slot.headed) return null;
  return expression.slot.columns;
}

/** The number that an expression is whatever the model holds, such as `MATCH("Rate",T[#Headers],0)`; else null. */
export function constantNumber(expression: Expression | undefined): number | null {
  if (expression === undefined || expression.row || expression.free) return null;
  if (template(expression).slots.length > 0) return null;
  const value = evaluate(expression, NOTHING_TO_READ);
  return typeof value === "number" ? value : null;
}

const NOTHING_TO_READ: Context = {
  read: () => null,
  reference: () => null,
  variables: [],
  references: [],
  sheet: null,
};

const ORDERS: ReadonlySet<string> = new Set<OrderOperator>(["<", "<=", ">", ">="]);

export function isOrder(operator: unknown): operator is OrderOperator {
  return typeof operator === "string" && ORDERS.has(operator);
}

export function turned(operator: OrderOperator): OrderOperator {
  return ({ "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const)[operator];
}

/** The factors of a product; `--x` is x as a number. */
export function factorsOf(expression: Expression): readonly Expression[] {
  if (expression.kind === "binary" && expression.operator === "*" && !expression.last)
    return [...factorsOf(expression.left), ...factorsOf(expression.right)];
  return [negatedTwice(expression) ?? expression];
}

export function negatedTwice(expression: Expression): Expression | null {
  if (expression.kind !== "unary" || expression.operator !== "-") return null;
  const { operand } = expression;
  return operand.kind === "unary" && operand.operator === "-" ? operand.operand : null;
}

export function isNegatedTwice(argument: Expression): boolean {
  return negatedTwice(argument) !== null;
}
