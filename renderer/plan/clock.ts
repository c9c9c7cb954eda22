// The moment that NOW and TODAY give, as Excel counts time. The pure folders have no clock: whoever has one (the page,
// the command line) hands its time in through here.

import { serialOf, timeFraction } from "../engine/index.ts";

/** Excel's serial number of a moment in the time zone of the machine: days since 1900, with the time as a fraction. */
export function serialOfMoment(moment: Date): number {
  const day = serialOf(moment.getFullYear(), moment.getMonth() + 1, moment.getDate());
  return day + timeFraction(moment.getHours(), moment.getMinutes(), moment.getSeconds());
}
