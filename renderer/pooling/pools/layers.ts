// What each layer takes, in whole pence. Amounts are rounded once, here; what stays with the member is always the loss
// less what was taken, so nothing is lost in rounding.
//
// What must stay true: an excess or stop-loss layer never takes less than nothing nor more than there is, and a higher
// retention or attachment never takes more.

import { WHOLE } from "../simulation/random/randomStream.ts";
import type { Layer } from "./pool.ts";

export type ExcessLayer = Extract<Layer, { kind: "excess" }>;
export type AggregateLayer = Exclude<Layer, { kind: "excess" }>;

/** Pounds as whole pence. */
export function toPence(pounds: number): number {
  return Math.round(pounds * 100);
}

/** Pence that the layer takes of one person's annual cost in pence. */
export function takenByExcess(
  costPence: number,
  retentionPence: number,
  limitPence: number,
  share: number,
): number {
  const above = costPence - retentionPence;
  if (!(above > 0)) return 0;
  const part = Math.min(above, limitPence);
  return part * share + WHOLE - WHOLE;
}

/**
 * Pence that an aggregate layer takes of a member's annual loss in pence, given its budget in pence. Negative only for a
 * corridor below its band: the member pays in.
 */
export function takenByAggregate(lossPence: number, budgetPence: number, layer: AggregateLayer): number {
  if (layer.kind === "corridor") {
    const over = lossPence - budgetPence * (1 + layer.band);
    if (over > 0) return Math.round(over * layer.shareOver);
    const under = budgetPence * (1 - layer.band) - lossPence;
    return under > 0 ? -Math.round(under * layer.shareUnder) : 0;
  }
  const above = lossPence - budgetPence * layer.attachment;
  if (!(above > 0)) return 0;
  const most = layer.cap === null ? Number.POSITIVE_INFINITY : budgetPence * (layer.cap - layer.attachment);
  const taken = Math.round(Math.min(above, most) * layer.share);
  // Rounding up must not take a penny more than there is.
  return Math.min(taken, Math.max(0, Math.floor(lossPence)));
}
