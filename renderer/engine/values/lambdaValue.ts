// A function made with LAMBDA, as an operand. It stands as an array of one cell that shows #CALC!, which is what Excel
// shows where a function is left uncalled.

import type { ArrayValue, Operand } from "./operand.ts";
import { errorValue, type Value } from "./value.ts";

const UNCALLED = errorValue("#CALC!");

/** How many calls are under way; only the outermost may catch an endless recursion. */
let nesting = 0;

export class LambdaValue implements ArrayValue {
  readonly isRange = false;
  readonly rows = 1;
  readonly columns = 1;
  readonly #run: (given: readonly (Operand | undefined)[]) => Operand;

  constructor(run: (given: readonly (Operand | undefined)[]) => Operand) {
    this.#run = run;
  }

  at(row: number, column: number): Value {
    return row === 0 && column === 0 ? UNCALLED : null;
  }

  /** Calls it; `undefined` for an argument left out. A recursion that finds no end is #NUM!, as in Excel. */
  call(given: readonly (Operand | undefined)[]): Operand {
    nesting++;
    try {
      return this.#run(given);
    } catch (thrown) {
      if (nesting > 1 || !(thrown instanceof RangeError)) throw thrown;
      return errorValue("#NUM!");
    } finally {
      nesting--;
    }
  }
}
