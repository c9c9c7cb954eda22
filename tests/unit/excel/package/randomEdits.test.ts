// Random edits of a generated sheet: read again, the workbook holds exactly those edits, and every other cell is
// as it was, to the character. Then thousands of damaged packages: never an exception.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnLetters } from "../../../../renderer/engine/grammar/cellAddress.ts";
import type { PatchEdit } from "../../../../renderer/excel/package/cellEdit.ts";
import { partDifferences } from "../../../../renderer/excel/package/partDifferences.ts";
import { patchWorkbook } from "../../../../renderer/excel/package/patchWorkbook.ts";
import { translateFormula } from "../../../../renderer/excel/package/sharedFormula.ts";
import { book, rows } from "./books.ts";
import { cellValue, cellXml, sheetRows } from "./patched.ts";

type Given = number | string | boolean | null;

/** Texts without the control characters that a reader may turn into others. */
const text = fc.string({
  unit: fc.constantFrom("a", "Z", "0", " ", "&", "<", '"', "'", "_x0041_", "£", "é", "😀", "]]>", "\n"),
  minLength: 1,
  maxLength: 8,
});
const value: fc.Arbitrary<Given> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
  fc.integer({ min: -1000, max: 1000 }),
  fc.boolean(),
  text,
  fc.constant(null),
);
const place = fc.record({ row: fc.integer({ min: 1, max: 12 }), column: fc.integer({ min: 1, max: 8 }) });

interface MadeCell {
  readonly row: number;
  readonly column: number;
  readonly kind: "number" | "shared" | "inline" | "boolean" | "formula" | "error" | "empty";
}
const made: fc.Arbitrary<readonly MadeCell[]> = fc.uniqueArray(
  fc.record({
    row: fc.integer({ min: 1, max: 10 }),
    column: fc.integer({ min: 1, max: 6 }),
    kind: fc.constantFrom("number", "shared", "inline", "boolean", "formula", "error", "empty"),
  }),
  { selector: (cell) => `${cell.row} ${cell.column}`, maxLength: 40 },
) as fc.Arbitrary<readonly MadeCell[]>;

const CONTENT: Readonly<Record<MadeCell["kind"], readonly [string, string]>> = {
  number: ["", "<v>1.5</v>"],
  shared: [' t="s"', "<v>1</v>"],
  inline: [' t="inlineStr"', "<is><t>in</t></is>"],
  boolean: [' t="b"', "<v>1</v>"],
  formula: [' t="str"', '<f>"a"&amp;1</f><v>a1</v>'],
  error: [' t="e"', "<v>#N/A</v>"],
  empty: [' s="0"', ""],
};

function sheetOf(cells: readonly MadeCell[]): string {
  const numbers = [...new Set(cells.map((cell) => cell.row))].toSorted((a, b) => a - b);
  return numbers
    .map((row) => {
      const list = cells.filter((cell) => cell.row === row).toSorted((a, b) => a.column - b.column);
      const xml = list.map(
        ({ column, kind }) =>
          `<c r="${columnLetters(column)}${row}"${CONTENT[kind][0]}>${CONTENT[kind][1]}</c>`,
      );
      return `<row r="${row}" spans="1:6">${xml.join("")}</row>`;
    })
    .join("");
}

const STRINGS = {
  strings: "<si><t>zero</t></si><si><t>one</t></si>",
  stringsTag: ' count="9" uniqueCount="2"',
};

describe("random edits", () => {
  test("come back exactly, and nothing else changes", () => {
    fc.assert(
      fc.property(
        made,
        fc.array(fc.tuple(place, value), { minLength: 1, maxLength: 25 }),
        fc.boolean(),
        (cells, list, shared) => {
          const before = rows(
            sheetOf(cells),
            shared || cells.some((cell) => cell.kind === "shared") ? STRINGS : {},
          );
          const wanted = new Map<string, Given>();
          const edits = list.map(([at, given]): PatchEdit => {
            const cell = `${columnLetters(at.column)}${at.row}`;
            wanted.set(cell, given);
            return { sheet: "Data", cell, value: given };
          });
          const result = patchWorkbook(before, edits);
          if (!result.ok) throw new Error(result.problem.message);
          expect(result.value.problems.filter((each) => each.severity === "error")).toEqual([]);
          const now = cellXml(result.value.bytes);
          for (const [cell, xml] of cellXml(before)) if (!wanted.has(cell)) expect(now.get(cell)).toBe(xml);
          for (const cell of now.keys()) expect(cellXml(before).has(cell) || wanted.has(cell)).toBe(true);
          for (const [cell, given] of wanted)
            expect(cellValue(result.value.bytes, now.get(cell))).toEqual(given);
        },
      ),
      { numRuns: 150, seed: 20_261 },
    );
  });

  test("patching twice is patching once with all edits, as far as anyone reads", () => {
    fc.assert(
      fc.property(made, fc.array(fc.tuple(place, value), { minLength: 2, maxLength: 10 }), (cells, list) => {
        const before = rows(sheetOf(cells), STRINGS);
        const edits = list.map(([at, given]) => ({
          sheet: "Data",
          cell: `${columnLetters(at.column)}${at.row}`,
          value: given,
        }));
        const patch = (bytes: Uint8Array, some: readonly PatchEdit[]) => {
          const result = patchWorkbook(bytes, some);
          if (!result.ok) throw new Error(result.problem.message);
          return result.value.bytes;
        };
        const half = Math.floor(edits.length / 2);
        const twice = patch(patch(before, edits.slice(0, half)), edits.slice(half));
        const values = (bytes: Uint8Array) =>
          new Map([...cellXml(bytes)].map(([cell, xml]) => [cell, cellValue(bytes, xml)] as const));
        const [left, right] = [values(twice), values(patch(before, edits))];
        // A cell that was put in and emptied again stays as an empty cell.
        for (const cell of [...left.keys(), ...right.keys()])
          expect(left.get(cell) ?? null).toEqual(right.get(cell) ?? null);
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});

test("shared formulas keep every cell's meaning, whichever cells are overwritten", () => {
  const height = 6;
  const width = 3;
  const column = (number: number) => columnLetters(number + 1);
  const sheet = Array.from({ length: height }, (_, row) => {
    const cells = Array.from({ length: width }, (_, index) => {
      const isMaster = row === 0 && index === 0;
      const formula = isMaster ? '<f t="shared" ref="B1:D6" si="3">A1+$A1*F$2</f>' : '<f t="shared" si="3"/>';
      return `<c r="${column(index + 1)}${row + 1}">${formula}<v>0</v></c>`;
    });
    return `<row r="${row + 1}">${cells.join("")}</row>`;
  }).join("");
  const spot = fc.record({
    row: fc.integer({ min: 1, max: height }),
    column: fc.integer({ min: 2, max: 1 + width }),
  });
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(spot, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 3 }),
      (rounds) => {
        let bytes = rows(sheet);
        const gone = new Set<string>();
        for (const round of rounds) {
          const cells = round.map((each) => `${columnLetters(each.column)}${each.row}`);
          for (const cell of cells) gone.add(cell);
          const result = patchWorkbook(
            bytes,
            cells.map((cell) => ({ sheet: "Data", cell, value: 1 })),
          );
          if (!result.ok) throw new Error(result.problem.message);
          bytes = result.value.bytes;
        }
        const formulas = meanings(bytes);
        for (let row = 1; row <= height; row += 1) {
          for (let index = 2; index <= 1 + width; index += 1) {
            const cell = `${columnLetters(index)}${row}`;
            const expected = gone.has(cell)
              ? undefined
              : translateFormula("A1+$A1*F$2", { row: 1, column: 2 }, { row, column: index });
            expect(formulas.get(cell)).toBe(expected);
          }
        }
      },
    ),
    { numRuns: 150, seed: 11 },
  );
});

/** What each formula cell means, shared ones worked out from their master. */
function meanings(bytes: Uint8Array): ReadonlyMap<string, string | null> {
  const sheet = sheetRows(bytes);
  const found = [...sheet.matchAll(/<c r="([A-Z])(\d+)"><f t="shared"[^>]*?(?:\/>|>([^<]*)<\/f>)/g)].map(
    ([, letter = "", row = "", formula]) => ({
      cell: letter + row,
      row: Number(row),
      column: letter.charCodeAt(0) - 64,
      formula,
    }),
  );
  const masters = found.filter((each) => each.formula !== undefined);
  expect(masters.length).toBe(found.length === 0 ? 0 : 1);
  const [master] = masters;
  return new Map(
    found.map((each) => [
      each.cell,
      master === undefined ? null : translateFormula(master.formula ?? "", master, each),
    ]),
  );
}

/** Small, repeatable pseudo-random numbers for the mutations. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const FUZZED = book({
  sheet:
    '<dimension ref="A1:C3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1</f><v>1</v></c></row><row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="D1:E2"/></mergeCells>',
  calcChain: true,
  ...STRINGS,
});
const EDITS: readonly PatchEdit[] = [
  { sheet: "Data", cell: "B1", value: 42 },
  { sheet: "Data", cell: "C3", value: "text" },
  { sheet: "Data", cell: "A5", value: { formula: "=SUM(A1:A3)" } },
];

describe("damaged packages", () => {
  test("2,000 mutations of the zip: a result or a problem, never an exception", () => {
    const random = seeded(1);
    let refused = 0;
    for (let run = 0; run < 2000; run += 1) {
      const bytes = mutated(FUZZED, random);
      const result = patchWorkbook(bytes, EDITS, { fileName: "book.xlsx" });
      if (!result.ok) {
        refused += 1;
        expect(result.problem.message).toMatch(/\.$/);
      } else expect(partDifferences(bytes, result.value.bytes).ok).toBe(true);
    }
    expect(refused).toBeGreaterThan(500);
    expect(refused).toBeLessThan(2000);
  });

  test("2,000 mutations of the sheet's own XML", () => {
    const random = seeded(2);
    const good =
      '<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1</f><v>1</v></c></row><row r="2"><c r="B2"><f t="shared" si="0"/></c></row><!-- x --><row r="4"/>';
    const pieces = [
      "<",
      ">",
      "/",
      '"',
      "<c>",
      "</c>",
      "<row>",
      "</row>",
      "<f>",
      "<!--",
      "-->",
      "<![CDATA[",
      "&",
      "=",
      " ",
      'r="',
      "</sheetData>",
      "<?",
      "9999999",
      "\u0000",
    ];
    let refused = 0;
    for (let run = 0; run < 2000; run += 1) {
      const at = random(good.length);
      const piece = pieces[random(pieces.length)] ?? "";
      const mutation = good.slice(0, at) + piece + good.slice(at + random(4));
      const result = patchWorkbook(rows(mutation, STRINGS), EDITS, { fileName: "book.xlsx" });
      if (!result.ok) refused += 1;
    }
    expect(refused).toBeGreaterThan(200);
    expect(refused).toBeLessThan(2000);
  });
});

function mutated(original: Uint8Array, random: (below: number) => number): Uint8Array {
  const kind = random(4);
  if (kind === 0) return original.slice(0, random(original.length));
  if (kind === 1) {
    const from = random(original.length);
    const moved = original.slice();
    moved.copyWithin(random(original.length), from, from + random(64));
    return moved;
  }
  const bytes = original.slice();
  // The directory and the end record are small: half of the mutations go there.
  const start = kind === 2 ? original.length - 900 : 0;
  for (let count = 1 + random(4); count > 0; count -= 1)
    bytes[start + random(original.length - start)] = random(256);
  return bytes;
}
