// The workbook's table of texts. Excel itself stores constant texts here, each once; text results of formulas
// stand in their cells.
//
// What must stay true: an index, once given, keeps its text; equal texts share one index.

import type { PartWriter } from "./packageWriter.ts";
import { keepSpace, xmlText } from "./xmlText.ts";

export class SharedStrings {
  readonly #indexes = new Map<string, number>();
  #uses = 0;

  /** The index of a text, for the `<v>` of a cell of type "s". */
  index(text: string): number {
    this.#uses += 1;
    let index = this.#indexes.get(text);
    if (index === undefined) {
      index = this.#indexes.size;
      this.#indexes.set(text, index);
    }
    return index;
  }

  write(part: PartWriter): void {
    part.write(
      `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${this.#uses}" uniqueCount="${this.#indexes.size}">`,
    );
    for (const text of this.#indexes.keys()) part.write(`<si><t${keepSpace(text)}>${xmlText(text)}</t></si>`);
    part.write("</sst>");
  }
}
