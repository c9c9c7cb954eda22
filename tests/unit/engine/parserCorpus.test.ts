// Every formula of the real workbooks, where the folder with them stands beside the checkout: Excel accepted them
// all, so the parser must, and both printed forms must read back as the same formula.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { parseFormula } from "../../../renderer/engine/grammar/parser.ts";
import { printFormula } from "../../../renderer/engine/grammar/printer.ts";
import { shapeOf } from "../../support/formulaGenerator.ts";
import { sharedPath } from "../../support/sharedData.ts";

const folder = sharedPath("corpora");
const FORMULA =
  /<(?:\w+:)?(?:f|calculatedColumnFormula|totalsRowFormula|formula[12]?)(?:\s[^>]*[^>/])?>([^<]+)</g;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal !== undefined ? String.fromCodePoint(Number(decimal)) : (ENTITIES[name] ?? whole);
  });
}

/** The distinct formulas of every workbook that opens as a zip file. */
function readFormulas(root: string): ReadonlySet<string> {
  const found = new Set<string>();
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => /\.xls[xmb]$/i.test(name))) {
    const bytes = readFileSync(join(root, file));
    // password-protected and damaged workbooks are of no use here
    if (bytes.subarray(0, 2).toString("latin1") !== "PK") continue;
    for (const xml of readParts(bytes)) {
      for (const match of xml.matchAll(FORMULA)) found.add(unescapeXml(match[1] ?? ""));
    }
  }
  return found;
}

function readParts(bytes: Uint8Array): string[] {
  try {
    const wanted = /xl\/(?:worksheets|tables)\/[^/]*\.xml$/;
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => wanted.test(name) && originalSize < 30_000_000,
    });
    return Object.values(parts).map((part) => strFromU8(part));
  } catch {
    return [];
  }
}

describe("formulas of real workbooks", () => {
  it("parse, print and parse again", (context) => {
    if (folder === null) return context.skip("the folder of real workbooks is not beside the checkout");
    const formulas = readFormulas(folder);
    expect(formulas.size).toBeGreaterThan(10_000);
    const failures: string[] = [];
    for (const formula of formulas) {
      const problem = tripProblem(formula);
      if (problem !== null) failures.push(`${formula.slice(0, 200)}: ${problem}`);
    }
    expect(failures).toEqual([]);
  });
});

function tripProblem(formula: string): string | null {
  const parsed = parseFormula(formula);
  if (!parsed.ok) return parsed.problem.message;
  const shown = printFormula(parsed.tree, { form: "display" });
  const again = parseFormula(shown);
  if (!again.ok) return `shown as ${shown}, ${again.problem.message}`;
  if (JSON.stringify(shapeOf(again.tree)) !== JSON.stringify(shapeOf(parsed.tree))) return `became ${shown}`;
  const stored = printFormula(parsed.tree, { form: "file", table: "T" });
  const reread = parseFormula(stored);
  if (!reread.ok) return `stored as ${stored}, ${reread.problem.message}`;
  const restored = printFormula(reread.tree, { form: "file", table: "T" });
  return restored === stored ? null : `stored as ${stored}, then as ${restored}`;
}
