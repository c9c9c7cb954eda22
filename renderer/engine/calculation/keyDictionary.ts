// Gives equal values equal small numbers, as criteria or as lookups hold values equal. Texts are found by their code
// without hashing, because that is what a join of two columns spends its time on.

import { BLANK, BOOLEAN, ERROR, NUMBER, TEXT } from "../values/column.ts";
import { fifteenDigits } from "../values/compare.ts";
import { isPattern } from "../values/criteria.ts";
import type { TextPool } from "../values/textPool.ts";

export type KeyMode = "criteria" | "lookup" | "equal";

/** No such key. */
export const NO_GROUP = -1;
/** A key that is a pattern or an operator, which only the criteria themselves can answer. */
export const PATTERN = -2;
/** A lookup of an error gives that error: FIRST_ERROR - its number. */
export const FIRST_ERROR = -3;

const UNKNOWN = -1;

export class KeyDictionary {
  readonly #pool: TextPool;
  readonly #mode: KeyMode;
  #byText = new Int32Array(256).fill(UNKNOWN);
  #patterns = new Int8Array(256);
  readonly #byNumber = new Map<number, number>();
  readonly #byOther = new Map<number, number>();
  size = 0;

  constructor(pool: TextPool, mode: KeyMode) {
    this.#pool = pool;
    this.#mode = mode;
  }

  /** The number of a value that stands in the list searched; NO_GROUP for one that nothing equals. */
  add(kind: number, payload: number): number {
    if (kind === TEXT) return this.#addText(payload);
    if (kind === NUMBER) return this.#number(payload, true);
    if (this.#mode === "criteria" && kind === BLANK) return this.#addText(this.#pool.code(""));
    if (this.#mode !== "criteria" && kind !== BOOLEAN) return NO_GROUP;
    return this.#other(kind, payload, true);
  }

  /** The number of a value looked for. */
  find(kind: number, payload: number): number {
    if (this.#mode === "equal" && this.#equalsBlank(kind, payload)) return PATTERN;
    if (kind === TEXT) return this.#findText(payload);
    if (kind === NUMBER || kind === BLANK) return this.#number(payload, false);
    if (kind === ERROR && this.#mode === "lookup") return FIRST_ERROR - payload;
    return this.#other(kind, payload, false);
  }

  /** The operator = holds 0, "", FALSE and blank equal to a blank, and an error is its result. */
  #equalsBlank(kind: number, payload: number): boolean {
    if (kind === TEXT) return this.#pool.text(payload) === "";
    return kind === BLANK || kind === ERROR || payload === 0;
  }

  #addText(code: number): number {
    this.#grow(code);
    const known = this.#byText[code] as number;
    if (known !== UNKNOWN) return known;
    const folded = this.#pool.fold(code);
    const number = this.#mode === "criteria" ? this.#pool.number(folded) : null;
    let id: number;
    if (number !== null) id = this.#number(number, true);
    else if (folded === code) id = this.size++;
    else id = this.#addText(folded);
    this.#grow(code);
    this.#byText[code] = id;
    return id;
  }

  #findText(code: number): number {
    this.#grow(code);
    const marked = this.#patterns[code] as number;
    if (marked === 0) this.#patterns[code] = this.#asksMore(this.#pool.text(code)) ? 2 : 1;
    if (this.#patterns[code] === 2) return PATTERN;
    const known = this.#byText[code] as number;
    if (known !== UNKNOWN) return known;
    const folded = this.#pool.fold(code);
    const number = this.#mode === "criteria" ? this.#pool.number(folded) : null;
    if (number !== null) return this.#number(number, false);
    this.#grow(folded);
    const id = this.#byText[folded] as number;
    if (id !== UNKNOWN) this.#byText[code] = id;
    return id === UNKNOWN ? NO_GROUP : id;
  }

  /** A criterion that reads TRUE, FALSE or as an error means that value, so it is a pattern here too. */
  #asksMore(text: string): boolean {
    if (this.#mode === "equal") return false;
    if (this.#mode === "lookup") return /[*?~]/.test(text);
    return isPattern(text) || /^(true|false|#.*)$/i.test(text);
  }

  #number(value: number, add: boolean): number {
    const key = Number.isInteger(value) ? value + 0 : fifteenDigits(value);
    return this.#lookUp(this.#byNumber, key, add);
  }

  #other(kind: number, payload: number, add: boolean): number {
    return this.#lookUp(this.#byOther, kind * 1000 + payload, add);
  }

  #lookUp(map: Map<number, number>, key: number, add: boolean): number {
    const known = map.get(key);
    if (known !== undefined) return known;
    if (!add) return NO_GROUP;
    map.set(key, this.size);
    return this.size++;
  }

  #grow(code: number): void {
    if (code < this.#byText.length) return;
    const size = Math.max(this.#byText.length * 2, code + 1);
    const texts = new Int32Array(size).fill(UNKNOWN);
    texts.set(this.#byText);
    this.#byText = texts;
    const patterns = new Int8Array(size);
    patterns.set(this.#patterns);
    this.#patterns = patterns;
  }
}
