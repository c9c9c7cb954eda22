import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DateSystem,
  dateOf,
  isDate,
  LAST_SERIAL,
  serialOf,
} from "../../../renderer/engine/format/serialDate.ts";

describe("day numbers", () => {
  it.each<[number, number, number, number, DateSystem]>([
    [1900, 1, 1, 1, 1900],
    [1900, 2, 28, 59, 1900],
    [1900, 2, 29, 60, 1900],
    [1900, 3, 1, 61, 1900],
    [1904, 1, 1, 1462, 1900],
    [2000, 2, 29, 36585, 1900],
    [2024, 4, 1, 45383, 1900],
    [2026, 3, 31, 46112, 1900],
    [9999, 12, 31, 2958465, 1900],
    [1904, 1, 1, 0, 1904],
    [1904, 1, 2, 1, 1904],
    [2024, 4, 1, 43921, 1904],
  ])("%i-%i-%i is %i (%i system)", (year, month, day, serial, system) => {
    expect(serialOf(year, month, day, system)).toBe(serial);
    expect(dateOf(serial, system)).toMatchObject({ year, month, day, hour: 0, minute: 0, second: 0 });
  });

  it.each([
    [2024, 13, 1, 2025, 1, 1],
    [2024, 0, 1, 2023, 12, 1],
    [2024, 3, 0, 2024, 2, 29],
    [2024, 1, 366, 2024, 12, 31],
    [2023, -11, 1, 2022, 1, 1],
  ])("%i-%i-%i overflows to %i-%i-%i", (year, month, day, toYear, toMonth, toDay) => {
    expect(serialOf(year, month, day)).toBe(serialOf(toYear, toMonth, toDay));
  });

  it("counts weekdays as Excel does", () => {
    expect(dateOf(1)?.weekday).toBe(0);
    expect(dateOf(45383)?.weekday).toBe(1);
    expect(dateOf(43921, 1904)?.weekday).toBe(1);
  });

  it("gives the time, rounded, and carries it into the next day", () => {
    expect(dateOf(0.5)).toMatchObject({ hour: 12, minute: 0, second: 0, day: 0 });
    expect(dateOf(1.75)).toMatchObject({ hour: 18, day: 1 });
    expect(dateOf(1 + 3661.25 / 86400, 1900, 2)).toMatchObject({ hour: 1, minute: 1, second: 1.25 });
    expect(dateOf(1.999999999)).toMatchObject({ day: 2, hour: 0, minute: 0, second: 0 });
  });

  it.each([-1, -0.5, LAST_SERIAL + 1, Number.NaN])("%d is no date", (serial) =>
    expect(dateOf(serial)).toBeNull(),
  );

  it("knows which days exist", () => {
    expect(isDate(1900, 2, 29)).toBe(true);
    expect(isDate(2023, 2, 29)).toBe(false);
    expect(isDate(2024, 2, 29)).toBe(true);
    expect(isDate(2024, 4, 31)).toBe(false);
    expect(isDate(2024, 13, 1)).toBe(false);
  });

  it("goes there and back for every day", () => {
    for (let serial = 0; serial <= LAST_SERIAL; serial += 7) {
      const date = dateOf(serial);
      if (date === null) throw new Error(`no date for ${serial}`);
      if (serialOf(date.year, date.month, date.day) !== serial) throw new Error(`${serial} came back wrong`);
    }
  });

  it("agrees with the proleptic calendar from March 1900 on", () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: LAST_SERIAL }), (serial) => {
        const other = new Date((serial - 25569) * 86_400_000);
        const date = dateOf(serial);
        expect([date?.year, date?.month, date?.day, date?.weekday]).toEqual([
          other.getUTCFullYear(),
          other.getUTCMonth() + 1,
          other.getUTCDate(),
          other.getUTCDay(),
        ]);
      }),
      { seed: 20_260_405, numRuns: 2_000 },
    );
  });
});
