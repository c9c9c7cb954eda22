// A formula compiled for one scope: a list of operations run block by block over a column. Equal parts are calculated
// once. What has no operation of its own is interpreted row by row, so every formula runs.

import type { Bindings } from "../formula/boundSlots.ts";
import { type Expression, parts } from "../formula/expression.ts";
import { cellResult, evaluate } from "../formula/interpreter.ts";
import { type Column, errorNumber } from "../values/column.ts";
import { isArray, type Operand } from "../values/operand.ts";
import { errorValue, type Value } from "../values/value.ts";
import { Arithmetic, Unary } from "./arithmetic.ts";
import { Call, type CallArgument } from "./call.ts";
import { Compare, If, IfError } from "./choice.ts";
import {
  cellKind,
  Interpret,
  type Operation,
  ReadAnswers,
  ReadColumn,
  ReadGroup,
  Repeat,
  Selection,
} from "./operation.ts";
import { Rank } from "./rank.ts";
import { BLOCK } from "./vector.ts";

const SPILL = errorValue("#SPILL!");

export class Program {
  readonly #bindings: Bindings;
  readonly #target: Column;
  readonly #keepBlanks: boolean;
  readonly #operations: Operation[] = [];
  readonly #made = new Map<string, Operation>();
  readonly #root: Operation;
  readonly #selection = new Selection();
  readonly #ownNumbers: Float64Array;
  /** In the last run, some result was an array larger than a cell. */
  spilled = false;

  /** @param keepBlanks a blank stays blank (a part of a formula), instead of becoming 0 (a cell) */
  constructor(bindings: Bindings, target: Column, keepBlanks: boolean) {
    this.#bindings = bindings;
    this.#target = target;
    this.#keepBlanks = keepBlanks;
    this.#root = this.#compile(bindings.template.expression);
    this.#ownNumbers = this.#root.out.numbers;
  }

  /** Calculates all rows, in place. */
  runAll(): void {
    this.#prepare();
    const { out } = this.#root;
    this.#selection.rows = null;
    for (let first = 0; first < this.#target.length; first += BLOCK) {
      this.#selection.first = first;
      this.#selection.count = Math.min(BLOCK, this.#target.length - first);
      if (this.#root.writes) {
        out.numbers = this.#target.numbers;
        out.offset = first;
      }
      for (const operation of this.#operations) operation.run(this.#selection);
      this.#store(first, this.#selection.count);
    }
  }

  /** Calculates some rows, and tells which of them came out different. */
  runRows(rows: readonly number[]): number[] {
    const root = this.#root;
    const changed: number[] = [];
    if (root instanceof ReadGroup && !this.#keepBlanks && root.copy(rows, this.#target, changed)) {
      this.spilled = false;
      return changed;
    }
    this.#prepare();
    const { out } = root;
    this.#selection.rows = rows;
    for (let first = 0; first < rows.length; first += BLOCK) {
      this.#selection.first = first;
      this.#selection.count = Math.min(BLOCK, rows.length - first);
      if (this.#root.writes) {
        out.numbers = this.#ownNumbers;
        out.offset = 0;
      }
      for (const operation of this.#operations) operation.run(this.#selection);
      for (let at = 0; at < this.#selection.count; at++) {
        const row = rows[first + at] as number;
        if (this.#target.store(row, this.#kindOf(out.kind(at)), out.number(at))) changed.push(row);
      }
    }
    return changed;
  }

  #prepare(): void {
    this.spilled = false;
    for (const operation of this.#operations) operation.prepare();
  }

  #kindOf(kind: number): number {
    return this.#keepBlanks ? kind : cellKind(kind);
  }

  /** Takes a block over into the column: the kinds, and the numbers unless they were written there. */
  #store(first: number, count: number): void {
    const target = this.#target;
    const { out } = this.#root;
    if (!this.#root.writes) for (let at = 0; at < count; at++) target.numbers[first + at] = out.number(at);
    if (first === 0) target.makeUniform(this.#kindOf(out.kind(0)));
    if (out.mixed || target.kinds !== null || target.mask !== this.#kindOf(out.mask))
      for (let at = 0; at < count; at++) target.setKind(first + at, this.#kindOf(out.kind(at)));
  }

  #compile(expression: Expression): Operation {
    const known = this.#made.get(expression.key);
    if (known !== undefined) return known;
    const made = this.#operation(expression);
    this.#made.set(expression.key, made);
    if (!this.#operations.includes(made)) this.#operations.push(made);
    return made;
  }

  #operation(expression: Expression): Operation {
    const { pool } = this.#target;
    if (expression.free || expression.kind === "let") return this.#interpret(expression);
    switch (expression.kind) {
      case "constant":
        return new Repeat({ value: expression.value }, pool);
      case "missing":
        return new Repeat({ value: 0 }, pool);
      case "slot":
        return this.#slot(expression);
      case "group": {
        const bound = this.#bindings.of(expression.slot);
        const original = this.#byRow(expression.original);
        if (bound.type === "ordered") return new ReadAnswers(bound.node, original, pool);
        if (bound.type !== "group") return this.#interpret(expression);
        return new ReadGroup(bound.join, bound.group, original, pool);
      }
      default:
        return this.#composed(expression);
    }
  }

  #slot(expression: Expression & { kind: "slot" }): Operation {
    const bound = this.#bindings.of(expression.slot);
    if (bound.type === "cell") return new ReadColumn(bound.node.column);
    if (bound.type === "scalar" && !expression.array) return new Repeat(bound.node, this.#target.pool);
    return this.#interpret(expression);
  }

  #composed(expression: Expression): Operation {
    const { pool } = this.#target;
    const ranked = this.#rank(expression);
    if (ranked !== null) return ranked;
    if (expression.array || parts(expression).some((each) => each.array)) return this.#interpret(expression);
    if (expression.kind === "unary") {
      const operand = this.#compile(expression.operand);
      const { operator } = expression;
      return operator === "+" || operator === "@" || operator === "implicit"
        ? operand
        : new Unary(operator, operand.out, pool);
    }
    if (expression.kind === "binary") {
      const { operator, last } = expression;
      const left = this.#compile(expression.left).out;
      const right = this.#compile(expression.right).out;
      if (operator === "&") return this.#interpret(expression);
      if (operator === "+" || operator === "-" || operator === "*" || operator === "/" || operator === "^")
        return new Arithmetic(operator, left, right, last, pool);
      return new Compare(operator, left, right, pool);
    }
    return expression.kind === "call" ? this.#call(expression) : this.#interpret(expression);
  }

  #call(expression: Expression & { kind: "call" }): Operation {
    const { pool } = this.#target;
    const { entry, arguments: given } = expression;
    const [first, second, third] = given;
    if (entry.name === "IF" && first !== undefined && second !== undefined && first.kind !== "missing") {
      const condition = this.#compile(first).out;
      const then = this.#compile(second).out;
      const otherwise = third === undefined ? this.#repeat(false) : this.#compile(third);
      return new If(condition, then, otherwise.out, pool);
    }
    if ((entry.name === "IFERROR" || entry.name === "IFNA") && first !== undefined && second !== undefined) {
      const only = entry.name === "IFNA" ? errorNumber("#N/A") : null;
      return new IfError(this.#compile(first).out, this.#compile(second).out, only);
    }
    if (["IFS", "SWITCH", "CHOOSE"].includes(entry.name)) return this.#interpret(expression);
    const passed = given.map((each): CallArgument => {
      if (each.kind === "missing") return { vector: null, cells: null };
      const bound = each.kind === "slot" ? this.#bindings.of(each.slot) : null;
      const cells = bound?.type === "cell" ? bound.node.column : null;
      return { vector: this.#compile(each).out, cells };
    });
    return new Call(entry, passed, pool);
  }

  /** RANK among a whole column, in an order that does not depend on the row. */
  #rank(expression: Expression): Operation | null {
    if (expression.kind !== "call" || !/^RANK(\.EQ|\.AVG)?$/.test(expression.entry.name)) return null;
    const [number, range, order] = expression.arguments;
    const bound = range?.kind === "slot" ? this.#bindings.of(range.slot) : null;
    const column = bound?.type === "range" && bound.nodes.length === 1 ? bound.nodes[0]?.column : undefined;
    if (number === undefined || number.kind === "missing" || number.array || column === undefined)
      return null;
    if (range?.kind === "slot" && range.slot.type === "range" && range.slot.headed) return null;
    if (order !== undefined && (order.kind !== "constant" || typeof order.value !== "number")) return null;
    const ascending = order?.kind === "constant" && order.value !== 0;
    const mean = expression.entry.name === "RANK.AVG";
    const { pool } = this.#target;
    return new Rank(this.#compile(number).out, column, ascending, mean, this.#byRow(expression), pool);
  }

  #repeat(value: Value): Operation {
    return this.#compile({ kind: "constant", value, key: `${value}`, row: false, array: false, free: false });
  }

  #byRow(expression: Expression): (row: number) => Value {
    return (row) => {
      this.#bindings.row = row;
      return this.#cell(evaluate(expression, this.#bindings));
    };
  }

  #interpret(expression: Expression): Operation {
    return new Interpret(this.#byRow(expression), this.#target.pool);
  }

  #cell(result: Operand): Value {
    if (!isArray(result)) return result;
    const value = cellResult(result);
    if (value === SPILL) this.spilled = true;
    return value;
  }
}
