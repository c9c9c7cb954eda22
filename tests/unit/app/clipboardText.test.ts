// The text that goes to and comes from other spreadsheets.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromClipboardText, toClipboardText } from "../../../renderer/app/clipboardText.ts";

describe("reading what a spreadsheet copied", () => {
  it.each([
    ["one cell", "12", [["12"]]],
    [
      "a block with Excel's line break at the end",
      "1\t2\r\n3\t4\r\n",
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    ["lines of LibreOffice", "1\n2", [["1"], ["2"]]],
    [
      "blank cells",
      "\t\r\na\t",
      [
        ["", ""],
        ["a", ""],
      ],
    ],
    ["a cell with a line break", '"one\ntwo"\t3', [["one\ntwo", "3"]]],
    ["quotation marks inside", '"say ""yes"""', [['say "yes"']]],
    ["a mark that nothing closes", '"12', [['"12']]],
    ["nothing", "", [[""]]],
  ])("%s", (_, pasted, block) => {
    expect(fromClipboardText(pasted)).toEqual(block);
  });
});

it("reads back every block it writes", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "1", "\t", '"', "\n", "\r", " ", "£"), maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      (block) => {
        expect(fromClipboardText(toClipboardText(block))).toEqual(block);
      },
    ),
    { seed: 20111124 },
  );
});
