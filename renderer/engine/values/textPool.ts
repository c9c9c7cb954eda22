// The one dictionary of texts of an engine. Columns hold texts as codes of this pool, so that comparing, joining
// and grouping texts is comparing integers; two codes with the same `fold` are equal as Excel compares texts,
// without regard to case.
//
// What must stay true: a code never changes its meaning, and the same text always has the same code.

import { textToNumber } from "../format/parseNumber.ts";

export class TextPool {
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];
  #folds = new Int32Array(256).fill(-1);
  readonly #numbers = new Map<number, number | null>();

  /** How many codes there are; codes run from 0. */
  get size(): number {
    return this.#texts.length;
  }

  code(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#texts.length;
    this.#texts.push(text);
    this.#codes.set(text, code);
    if (code >= this.#folds.length) {
      const larger = new Int32Array(this.#folds.length * 2).fill(-1);
      larger.set(this.#folds);
      this.#folds = larger;
    }
    return code;
  }

  text(code: number): string {
    return this.#texts[code] ?? "";
  }

  /** The code of the case-folded text: equal for texts that Excel holds equal. */
  fold(code: number): number {
    const known = this.#folds[code] ?? -1;
    if (known >= 0) return known;
    const folded = this.code(foldText(this.text(code)));
    this.#folds[code] = folded;
    this.#folds[folded] = folded;
    return folded;
  }

  /** The number that the text reads as, or null. */
  number(code: number): number | null {
    let known = this.#numbers.get(code);
    if (known === undefined) {
      known = textToNumber(this.text(code));
      this.#numbers.set(code, known);
    }
    return known;
  }
}

/** The form in which texts are equal to Excel when they differ in case only. */
export function foldText(text: string): string {
  return text.toLowerCase();
}
