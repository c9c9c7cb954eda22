// What is wrong with an option's pools: layers above their limits, shares over 100 %, members twice or in two places.

import { type Problem, problem } from "../../plan/problem.ts";
import type { OptionGrouping } from "../simulation/model.ts";
import type { Contribution, Layer, Pool } from "./pool.ts";

function impossible(pool: Pool, column: string, message: string, remedy: string): Problem {
  return problem("impossible-pool", `${pool.name}: ${message}`, {
    where: { subject: pool.name, column },
    remedy,
  });
}

/** @param hasIndividuals whether the model draws people or cases one by one, which excess layers need */
export function poolProblems(option: OptionGrouping, hasIndividuals: boolean): readonly Problem[] {
  const homes = new Homes(option);
  return option.pools.flatMap((pool, index) => [
    ...memberProblems(option, homes, pool, index),
    ...pool.layers.flatMap((layer) => layerProblems(pool, layer, hasIndividuals)),
    ...contributionProblems(pool, pool.contribution),
    ...ruleProblems(pool),
    ...memberPoolProblems(option, pool),
  ]);
}

function memberProblems(option: OptionGrouping, homes: Homes, pool: Pool, index: number): readonly Problem[] {
  const found: Problem[] = [];
  const level = option.levels[pool.level];
  const column = "Members";
  if (level === undefined) {
    return [impossible(pool, "Level", "its level is not a level of the option.", "Choose a level.")];
  }
  if (pool.groups.length === 0 && pool.pools.length === 0) {
    found.push(impossible(pool, column, "it has no members.", "Choose the groups that are in it."));
  }
  if (new Set(pool.groups).size < pool.groups.length || new Set(pool.pools).size < pool.pools.length) {
    found.push(impossible(pool, column, "a member is in it twice.", "Name each member once."));
  }
  if (pool.groups.some((group) => level.groupNames[group] === undefined)) {
    found.push(
      impossible(pool, column, "a member is not a group of its level.", "Choose groups of one level."),
    );
  }
  if (pool.pools.some((each) => each < 0 || each >= index)) {
    found.push(
      impossible(pool, column, "a member pool must stand before it.", "Order pools from lowest to highest."),
    );
  }
  for (const lower of option.pools.slice(0, index)) {
    const clash = straddlingMember(option, homes, lower, pool);
    if (clash === null) continue;
    found.push(
      impossible(
        pool,
        column,
        `${clash} is a member of ${lower.name} too, and only part of it lies in a member of this pool.`,
        "Put whole members of the lower pool into members of the higher one.",
      ),
    );
  }
  return found;
}

/** For each group of a level the groups of another level in which its practices are; found once for each pair. */
class Homes {
  private readonly known = new Map<string, readonly ReadonlySet<number>[]>();
  private readonly option: OptionGrouping;

  constructor(option: OptionGrouping) {
    this.option = option;
  }

  of(from: number, to: number): readonly ReadonlySet<number>[] {
    const key = `${from} ${to}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const lower = this.option.levels[from];
    const higher = this.option.levels[to];
    const homes = (lower?.groupNames ?? []).map(() => new Set<number>());
    for (const [practice, group] of (lower?.groupOf ?? []).entries()) {
      homes[group]?.add(higher?.groupOf[practice] ?? -1);
    }
    this.known.set(key, homes);
    return homes;
  }
}

/** A member of the lower pool whose practices are only partly in one member of the higher pool, or null. */
function straddlingMember(option: OptionGrouping, homes: Homes, lower: Pool, higher: Pool): string | null {
  if (lower.level === higher.level) return null;
  const members = new Set(higher.groups);
  const homesOf = homes.of(lower.level, higher.level);
  for (const group of lower.groups) {
    const touched = new Set([...(homesOf[group] ?? [])].map((home) => (members.has(home) ? home : -1)));
    if (touched.size > 1) return option.levels[lower.level]?.groupNames[group] ?? "";
  }
  return null;
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}

function layerProblems(pool: Pool, layer: Layer, hasIndividuals: boolean): readonly Problem[] {
  const found: Problem[] = [];
  const share = (value: number, column: string) => {
    if (isShare(value)) return;
    found.push(
      impossible(pool, column, `a share must lie between 0 and 100 %, and it is ${value}.`, "Enter 0 to 1."),
    );
  };
  switch (layer.kind) {
    case "excess":
      share(layer.share, "Share");
      if (!(layer.retention >= 0 && Number.isFinite(layer.retention))) {
        found.push(
          impossible(
            pool,
            "Retention",
            `the retention must be 0 pounds or more, and it is ${layer.retention}.`,
            "Enter pounds a person and year.",
          ),
        );
      }
      if (layer.limit !== null && !(layer.limit > 0)) {
        found.push(
          impossible(
            pool,
            "Limit",
            `the limit must be above 0 pounds, and it is ${layer.limit}.`,
            "Enter the most that is paid for one person, or leave it empty.",
          ),
        );
      }
      if (!hasIndividuals) {
        found.push(
          impossible(
            pool,
            "Layers",
            "a layer per person needs a service line that draws people or cases one by one.",
            "Choose people or cases as the shape of chance.",
          ),
        );
      }
      break;
    case "corridor":
      share(layer.shareOver, "Share of overspends");
      share(layer.shareUnder, "Share of underspends");
      share(layer.band, "Band");
      break;
    case "stopLoss":
      share(layer.share, "Share");
      if (!(layer.attachment >= 0 && Number.isFinite(layer.attachment))) {
        found.push(
          impossible(
            pool,
            "Attachment",
            `the attachment must be 0 or more times the budget, and it is ${layer.attachment}.`,
            "Enter a multiple of the budget, such as 1.02.",
          ),
        );
      }
      if (layer.cap !== null && !(layer.cap >= layer.attachment)) {
        found.push(
          impossible(
            pool,
            "Cap",
            `the layer begins above its cap (${layer.attachment} and ${layer.cap} times the budget).`,
            "Enter a cap above the attachment, or leave it empty.",
          ),
        );
      }
      break;
  }
  return found;
}

function contributionProblems(pool: Pool, contribution: Contribution): readonly Problem[] {
  const column = "Contribution";
  switch (contribution.kind) {
    case "none":
      return [];
    case "perHead":
    case "perWeightedHead":
      return contribution.pounds >= 0 && Number.isFinite(contribution.pounds)
        ? []
        : [impossible(pool, column, "a contribution cannot be negative.", "Enter 0 pounds or more.")];
    case "shareOfBudget":
      return isShare(contribution.share)
        ? []
        : [impossible(pool, column, "it takes less than 0 or more than 100 % of budgets.", "Enter 0 to 1.")];
    case "riskBased":
      return contribution.loading >= -1 && Number.isFinite(contribution.loading)
        ? []
        : [impossible(pool, column, "the loading must be -1 or more.", "Enter 0.1 for 10 %.")];
  }
}

function ruleProblems(pool: Pool): readonly Problem[] {
  const found: Problem[] = [];
  const amount = (value: number, column: string, least: number) => {
    if (value >= least && Number.isFinite(value)) return;
    found.push(impossible(pool, column, `${column} must be ${least} pounds or more.`, "Enter pounds."));
  };
  if (!Number.isFinite(pool.openingBalance)) amount(Number.NaN, "Opening balance", 0);
  amount(pool.surplus.reserve, "Reserve", 0);
  if (pool.annualLimit !== null) amount(pool.annualLimit, "Limit a year", 0);
  if (pool.deficit.kind === "carried" && pool.deficit.repaymentYears !== null) {
    const years = pool.deficit.repaymentYears;
    if (!(Number.isInteger(years) && years >= 1)) {
      found.push(
        impossible(
          pool,
          "Repayment",
          `a deficit is repaid over 1 year or more, not ${years}.`,
          "Enter years.",
        ),
      );
    }
  }
  return found;
}

/** Layers by share of budget need the member pool to have an income, which is its budget. */
function memberPoolProblems(option: OptionGrouping, pool: Pool): readonly Problem[] {
  if (!pool.layers.some((layer) => layer.kind !== "excess")) return [];
  return pool.pools.flatMap((index) => {
    const member = option.pools[index];
    if (member === undefined || member.contribution.kind !== "none") return [];
    return [
      impossible(
        pool,
        "Members",
        `${member.name} has no contributions, so it has no budget to be measured against.`,
        "Give the lower pool contributions, or use a layer per person.",
      ),
    ];
  });
}
