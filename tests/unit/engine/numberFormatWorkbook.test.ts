// Format codes with the text Excel shows for them, from public test workbooks, where the folder with them stands
// beside the checkout.

import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { formatValue } from "../../../renderer/engine/format/numberFormat.ts";
import type { Scalar } from "../../../renderer/engine/values/value.ts";
import { sharedPath } from "../../support/sharedData.ts";

interface FormatExample {
  readonly shown: string;
  readonly code: string;
  readonly value: Scalar;
}

/** Result, code and value in the first three columns of the sheet "Tests". */
async function readExamples(path: string): Promise<FormatExample[]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const examples: FormatExample[] = [];
  workbook.getWorksheet("Tests")?.eachRow((row, index) => {
    const [shown, code, value] = [1, 2, 3].map((column) => {
      const cell = row.getCell(column);
      return cell.result ?? cell.value;
    });
    const isPlain = typeof code === "string";
    const isScalar = typeof value === "number" || typeof value === "string" || typeof value === "boolean";
    if (index > 1 && isPlain && isScalar) examples.push({ shown: String(shown), code, value });
  });
  return examples;
}

describe("what Excel shows", () => {
  it.for<readonly [string, number]>([
    ["NumberFormatTests", 250],
    ["NumberFormatApproxTests", 200],
    ["TextFormatTests", 20],
  ])("%s", async ([name, atLeast], context) => {
    const path = sharedPath("corpora", "workbooks", `poi__spreadsheet__${name}.xlsx`);
    if (path === null) return context.skip(`${name} is not beside the checkout`);
    const examples = await readExamples(path);
    expect(examples.length).toBeGreaterThan(atLeast);
    const wrong = examples
      .map((example) => ({ ...example, got: formatValue(example.value, example.code) }))
      .filter(({ shown, got }) => shown !== got);
    expect(wrong).toEqual([]);
  });
});
