// From a syntax tree to an expression: references are resolved, functions found and their arguments counted. The first
// thing that cannot be is the formula's problem.

import {
  arrayConstant,
  binaryExpression,
  call,
  constant,
  type Expression,
  letExpression,
  missing,
  unary,
  variable,
} from "./expression.ts";
import { argumentAt, argumentCounts } from "./functions/define.ts";
import { findFunction, functionList } from "./functions/registry.ts";
import type { FormulaProblem } from "./model.ts";
import { ListValue } from "./operand.ts";
import { makeProblem, type ReferenceResolver, type Resolution } from "./references.ts";
import { suggestion } from "./suggest.ts";
import type { SyntaxNode } from "./syntaxTree.ts";

/** Carries the first problem out of the descent; never leaves this file. */
class Refusal extends Error {
  readonly problem: FormulaProblem;
  constructor(problem: FormulaProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** A LET variable: its place and what it was set to. */
interface Variable {
  readonly index: number;
  readonly value: Expression;
}
type Variables = ReadonlyMap<string, Variable>;
type CallNode = Extract<SyntaxNode, { kind: "call" }>;

/** The expression of a whole formula, or the first problem in it. */
export function lower(tree: SyntaxNode, resolver: ReferenceResolver): Resolution {
  try {
    return { expression: new Lowering(resolver).expression(tree, new Map(), true) };
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

  constructor(resolver: ReferenceResolver) {
    this.#resolver = resolver;
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
      case "unary":
        return unary(node.operator, this.expression(node.operand, variables));
      case "percent":
        return unary("%", this.expression(node.operand, variables));
      case "binary":
        return this.#binary(node, variables, last);
      case "call":
        return node.name === "LET" ? this.#let(node, variables) : this.#call(node, variables);
      case "name": {
        const own = node.sheet === null ? variables.get(node.name.toUpperCase()) : undefined;
        return own === undefined ? this.#resolved(this.#resolver.name(node)) : variable(own.index, own.value);
      }
      case "structured":
        return this.#resolved(this.#resolver.structured(node));
      case "reference":
      case "range":
      case "union":
      case "intersection":
      case "spill":
        return this.#resolved(this.#resolver.address(node));
      case "apply":
        return refuse("unsupported", "Functions made with LAMBDA cannot be used in a table yet.", node);
    }
  }

  /** Long chains of operators lean to the left, so they are walked by a loop. */
  #binary(node: Extract<SyntaxNode, { kind: "binary" }>, variables: Variables, last: boolean): Expression {
    const chain = [];
    let at: SyntaxNode = node;
    for (; at.kind === "binary"; at = at.left) chain.push(at);
    let left = this.expression(at, variables);
    for (const each of chain.reverse())
      left = binaryExpression(
        each.operator,
        left,
        this.expression(each.right, variables),
        last && each === node,
      );
    return left;
  }

  #call(node: CallNode, variables: Variables): Expression {
    const entry = findFunction(node.name);
    if (entry === undefined) {
      const hint = suggestion(
        node.name,
        functionList.map((each) => each.name),
      );
      const place = { ...node, end: Math.min(node.end, node.start + node.name.length) };
      return refuse("unknown-function", `There is no function called ${node.name}.${hint}`, place);
    }
    const only = node.arguments.length === 1 ? node.arguments[0] : undefined;
    const given = only?.kind === "missing" ? [] : node.arguments;
    const { fewest, most } = argumentCounts(entry);
    if (given.length < fewest || given.length > most)
      return refuse("argument-count", countMessage(entry.name, given.length, fewest, most), node);
    const lowered = given.map((each) => this.expression(each, variables));
    const lifted = lowered.some((each, place) => each.array && argumentAt(entry, place)?.kind !== "array");
    return call(entry, lowered, lifted);
  }

  #let(node: CallNode, variables: Variables): Expression {
    const { arguments: given } = node;
    if (given.length < 3 || given.length % 2 === 0)
      return refuse("argument-count", "LET needs pairs of a name and a value, then a calculation.", node);
    const inner = new Map(variables);
    const first = inner.size === 0 ? 0 : Math.max(...[...inner.values()].map((each) => each.index)) + 1;
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
