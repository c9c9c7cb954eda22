// Function calls over blocks: fast loops for the commonest functions of plain numbers, and for every other function of
// single values one call per row, with the arguments read from the block.

import { applyFunction } from "../formula/interpreter.ts";
import { argumentAt, type FunctionEntry } from "../functions/define.ts";
import { round, scaleOf } from "../functions/rounding.ts";
import { BOOLEAN, type Column, NUMBER, NUMERIC } from "../values/column.ts";
import { type Operand, RangeValue, topLeft } from "../values/operand.ts";
import type { TextPool } from "../values/textPool.ts";
import { Operation, type Selection } from "./operation.ts";
import type { Vector } from "./vector.ts";

/** Fills `out`; false when some result is an error. */
type Loop = (given: readonly Vector[], out: Vector, count: number) => boolean;

function map(run: (x: number) => number): Loop {
  return ([x], out, count) => {
    if (x === undefined) return false;
    for (let at = 0; at < count; at++) {
      const result = run(x.number(at));
      if (result - result !== 0) return false;
      out.numbers[out.offset + at] = result;
    }
    return true;
  };
}

function sqrtLoop([x]: readonly Vector[], out: Vector, count: number): boolean {
  if (x === undefined) return false;
  const from = x.numbers;
  const to = out.numbers;
  const step = x.step;
  const end = out.offset + count;
  let i = x.offset;
  let fine = true;
  for (let k = out.offset; k < end; k++) {
    const result = Math.sqrt(from[i] as number);
    to[k] = result;
    if (result - result !== 0) fine = false;
    i += step;
  }
  return fine;
}

function roundLoop([x, digits]: readonly Vector[], out: Vector, count: number): boolean {
  if (x === undefined || digits === undefined || digits.step !== 0) return false;
  const places = Math.trunc(digits.number(0));
  const scale = scaleOf(places);
  const from = x.numbers;
  const to = out.numbers;
  const step = x.step;
  const end = out.offset + count;
  let i = x.offset;
  let fine = true;
  for (let k = out.offset; k < end; k++) {
    const result = round(from[i] as number, places, scale);
    to[k] = result;
    if (result - result !== 0) fine = false;
    i += step;
  }
  return fine;
}

/** MIN and MAX: the first argument, then each further one against what is there. */
function extreme(largest: boolean): Loop {
  return (given, out, count) => {
    const to = out.numbers;
    const start = out.offset;
    for (let place = 0; place < given.length; place++) {
      const each = given[place] as Vector;
      const from = each.numbers;
      const step = each.step;
      let i = each.offset;
      for (let k = start; k < start + count; k++) {
        const value = from[i] as number;
        const before = place === 0 ? value : (to[k] as number);
        to[k] = largest ? Math.max(before, value) : Math.min(before, value);
        i += step;
      }
    }
    return true;
  };
}

function truth(all: boolean): Loop {
  return (given, out, count) => {
    for (let at = 0; at < count; at++) {
      let result = all;
      for (const each of given) {
        const holds = each.number(at) !== 0;
        result = all ? result && holds : result || holds;
      }
      out.numbers[out.offset + at] = result ? 1 : 0;
    }
    return true;
  };
}

const LOOPS: Readonly<Record<string, Loop>> = {
  SQRT: sqrtLoop,
  ROUND: roundLoop,
  ABS: map(Math.abs),
  INT: map(Math.floor),
  EXP: map(Math.exp),
  MIN: extreme(false),
  MAX: extreme(true),
};
const TRUTHS: Readonly<Record<string, Loop>> = { AND: truth(true), OR: truth(false) };

/** An argument's vector; `cells` when it is a reference, which some functions treat unlike a value. */
export interface CallArgument {
  readonly vector: Vector | null;
  readonly cells: Column | null;
}

export class Call extends Operation {
  readonly #entry: FunctionEntry;
  readonly #given: readonly CallArgument[];
  readonly #vectors: readonly Vector[];
  readonly #loop: Loop | undefined;
  readonly #truth: Loop | undefined;
  /** Kinds for which the loop is right: cells that are not numbers are ignored by MIN and MAX. */
  readonly #allowed: number;
  readonly #pool: TextPool;

  constructor(entry: FunctionEntry, given: readonly CallArgument[], pool: TextPool) {
    super(true);
    this.#entry = entry;
    this.#given = given;
    this.#vectors = given.flatMap((each) => (each.vector === null ? [] : [each.vector]));
    const complete = this.#vectors.length === given.length;
    this.#loop = complete ? LOOPS[entry.name] : undefined;
    this.#truth = complete ? TRUTHS[entry.name] : undefined;
    this.#allowed = entry.arguments[0]?.kind === "array" ? NUMBER : NUMERIC;
    this.#pool = pool;
  }

  override run(selection: Selection): void {
    const { out } = this;
    const { count } = selection;
    let mask = 0;
    for (const each of this.#vectors) mask |= each.mask;
    if (this.#loop !== undefined && (mask & ~this.#allowed) === 0 && this.#loop(this.#vectors, out, count)) {
      out.uniform(NUMBER);
      return;
    }
    if (this.#truth !== undefined && (mask & ~(NUMBER | BOOLEAN)) === 0) {
      this.#truth(this.#vectors, out, count);
      out.uniform(BOOLEAN);
      return;
    }
    out.begin();
    for (let at = 0; at < count; at++)
      out.putValue(
        at,
        topLeft(applyFunction(this.#entry, this.#arguments(selection.row(at), at))),
        this.#pool,
      );
    out.end();
  }

  #arguments(row: number, at: number): (Operand | undefined)[] {
    return this.#given.map(({ vector, cells }, place) => {
      const kind = argumentAt(this.#entry, place)?.kind;
      if (vector === null) return kind === "array" || kind === "any" ? undefined : null;
      if (kind === "array" && cells !== null) return new RangeValue([cells], row, 1);
      return vector.value(at, this.#pool);
    });
  }
}
