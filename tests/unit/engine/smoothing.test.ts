// Exponential smoothing of noisy series, whose exact figures nobody publishes: what any right answer must have.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deviationAt, forecastAt, seasonOf, smooth } from "../../../renderer/engine/functions/smoothing.ts";

/** Box and Jenkins, "Time Series Analysis", series G: airline passengers in thousands, 1949 to 1960. */
const PASSENGERS =
  `112 118 132 129 121 135 148 148 136 119 104 118 115 126 141 135 125 149 170 170 158 133 114 140 145 150
178 163 172 178 199 199 184 162 146 166 171 180 193 181 183 218 230 242 209 191 172 194 196 196 236 235 229 243 264 272
237 211 180 201 204 188 235 227 234 264 302 293 259 229 203 229 242 233 267 269 270 315 364 347 312 274 237 278 284 277
317 313 318 374 413 405 355 306 271 306 315 301 356 348 355 422 465 467 404 347 305 336 340 318 362 348 363 435 491 505
404 359 310 337 360 342 406 396 420 472 548 559 463 407 362 405 417 391 419 461 472 535 622 606 508 461 390 432`
    .split(/\s+/)
    .map(Number);

describe("the air passengers", () => {
  const found = smooth(PASSENGERS, 12);

  it("have a season of twelve months", () => expect(seasonOf(PASSENGERS)).toBe(12));

  it("go on within two per cent of what LibreOffice forecasts for the next half year", () => {
    expect(Math.abs(forecastAt(found, 1) / 454.053 - 1)).toBeLessThan(0.02);
    expect(Math.abs(forecastAt(found, 6) / 573.436 - 1)).toBeLessThan(0.02);
  });

  it("have no better shares nearby", () => {
    const squares = (errors: readonly number[]) => errors.reduce((sum, each) => sum + each * each, 0);
    expect(Math.sqrt(squares(found.errors) / 144)).toBeLessThan(15);
    expect(found.gamma).toBeLessThanOrEqual(1 - found.alpha + 1e-9);
  });

  it("are less sure the later they are", () => {
    const widths = [1, 2, 3.5, 6, 12, 24].map((steps) => deviationAt(found, steps));
    expect(widths).toEqual(widths.toSorted((left, right) => left - right));
  });
});

it("a line with a season goes on as it is, whatever the period", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 12 }),
      fc.integer({ min: -50, max: 50 }),
      fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 12, maxLength: 12 }),
      (period, slope, season) => {
        const at = (step: number) => 1000 + slope * step + (season[step % period] ?? 0);
        const found = smooth(
          Array.from({ length: 3 * period }, (_, step) => at(step)),
          period,
        );
        for (const steps of [1, period, 2 * period + 1])
          expect(forecastAt(found, steps)).toBeCloseTo(at(3 * period - 1 + steps), 6);
      },
    ),
    { seed: 11, numRuns: 100 },
  );
});
