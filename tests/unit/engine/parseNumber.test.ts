import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textToDateSerial, textToNumber } from "../../../renderer/engine/format/parseNumber.ts";

describe("text that is a number to Excel", () => {
  it.each([
    ["1", 1],
    [" 12 ", 12],
    ["-3", -3],
    ["+3", 3],
    ["1,234.5", 1234.5],
    ["1,234,567", 1234567],
    ["(5)", -5],
    ["(1,000.25)", -1000.25],
    ["12%", 0.12],
    ["-7.5%", -0.075],
    ["(5%)", -0.05],
    ["£1,200", 1200],
    ["-£5", -5],
    ["£-5", -5],
    ["(£5)", -5],
    ["$3.50", 3.5],
    ["€2", 2],
    ["1e3", 1000],
    ["1.5E-2", 0.015],
    [".5", 0.5],
    ["5.", 5],
    ["-0", 0],
    ["1 1/2", 1.5],
    ["-2 3/4", -2.75],
    ["0 1/8", 0.125],
  ])("%s is %d", (text, number) => expect(textToNumber(text)).toBe(number));

  it.each([
    "",
    " ",
    "abc",
    "1,2,3x",
    "1,23",
    "12,34",
    ",5",
    "1.2.3",
    "--5",
    "+-5",
    "(-5)",
    "(5",
    "5)",
    "%",
    "£",
    "e3",
    "1e",
    "1e999",
    "1 1/0",
    "1/2",
    "TRUE",
    "Infinity",
    "0x10",
    "1_000",
    "1 000",
    "12 Acacia Avenue",
    "A81001",
    ".",
  ])("%j is no number", (text) => expect(textToNumber(text)).toBeNull());
});

describe("dates, day first", () => {
  it.each([
    ["1/2/2024", 45323],
    ["01/04/24", 45383],
    ["1-4-2024", 45383],
    ["01-Apr-20", 43922],
    ["2024-04-01", 45383],
    ["2024/4/1", 45383],
    ["1 April 2024", 45383],
    ["1 Apr 2024", 45383],
    ["April 1, 2024", 45383],
    ["Apr 2024", 45383],
    ["1 Sept 2024", 45536],
    ["31/12/29", 47483],
    ["1/1/30", 10959],
    ["29/02/1900", 60],
    ["12:30", 0.520833333333333],
    ["12:30 PM", 0.520833333333333],
    ["12 AM", 0],
    ["6:00 am", 0.25],
    ["18:00:00", 0.75],
    ["36:00", 1.5],
    ["01/04/2024 12:00", 45383.5],
    ["1 April 2024 6 PM", 45383.75],
    ["2024-04-01 06:00:00", 45383.25],
  ])("%s is %d", (text, serial) => {
    expect(textToNumber(text)).toBeCloseTo(serial, 12);
    expect(textToDateSerial(text)).toBeCloseTo(serial, 12);
  });

  it.each([
    "31/02/2024",
    "12/31/2024",
    "1/2",
    "1 Apr",
    "32 April 2024",
    "1 Foo 2024",
    "12:60",
    "13:00 PM",
    "1/2-2024",
    "2024-13-01",
    "25:61",
    "1/1/1899",
  ])("%s is no date", (text) => expect(textToNumber(text)).toBeNull());

  it("takes a year that is not written from the caller", () => {
    expect(textToNumber("1/4", 2024)).toBe(45383);
    expect(textToNumber("1 Apr", 2024)).toBe(45383);
  });

  it("plain numbers are no dates", () => expect(textToDateSerial("45383")).toBeNull());
});

describe("properties", () => {
  it("reads back any finite number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(textToNumber(String(number))).toBe(number === 0 ? 0 : number);
      }),
      { seed: 20_260_406, numRuns: 2_000 },
    );
  });

  it("never throws and never gives a number that is not finite", () => {
    const parts = fc.constantFrom(..."0123456789,.%£()-+/: eEAMP".split(""), "jan", "May", "am");
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 14 }), (pieces) => {
        const number = textToNumber(pieces.join(""));
        expect(number === null || Number.isFinite(number)).toBe(true);
      }),
      { seed: 20_260_407, numRuns: 10_000 },
    );
  });
});
