import fc from "fast-check";
import { expect, test } from "vitest";
import { xmlAttribute, xmlFormula, xmlText } from "../../../../renderer/excel/write/xmlText.ts";
import { unescapeString } from "../../../support/readXlsxBack.ts";

test.each([
  ["plain text £5", "plain text £5"],
  ['a & b < c > d "e"', "a &amp; b &lt; c &gt; d &quot;e&quot;"],
  ["bell\u0007", "bell_x0007_"],
  ["carriage\rreturn", "carriage_x000D_return"],
  ["line\nbreak\tand tab", "line\nbreak\tand tab"],
  ["looks like _x0041_ an escape", "looks like _x005F_x0041_ an escape"],
  ["half a pair \ud83d.", "half a pair _xD83D_."],
  ["a whole one 😀", "a whole one 😀"],
])("text %j becomes %j", (text, expected) => {
  expect(xmlText(text)).toBe(expected);
});

test("an attribute keeps its line breaks", () => {
  expect(xmlAttribute('Frequency\nof "repair"')).toBe("Frequency_x000a_of &quot;repair&quot;");
});

test("a formula keeps what looks like an escape", () => {
  expect(xmlFormula('A1&"_x0041_"')).toBe("A1&amp;&quot;_x0041_&quot;");
});

test("any text reads back as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(unescapeString(xmlText(text))).toBe(text);
      expect(unescapeString(xmlAttribute(text))).toBe(text);
    }),
    { seed: 4, numRuns: 2_000 },
  );
});
