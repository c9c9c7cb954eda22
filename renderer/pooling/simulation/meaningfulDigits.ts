// How many digits of an estimate mean anything: those down to the first digit of its standard error.

export interface MeaningfulDigits {
  /** Decimal places to show: 2 for hundredths, 0 for units, -3 for thousands. */
  readonly decimals: number;
  /** The value rounded to that place. */
  readonly value: number;
}

/** More than these would show the machine's rounding. */
const MOST_DECIMALS = 12;

/**
 * Rounds a value to the place of the leading digit of its standard error: 1,234.567 with an error of 12 is 1,230, and with
 * one of 0.02 is 1,234.57. An error of 0 leaves the value as it is.
 */
export function meaningfulDigits(value: number, standardError: number): MeaningfulDigits {
  if (!Number.isFinite(value) || !Number.isFinite(standardError) || standardError <= 0) {
    return { decimals: MOST_DECIMALS, value };
  }
  // An error of 0.098 shows as 0.1: its leading digit is judged after rounding it to one.
  const place = Math.floor(Math.log10(Number(standardError.toPrecision(1))));
  const decimals = Math.min(MOST_DECIMALS, 0 - place);
  const scale = 10 ** Math.abs(decimals);
  const rounded = decimals >= 0 ? Math.round(value * scale) / scale : Math.round(value / scale) * scale;
  return { decimals, value: rounded === 0 ? 0 : rounded };
}
