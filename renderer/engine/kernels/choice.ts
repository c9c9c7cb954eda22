// Comparisons, IF and IFERROR over blocks. All branches are calculated for the whole block and each row takes its own;
// a branch not taken cannot do harm, because errors are values.

import type { BinaryOperator } from "../grammar/syntaxTree.ts";
import { binary, holds, toBoolean } from "../values/coercion.ts";
import { BLANK, BOOLEAN, ERROR, kindOf, NUMBER, NUMERIC, payloadOf, TEXT } from "../values/column.ts";
import { compareNumbers } from "../values/compare.ts";
import type { TextPool } from "../values/textPool.ts";
import { isError } from "../values/value.ts";
import { Operation, type Selection } from "./operation.ts";
import type { Vector } from "./vector.ts";

/** Below this part of a number a difference may vanish at 15 digits (compare.ts). */
const NEAR = 1e-14;

export class Compare extends Operation {
  readonly #operator: BinaryOperator;
  readonly #left: Vector;
  readonly #right: Vector;
  readonly #pool: TextPool;
  /** Results for less, equal and greater. */
  readonly #results: readonly [number, number, number];

  constructor(operator: BinaryOperator, left: Vector, right: Vector, pool: TextPool) {
    super(true);
    this.#operator = operator;
    this.#left = left;
    this.#right = right;
    this.#pool = pool;
    this.#results = [holds(operator, -1) ? 1 : 0, holds(operator, 0) ? 1 : 0, holds(operator, 1) ? 1 : 0];
  }

  override run({ count }: Selection): void {
    const { out } = this;
    const mask = this.#left.mask | this.#right.mask;
    if ((mask & ~(NUMBER | BLANK)) === 0) {
      this.#numbers(count);
      out.uniform(BOOLEAN);
    } else if (mask === TEXT && (this.#operator === "=" || this.#operator === "<>")) {
      this.#texts(count);
      out.uniform(BOOLEAN);
    } else {
      out.begin();
      for (let at = 0; at < count; at++) {
        const left = this.#left.value(at, this.#pool);
        out.putValue(at, binary(this.#operator, left, this.#right.value(at, this.#pool)), this.#pool);
      }
      out.end();
    }
  }

  #numbers(count: number): void {
    const a = this.#left.numbers;
    const b = this.#right.numbers;
    const to = this.out.numbers;
    const leftStep = this.#left.step;
    const rightStep = this.#right.step;
    const [less, equal, greater] = this.#results;
    const end = this.out.offset + count;
    let i = this.#left.offset;
    let j = this.#right.offset;
    for (let k = this.out.offset; k < end; k++) {
      const x = a[i] as number;
      const difference = x - (b[j] as number);
      const near = (difference < 0 ? -difference : difference) <= (x < 0 ? -x : x) * NEAR;
      if (near && compareNumbers(x, b[j] as number) === 0) to[k] = equal;
      else to[k] = difference < 0 ? less : difference > 0 ? greater : equal;
      i += leftStep;
      j += rightStep;
    }
  }

  #texts(count: number): void {
    const { out } = this;
    const [left, right, pool] = [this.#left, this.#right, this.#pool];
    const [different, equal] = this.#results;
    for (let at = 0; at < count; at++)
      out.numbers[out.offset + at] =
        pool.fold(left.number(at)) === pool.fold(right.number(at)) ? equal : different;
  }
}

export class If extends Operation {
  readonly #condition: Vector;
  readonly #then: Vector;
  readonly #otherwise: Vector;
  readonly #pool: TextPool;

  constructor(condition: Vector, then: Vector, otherwise: Vector, pool: TextPool) {
    super(true);
    this.#condition = condition;
    this.#then = then;
    this.#otherwise = otherwise;
    this.#pool = pool;
  }

  override run({ count }: Selection): void {
    const [condition, then, otherwise, out] = [this.#condition, this.#then, this.#otherwise, this.out];
    const numeric = (condition.mask & ~NUMERIC) === 0;
    if (numeric && !then.mixed && !otherwise.mixed && then.mask === otherwise.mask) {
      this.#select(count);
      out.uniform(then.mask);
      return;
    }
    out.begin();
    for (let at = 0; at < count; at++) {
      const truth = numeric ? condition.number(at) !== 0 : toBoolean(condition.value(at, this.#pool));
      if (isError(truth)) out.put(at, kindOf(truth), payloadOf(truth, this.#pool));
      else {
        const chosen = truth ? then : otherwise;
        out.put(at, chosen.kind(at), chosen.number(at));
      }
    }
    out.end();
  }

  #select(count: number): void {
    const [condition, then, otherwise] = [this.#condition, this.#then, this.#otherwise];
    const c = condition.numbers;
    const a = then.numbers;
    const b = otherwise.numbers;
    const to = this.out.numbers;
    const [conditionStep, thenStep, otherwiseStep] = [condition.step, then.step, otherwise.step];
    const end = this.out.offset + count;
    let h = condition.offset;
    let i = then.offset;
    let j = otherwise.offset;
    for (let k = this.out.offset; k < end; k++) {
      to[k] = (c[h] !== 0 ? a[i] : b[j]) as number;
      h += conditionStep;
      i += thenStep;
      j += otherwiseStep;
    }
  }
}

/** IFERROR, and IFNA when `only` is the number of #N/A. */
export class IfError extends Operation {
  readonly #value: Vector;
  readonly #otherwise: Vector;
  readonly #only: number | null;

  constructor(value: Vector, otherwise: Vector, only: number | null) {
    super(true);
    this.#value = value;
    this.#otherwise = otherwise;
    this.#only = only;
  }

  override run({ count }: Selection): void {
    const [value, otherwise, out] = [this.#value, this.#otherwise, this.out];
    if (!value.mixed && value.mask !== ERROR) {
      for (let at = 0; at < count; at++) out.numbers[out.offset + at] = value.number(at);
      out.uniform(value.mask);
      return;
    }
    out.begin();
    for (let at = 0; at < count; at++) {
      const fails = value.kind(at) === ERROR && (this.#only === null || value.number(at) === this.#only);
      const chosen = fails ? otherwise : value;
      out.put(at, chosen.kind(at), chosen.number(at));
    }
    out.end();
  }
}
