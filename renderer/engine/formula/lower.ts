// From a syntax tree to an expression: references are resolved, functions found and their arguments counted. The first
// thing that cannot be is the formula's problem.

import { argumentAt, argumentCounts, type FunctionEntry } from "../functions/define.ts";
import { findFunction, functionList } from "../functions/registry.ts";
import { whyUnsupported } from "../functions/unsupported.ts";
import { argumentRoles, EMPTY_SCOPE } from "../grammar/bindings.ts";
import { takesFunctionByName } from "../grammar/storedNames.ts";
import type { SyntaxNode } from "../grammar/syntaxTree.ts";
import { nearestFunctions } from "../help/suggest.ts";
import type { FormulaProblem } from "../model.ts";
import { LambdaValue } from "../values/lambdaValue.ts";
import { ListValue } from "../values/operand.ts";
import { foldText } from "../values/textPool.ts";
import {
  applyExpression,
  arrayConstant,
  binaryExpression,
  call,
  constant,
  type Expression,
  joinExpression,
  lambdaExpression,
  letExpression,
  missing,
  NOW,
  parameter,
  ROW_SALT,
  SEED,
  slotExpression,
  unary,
  variable,
} from "./expression.ts";
import { applyFunction } from "./interpreter.ts";
import { keepsReference, mayRefer, takesArrays } from "./legacyArguments.ts";
import { makeProblem, type ReferenceResolver, type Resolution } from "./references.ts";

/** Carries the first problem out of the descent; never leaves this file. */
class Refusal extends Error {
  readonly problem: FormulaProblem;
  constructor(problem: FormulaProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** A variable: its place, and what LET set it to; null for a parameter of a LAMBDA. */
interface Variable {
  readonly index: number;
  readonly value: Expression | null;
}
type Variables = ReadonlyMap<string, Variable>;
type CallNode = Extract<SyntaxNode, { kind: "call" }>;
type JoinNode = Extract<SyntaxNode, { kind: "range" | "union" | "intersection" | "spill" }>;

function nextIndex(variables: Variables): number {
  let next = 0;
  for (const { index } of variables.values()) next = Math.max(next, index + 1);
  return next;
}

function whyUnknown(name: string, written: string): string {
  const [meant] = nearestFunctions(
    name,
    functionList.map((each) => each.name),
  );
  const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return whyUnsupported(name, written) ?? `There is no function called ${written}.${hint}`;
}

/** The expression of a whole formula, or the first problem in it. */
export function lower(tree: SyntaxNode, resolver: ReferenceResolver): Resolution {
  try {
    return { expression: new Lowering(resolver).whole(tree) };
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.problem };
    throw error;
  }
}

function refuse(code: FormulaProblem["code"], message: string, node: SyntaxNode): never {
  throw new Refusal(makeProblem(code, message, node).problem);
}

class Lowering {
  readonly #resolver: ReferenceResolver;
  /** Within an argument that is calculated as an array whatever the formula. */
  #arrays = false;

  constructor(resolver: ReferenceResolver) {
    this.#resolver = resolver;
  }

  whole(tree: SyntaxNode): Expression {
    return this.#one(this.expression(tree, new Map(), true));
  }

  #resolved(resolution: Resolution): Expression {
    if ("problem" in resolution) throw new Refusal(resolution.problem);
    return resolution.expression;
  }

  /** `last`: the node's operator is the last operation of the formula. */
  expression(node: SyntaxNode, variables: Variables, last = false): Expression {
    switch (node.kind) {
      case "number":
      case "text":
      case "boolean":
      case "error":
        return constant(node.value);
      case "missing":
        return missing;
      case "array": {
        const columns = node.rows[0]?.length ?? 0;
        const values = node.rows.flat();
        return arrayConstant(
          new ListValue(node.rows.length, columns, values),
          `{${columns};${JSON.stringify(values)}}`,
        );
      }
      case "parentheses":
        return this.expression(node.operand, variables);
      case "unary": {
        const cell = node.operator === "@" ? this.#ownCell(node.operand) : null;
        if (cell !== null) return cell;
        const operand = this.expression(node.operand, variables);
        // `+A1:A3` intersects too, although it changes nothing else
        return unary(node.operator, node.operator === "@" ? operand : this.#one(operand));
      }
      case "percent":
        return unary("%", this.#one(this.expression(node.operand, variables)));
      case "binary":
        return this.#binary(node, variables, last);
      case "call":
        return this.#special(node, variables) ?? this.#call(node, variables);
      case "name": {
        const own = node.sheet === null ? variables.get(node.name.toUpperCase()) : undefined;
        if (own === undefined) return this.#resolved(this.#resolver.name(node));
        return variable(own.index, own.value ?? parameter(own.index));
      }
      case "structured":
        return this.#resolved(this.#resolver.structured(node));
      case "reference":
        return this.#resolved(this.#resolver.address(node));
      case "range":
      case "union":
      case "intersection":
      case "spill":
        return this.#join(node, variables);
      case "apply": {
        const callee = this.expression(node.callee, variables);
        return applyExpression(
          callee,
          node.arguments.map((each) => this.expression(each, variables)),
        );
      }
    }
  }

  /** `@[Size]`: of a column of the formula's own table, the cell of the formula's row. */
  #ownCell(node: SyntaxNode): Expression | null {
    if (node.kind !== "structured" || node.columns === null || this.#resolver.joins) return null;
    if (node.items.some((item) => item !== "data")) return null;
    const found = this.#resolver.structured({ ...node, items: ["thisRow"] });
    if ("problem" in found || found.expression.kind !== "slot") return null;
    return found.expression.slot.type === "cell" ? found.expression : null;
  }

  #join(node: JoinNode, variables: Variables): Expression {
    if (!this.#resolver.joins) return this.#resolved(this.#resolver.address(node));
    if (node.kind === "spill") return joinExpression("#", this.expression(node.operand, variables), null);
    const operator = node.kind === "range" ? ":" : node.kind === "union" ? "," : " ";
    const left = this.expression(node.left, variables);
    return joinExpression(operator, left, this.expression(node.right, variables));
  }

  /** Where one value is wanted, a formula from before dynamic arrays takes that of its own row or column. */
  #one(expression: Expression): Expression {
    const intersects = this.#resolver.intersects && !this.#arrays && mayRefer(expression);
    return intersects ? unary("implicit", expression) : expression;
  }

  /** Long chains of operators lean to the left, so they are walked by a loop. */
  #binary(node: Extract<SyntaxNode, { kind: "binary" }>, variables: Variables, last: boolean): Expression {
    const chain = [];
    let at: SyntaxNode = node;
    for (; at.kind === "binary"; at = at.left) chain.push(at);
    let left = this.#one(this.expression(at, variables));
    for (const each of chain.reverse())
      left = binaryExpression(
        each.operator,
        left,
        this.#one(this.expression(each.right, variables)),
        last && each === node,
      );
    return left;
  }

  /** LET, LAMBDA, and calls of variables and defined names; undefined for a call of a function. */
  #special(node: CallNode, variables: Variables): Expression | undefined {
    const own = variables.get(node.name);
    const callee =
      own === undefined ? this.#callable(node.name) : variable(own.index, own.value ?? parameter(own.index));
    if (callee !== null)
      return applyExpression(
        callee,
        node.arguments.map((each) => this.expression(each, variables)),
      );
    if (node.name === "LET") return this.#let(node, variables);
    return node.name === "LAMBDA" ? this.#lambda(node, variables) : undefined;
  }

  #callable(name: string): Expression | null {
    if (name === "LET" || name === "LAMBDA" || findFunction(name) !== undefined) return null;
    const named = this.#resolver.callable(name);
    return named === null ? null : this.#resolved(named);
  }

  #lambda(node: CallNode, variables: Variables): Expression {
    const roles = argumentRoles(node, EMPTY_SCOPE);
    const inner = new Map(variables);
    const first = nextIndex(inner);
    const optional: boolean[] = [];
    for (const [place, argument] of node.arguments.slice(0, -1).entries()) {
      const name = roles[place]?.declares ?? null;
      if (name === null) return refuse("syntax", "LAMBDA needs the name of a parameter here.", argument);
      inner.set(name.toUpperCase(), { index: first + optional.length, value: null });
      optional.push(argument.kind !== "name");
    }
    const body = node.arguments.at(-1);
    if (body === undefined)
      return refuse("argument-count", "LAMBDA needs a calculation, after the names of its parameters.", node);
    return lambdaExpression(first, optional, this.expression(body, inner));
  }

  /** An argument that is the bare name of a function, as BYROW and its kin take: `BYROW(A1:C3,SUM)`. */
  #functionByName(caller: string, argument: SyntaxNode, place: number): Expression | null {
    if (argument.kind !== "name" || !takesFunctionByName(caller, place, argument.name.toUpperCase()))
      return null;
    const entry = findFunction(argument.name.toUpperCase());
    if (entry === undefined) return null;
    return arrayConstant(new LambdaValue((given) => applyFunction(entry, given)), `function ${entry.name}`);
  }

  #arguments(name: string, given: readonly SyntaxNode[], variables: Variables): Expression[] {
    const before = this.#arrays;
    if (takesArrays(name)) this.#arrays = true;
    const lowered = given.map(
      (each, place) => this.#functionByName(name, each, place) ?? this.expression(each, variables),
    );
    this.#arrays = before;
    return lowered;
  }

  #call(node: CallNode, variables: Variables): Expression {
    const entry = findFunction(node.name);
    if (entry === undefined) {
      const place = { ...node, end: Math.min(node.end, node.start + node.name.length) };
      return refuse("unknown-function", whyUnknown(node.name, node.written ?? node.name), place);
    }
    const only = node.arguments.length === 1 ? node.arguments[0] : undefined;
    const given = only?.kind === "missing" ? [] : node.arguments;
    const { fewest, most } = argumentCounts(entry);
    if (given.length < fewest || given.length > most)
      return refuse("argument-count", countMessage(entry.name, given.length, fewest, most), node);
    const lowered = this.#arguments(entry.name, given, variables).map((each, place) =>
      argumentAt(entry, place)?.kind === "array" || keepsReference(entry.name, place)
        ? each
        : this.#one(each),
    );
    const shape = shapeOf(entry.name, lowered);
    if (shape !== null) return shape;
    const lifted = lowered.some((each, place) => each.array && argumentAt(entry, place)?.kind !== "array");
    return call(entry, [...lowered, ...outside(entry, lowered.length, node.start)], lifted);
  }

  #let(node: CallNode, variables: Variables): Expression {
    const { arguments: given } = node;
    if (given.length < 3 || given.length % 2 === 0)
      return refuse("argument-count", "LET needs pairs of a name and a value, then a calculation.", node);
    const inner = new Map(variables);
    const first = nextIndex(inner);
    const values: Expression[] = [];
    for (let place = 0; place + 1 < given.length; place += 2) {
      const name = given[place];
      const value = given[place + 1];
      if (name?.kind !== "name" || name.sheet !== null || value === undefined)
        return refuse("syntax", "LET needs a name here, such as x.", name ?? node);
      const lowered = this.expression(value, inner);
      inner.set(name.name.toUpperCase(), { index: first + values.length, value: lowered });
      values.push(lowered);
    }
    return letExpression(first, values, this.expression(given.at(-1) as SyntaxNode, inner));
  }
}

/**
 * ROWS and COLUMNS of columns of a table look at the shape only, not at what the cells hold: a formula may ask for the
 * rows of its own table, or of its own column.
 */
function shapeOf(name: string, [given]: readonly Expression[]): Expression | null {
  if ((name !== "ROWS" && name !== "COLUMNS") || given?.kind !== "slot") return null;
  const { slot } = given;
  if (slot.type === "cell") return constant(1);
  if (slot.type !== "range" && slot.type !== "cells") return null;
  if (name === "COLUMNS") return constant(slot.columns.length);
  const table = slot.columns[0]?.table;
  if (slot.type === "cells" || table === undefined) return constant(1);
  const rows = slotExpression({ type: "rows", key: `rows ${foldText(table)}`, table });
  return slot.headed ? binaryExpression("+", rows, constant(1), false) : rows;
}

/** What a volatile function reads, as arguments behind its described ones. */
function outside(entry: FunctionEntry, written: number, place: number): Expression[] {
  const reads = entry.traits?.reads;
  if (reads === undefined) return [];
  const empty = Array.from({ length: entry.arguments.length - written }, () => missing);
  return [...empty, ...(reads === "now" ? [NOW] : [SEED, ROW_SALT, constant(place)])];
}

function countMessage(name: string, given: number, fewest: number, most: number): string {
  const wanted =
    fewest === most
      ? `${fewest}`
      : most === Infinity
        ? `at least ${fewest}`
        : given < fewest
          ? `at least ${fewest}`
          : `at most ${most}`;
  const plural = wanted === "1" || wanted.endsWith(" 1") ? "argument" : "arguments";
  return `${name} takes ${wanted} ${plural}, but ${given === 0 ? "none is" : given === 1 ? "1 is" : `${given} are`} given.`;
}
