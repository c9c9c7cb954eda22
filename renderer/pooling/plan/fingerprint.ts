// A short name for everything that the figures of a simulation depend on: two plans with the same fingerprint give the
// same figures for the same seed and trials. Names of groups, options, levels and pools are left out, their ids are in.
//
// Not a cryptographic digest: it tells that a plan has moved, not that nobody forged it. Four accumulators of 32 bits with
// the mixing of MurmurHash3 (Austin Appleby, public domain) over a canonical order of numbers and texts.

import type { Pool } from "../pools/pool.ts";
import type { SimulationPart } from "./simulationModel.ts";

class Digest {
  private readonly words = Uint32Array.of(0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x6a09e667);
  private at = 0;
  private readonly scratch = new DataView(new ArrayBuffer(8));

  word(value: number): void {
    const index = this.at & 3;
    this.at += 1;
    let mixed = Math.imul(value | 0, 0xcc9e2d51);
    mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
    const before = (this.words[index] as number) ^ mixed;
    const turned = (before << 13) | (before >>> 19);
    this.words[index] = (Math.imul(turned, 5) + 0xe6546b64 + (this.words[(index + 3) & 3] as number)) | 0;
  }

  number(value: number): void {
    this.scratch.setFloat64(0, value);
    this.word(this.scratch.getInt32(0));
    this.word(this.scratch.getInt32(4));
  }

  numbers(values: Float64Array | Int32Array | null): void {
    this.word(values === null ? -1 : values.length);
    if (values !== null) for (const value of values) this.number(value);
  }

  text(text: string): void {
    this.word(text.length);
    for (let index = 0; index < text.length; index++) this.word(text.charCodeAt(index));
  }

  /** 32 hexadecimal digits. */
  hex(): string {
    for (let round = 0; round < 16; round++) this.word(round);
    return Array.from(this.words, (word) => {
      let mixed = word ^ (word >>> 16);
      mixed = Math.imul(mixed, 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      return ((mixed ^ (mixed >>> 16)) >>> 0).toString(16).padStart(8, "0");
    }).join("");
  }
}

/** The fingerprint of what is simulated, whatever the trials and the seed. */
export function fingerprintOf(parts: readonly SimulationPart[]): string {
  const digest = new Digest();
  for (const { options, request } of parts) {
    const { practices, model, years } = request;
    // A line's name is shown and changes no figure.
    digest.text(
      JSON.stringify([model.lineCorrelation, years, model.lines.map((line) => ({ ...line, name: "" }))]),
    );
    digest.text(practices.codes.join("\n"));
    digest.numbers(practices.people);
    digest.numbers(practices.weightedPeople);
    for (const costs of practices.expectedCosts) digest.numbers(costs);
    digest.numbers(practices.areas);
    for (const [index, grouping] of request.options.entries()) {
      digest.text(options[index]?.optionId ?? "");
      digest.numbers(grouping.budgets);
      for (const [level, each] of grouping.levels.entries()) {
        digest.text(options[index]?.levels[level]?.levelId ?? "");
        digest.text((options[index]?.levels[level]?.groupIds ?? []).join("\n"));
        digest.numbers(each.groupOf);
      }
      digest.text(JSON.stringify(grouping.pools.map((pool): Pool => ({ ...pool, name: "" }))));
    }
  }
  return digest.hex();
}
