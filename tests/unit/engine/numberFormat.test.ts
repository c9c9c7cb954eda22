import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canFormat, formatValue, isDateFormat } from "../../../renderer/engine/format/numberFormat.ts";
import { errorValue, type Value } from "../../../renderer/engine/values/value.ts";

type Example = readonly [value: Value, code: string, shown: string];

function check(title: string, examples: readonly Example[]): void {
  describe(title, () => {
    it.each(examples)("%j as %j shows %j", (value, code, shown) => {
      expect(formatValue(value, code)).toBe(shown);
    });
  });
}

check("General", [
  [0, "General", "0"],
  [-0, "General", "0"],
  [1 / 3, "General", "0.333333333"],
  [-1 / 3, "General", "-0.333333333"],
  [10 / 3, "General", "3.333333333"],
  [1234567.123456, "General", "1234567.123"],
  [12345678901, "General", "12345678901"],
  [123456789012, "General", "1.23457E+11"],
  [99999999999.5, "General", "1E+11"],
  [0.1 + 0.2, "General", "0.3"],
  [0.0001, "General", "0.0001"],
  [0.00001, "General", "0.00001"],
  [0.00000001, "General", "0.00000001"],
  [-2.5e-10, "General", "-2.5E-10"],
  [0.0000123456, "General", "1.23456E-05"],
  [1e100, "General", "1E+100"],
  [1.23456789e200, "General", "1.2346E+200"],
  [5, 'General" units"', "5 units"],
]);

check("places, commas and rounding", [
  [1234.567, "0", "1235"],
  [1234.567, "0.00", "1234.57"],
  [1234.567, "#,##0", "1,235"],
  [1234567.891, "#,##0.00", "1,234,567.89"],
  [0, "#,##0", "0"],
  [0.5, "#.##", ".5"],
  [5, "#.##", "5."],
  [5, "0.0?", "5.0 "],
  [5, "000", "005"],
  [5, "0,000", "0,005"],
  [5, "???", "  5"],
  [0.5, "0", "1"],
  [1.5, "0", "2"],
  [2.5, "0", "3"],
  [-2.5, "0", "-3"],
  [1.005, "0.00", "1.01"],
  [2.675, "0.00", "2.68"],
  [0.615, "0.00", "0.62"],
  [999.995, "0.00", "1000.00"],
  [0.285, "0%", "29%"],
  [0.0285, "0.0%", "2.9%"],
  [0.125, "0.0%", "12.5%"],
  [1234567, "#,##0,", "1,235"],
  [1234567, "0.0,,", "1.2"],
  [1234567, '£0.00,,"m"', "£1.23m"],
  [1234567, ",#", ",1234567"],
  [123456789, "000-00-0000", "123-45-6789"],
  [1e15, "#,##0", "1,000,000,000,000,000"],
  [1e20, "0", "100000000000000000000"],
]);

check("sections", [
  [5, "0;-0;zero", "5"],
  [-5, "0;(0);zero", "(5)"],
  [0, "0;(0);zero", "zero"],
  [-5, "0;0", "5"],
  [-5, "0", "-5"],
  [-0.3, "0", "0"],
  [-0.001, "0.00", "0.00"],
  [-0.3, "#,##0;(#,##0)", "(0)"],
  ["abc", '0;-0;zero;"text: "@', "text: abc"],
  ["abc", "0.00", "abc"],
  ["abc", "@@", "abcabc"],
  ["abc", ";;;", ""],
  [5, ";;;", ""],
  [5, "@", "5"],
  [1500, "[>=1000]0.0,k;0", "1.5k"],
  [500, "[>=1000]0.0,k;0", "500"],
  [-5, "[<0]0;0", "5"],
  [7, '[=1]"one";[=2]"two";0', "7"],
  [2, '[=1]"one";[=2]"two";0', "two"],
]);

check("literals, colours and currency", [
  [1234.5, "£#,##0;[Red]-£#,##0", "£1,235"],
  [-1234.5, "£#,##0;[Red]-£#,##0", "-£1,235"],
  [1234.5, "[$£-809]#,##0.00", "£1,234.50"],
  [5, "[$-809]0", "5"],
  [5, '0" people"', "5 people"],
  [5, "0\\x", "5x"],
  [5, "0_)", "5 "],
  [5, "*-0", "5"],
  [5, '"a;b"0', "a;b5"],
  [5, "[Color12]0", "5"],
  [-5, '_-£* #,##0_-;-£* #,##0_-;_-£* "-"_-', "-£5 "],
]);

check("exponents", [
  [12345, "0.00E+00", "1.23E+04"],
  [0.00012, "0.00E+00", "1.20E-04"],
  [12345, "0.0E-0", "1.2E4"],
  [12345, "##0.0E+0", "12.3E+3"],
  [999999, "0.0E+0", "1.0E+6"],
  [0, "0.00E+00", "0.00E+00"],
]);

check("fractions", [
  [1.5, "# ?/?", "1 1/2"],
  [0.75, "# ?/?", " 3/4"],
  [2, "# ?/?", "2    "],
  [1.5, "?/?", "3/2"],
  [0.333, "# ??/??", "  1/3 "],
  [22 / 7, "# ?/?", "3 1/7"],
  [0.3, "# ?/8", " 2/8"],
  [-1.5, "# ?/?", "-1 1/2"],
  [0.999, "# ?/?", "1    "],
]);

const LATE = 45383 + (14 * 3600 + 5 * 60 + 9.25) / 86400;

check("dates and times", [
  [45383, "dd/mm/yyyy", "01/04/2024"],
  [45383, "d/m/yy", "1/4/24"],
  [45383, "ddd d mmm yyyy", "Mon 1 Apr 2024"],
  [45383, "dddd, mmmm d", "Monday, April 1"],
  [45383, "mmmmm", "A"],
  [45383, "yyyy-mm-dd", "2024-04-01"],
  [LATE, "hh:mm", "14:05"],
  [LATE, "h:mm:ss", "14:05:09"],
  [LATE, "h:mm AM/PM", "2:05 PM"],
  [LATE, "hh:mm:ss.00", "14:05:09.25"],
  [LATE, "mm:ss.0", "05:09.3"],
  [LATE, "dd/mm/yyyy hh:mm", "01/04/2024 14:05"],
  [0.25, "h A/P", "6 A"],
  [0, "h AM/PM", "12 AM"],
  [1.5, "[h]:mm", "36:00"],
  [1.5, "[mm]:ss", "2160:00"],
  [0.5, "[ss]", "43200"],
  [60, "d mmm yyyy", "29 Feb 1900"],
  [45383, "[$-809]d mmmm yyyy;@", "1 April 2024"],
  [-1, "dd/mm/yyyy", "########"],
  [3e6, "dd/mm/yyyy", "########"],
]);

check("what is not a number", [
  [null, "0.00", ""],
  [true, "0.00", "TRUE"],
  [false, "General", "FALSE"],
  [errorValue("#N/A"), "0.00", "#N/A"],
  ["", "0", ""],
]);

describe("date codes", () => {
  it.each([
    ["dd/mm/yyyy", true],
    ["[h]:mm", true],
    ["0.00", false],
    ['"day" 0', false],
    ["[Red]0", false],
    ["General", false],
  ])("%s: %s", (code, isDate) => expect(isDateFormat(code)).toBe(isDate));

  it("knows what TEXT() refuses", () => {
    expect(canFormat(-1, "dd/mm/yyyy")).toBe(false);
    expect(canFormat(45383, "mm###")).toBe(false);
    expect(canFormat(45383, "dd/mm/yyyy")).toBe(true);
    expect(canFormat(-1, "0")).toBe(true);
  });

  it("shows 1904 dates", () => expect(formatValue(43921, "dd/mm/yyyy", 1904)).toBe("01/04/2024"));
});

describe("properties", () => {
  it("any value under any code gives a text", () => {
    const code = fc.array(fc.constantFrom(...'0#?.,%E+-/;"\\_*@ydmhs[]$£:() ', "AM/PM", "General", "[>1]"), {
      maxLength: 12,
    });
    const value = fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(value, code, (one, parts) => {
        fc.pre(typeof one !== "number" || Number.isFinite(one));
        expect(typeof formatValue(one, parts.join(""))).toBe("string");
      }),
      { seed: 20_260_408, numRuns: 10_000 },
    );
  });

  it("two decimals are the number to the penny", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), (pence) => {
        expect(Number(formatValue(pence / 100, "#,##0.00").replaceAll(",", "")) + 0).toBe(pence / 100 + 0);
      }),
      { seed: 20_260_409, numRuns: 3_000 },
    );
  });
});
