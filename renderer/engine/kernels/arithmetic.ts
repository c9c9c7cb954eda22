// Arithmetic over blocks. The fast loops take anything whose stored number is its value (numbers, blanks, truth
// values) and give up on the first result that is not a plain number; then the block is done again value by value.

import { arithmetic, binary, snappedSum, unaryValue } from "../values/coercion.ts";
import { NUMBER, NUMERIC } from "../values/column.ts";
import type { TextPool } from "../values/textPool.ts";
import type { Value } from "../values/value.ts";
import { Operation, type Selection } from "./operation.ts";
import type { Vector } from "./vector.ts";

type ArithmeticOperator = "+" | "-" | "*" | "/" | "^";
/** Fills `out`; false when some result is an error. */
type Loop = (left: Vector, right: Vector, out: Vector, count: number) => boolean;

function addLoop(left: Vector, right: Vector, out: Vector, count: number): boolean {
  const a = left.numbers;
  const b = right.numbers;
  const to = out.numbers;
  const leftStep = left.step;
  const rightStep = right.step;
  const end = out.offset + count;
  let i = left.offset;
  let j = right.offset;
  let fine = true;
  for (let k = out.offset; k < end; k++) {
    const result = (a[i] as number) + (b[j] as number);
    to[k] = result;
    if (result - result !== 0) fine = false;
    i += leftStep;
    j += rightStep;
  }
  return fine;
}

function subtractLoop(left: Vector, right: Vector, out: Vector, count: number): boolean {
  const a = left.numbers;
  const b = right.numbers;
  const to = out.numbers;
  const leftStep = left.step;
  const rightStep = right.step;
  const end = out.offset + count;
  let i = left.offset;
  let j = right.offset;
  let fine = true;
  for (let k = out.offset; k < end; k++) {
    const result = (a[i] as number) - (b[j] as number);
    to[k] = result;
    if (result - result !== 0) fine = false;
    i += leftStep;
    j += rightStep;
  }
  return fine;
}

function multiplyLoop(left: Vector, right: Vector, out: Vector, count: number): boolean {
  const a = left.numbers;
  const b = right.numbers;
  const to = out.numbers;
  const leftStep = left.step;
  const rightStep = right.step;
  const end = out.offset + count;
  let i = left.offset;
  let j = right.offset;
  let fine = true;
  for (let k = out.offset; k < end; k++) {
    const result = (a[i] as number) * (b[j] as number);
    to[k] = result;
    if (result - result !== 0) fine = false;
    i += leftStep;
    j += rightStep;
  }
  return fine;
}

function divideLoop(left: Vector, right: Vector, out: Vector, count: number): boolean {
  const a = left.numbers;
  const b = right.numbers;
  const to = out.numbers;
  const leftStep = left.step;
  const rightStep = right.step;
  const end = out.offset + count;
  let i = left.offset;
  let j = right.offset;
  let fine = true;
  for (let k = out.offset; k < end; k++) {
    const result = (a[i] as number) / (b[j] as number);
    to[k] = result;
    if (result - result !== 0) fine = false;
    i += leftStep;
    j += rightStep;
  }
  return fine;
}

function powerLoop(left: Vector, right: Vector, out: Vector, count: number): boolean {
  for (let at = 0; at < count; at++) {
    const result = arithmetic("^", left.number(at), right.number(at));
    if (typeof result !== "number") return false;
    out.numbers[out.offset + at] = result;
  }
  return true;
}

function snapLoop(sign: 1 | -1): Loop {
  return (left, right, out, count) => {
    const a = left.numbers;
    const b = right.numbers;
    const to = out.numbers;
    const leftStep = left.step;
    const rightStep = right.step;
    const end = out.offset + count;
    let i = left.offset;
    let j = right.offset;
    let fine = true;
    for (let k = out.offset; k < end; k++) {
      const result = snappedSum(a[i] as number, sign * (b[j] as number));
      to[k] = result;
      if (result - result !== 0) fine = false;
      i += leftStep;
      j += rightStep;
    }
    return fine;
  };
}

const LOOPS: Readonly<Record<ArithmeticOperator, Loop>> = {
  "+": addLoop,
  "-": subtractLoop,
  "*": multiplyLoop,
  "/": divideLoop,
  "^": powerLoop,
};
const SNAPPED: Readonly<Record<string, Loop>> = { "+": snapLoop(1), "-": snapLoop(-1) };

export class Arithmetic extends Operation {
  readonly #operator: ArithmeticOperator;
  readonly #left: Vector;
  readonly #right: Vector;
  readonly #last: boolean;
  readonly #loop: Loop;
  readonly #pool: TextPool;

  constructor(operator: ArithmeticOperator, left: Vector, right: Vector, last: boolean, pool: TextPool) {
    super(true);
    this.#operator = operator;
    this.#left = left;
    this.#right = right;
    this.#last = last;
    this.#loop = (last ? SNAPPED[operator] : undefined) ?? LOOPS[operator];
    this.#pool = pool;
  }

  override run({ count }: Selection): void {
    const { out } = this;
    const [left, right] = [this.#left, this.#right];
    if (((left.mask | right.mask) & ~NUMERIC) === 0 && this.#loop(left, right, out, count)) {
      out.uniform(NUMBER);
      return;
    }
    out.begin();
    for (let at = 0; at < count; at++) {
      const result = binary(
        this.#operator,
        left.value(at, this.#pool),
        right.value(at, this.#pool),
        this.#last,
      );
      out.putValue(at, result, this.#pool);
    }
    out.end();
  }
}

/** Minus and percent. */
export class Unary extends Operation {
  readonly #operator: "-" | "%";
  readonly #operand: Vector;
  readonly #pool: TextPool;

  constructor(operator: "-" | "%", operand: Vector, pool: TextPool) {
    super(true);
    this.#operator = operator;
    this.#operand = operand;
    this.#pool = pool;
  }

  override run({ count }: Selection): void {
    const { out } = this;
    const operand = this.#operand;
    const numeric = (operand.mask & ~NUMERIC) === 0;
    if (!numeric) out.begin();
    for (let at = 0; at < count; at++) {
      const value: Value = numeric ? operand.number(at) : operand.value(at, this.#pool);
      const result = unaryValue(this.#operator, value);
      if (numeric) out.numbers[out.offset + at] = result as number;
      else out.putValue(at, result, this.#pool);
    }
    if (numeric) out.uniform(NUMBER);
    else out.end();
  }
}
