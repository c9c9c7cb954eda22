// As many practices as a benchmark wants, invented and always the same.

import type { InventedPractice } from "../support/makeFiles.ts";

/** Practices in PCNs of five and CCGs of sixty, list sizes from 500 to 19,499. */
export function inventedPractices(rows: number): readonly InventedPractice[] {
  return Array.from({ length: rows }, (_, index) => ({
    code: `${"ABCDEFGH"[index % 8]}${String(10_000 + index)}`,
    name: `PRACTICE ${index}`,
    list: 500 + ((index * 7919) % 19_000),
    pcn: `PCN ${Math.floor(index / 5)}`,
    ccg: `CCG ${Math.floor(index / 60)}`,
  }));
}
