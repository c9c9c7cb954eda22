// The factors that many practices share: the common shock of a service line and the shocks of areas. They are drawn from
// streams of their own, once a chunk, and multiplied into one column for each service line and area.

import { logVariance } from "./chance.ts";
import type { RiskModel, Shock } from "./model.ts";
import { toExponentials } from "./random/exponentials.ts";
import { fillNormals } from "./random/normals.ts";
import { PURPOSES, RandomStream, type SeedWords } from "./random/randomStream.ts";

/** Any line's number, for the factor that the lines share. */
const ALL_LINES = 0xffff;

/** Turns standard normal draws into shock factors with mean 1, in place. */
function toFactors(normals: Float64Array, shock: Shock): Float64Array {
  if (shock.shape === "normal") return normals.map((each) => 1 + shock.spread * each);
  const variance = logVariance(shock.spread);
  toExponentials(normals, -variance / 2, Math.sqrt(variance));
  return normals;
}

/** One-factor dependence: sqrt(correlation) of what is shared, the rest its own. */
function correlated(shared: Float64Array, own: Float64Array, correlation: number): Float64Array {
  const together = Math.sqrt(correlation);
  const apart = Math.sqrt(1 - correlation);
  return own.map((each, index) => together * (shared[index] as number) + apart * each);
}

export class Shocks {
  private readonly stream = new RandomStream();
  private readonly columns = new Map<number, Float64Array>();
  private readonly common: readonly Float64Array[];
  private readonly areaShared: readonly Float64Array[];

  private readonly model: RiskModel;
  private readonly seed: SeedWords;
  private readonly chunk: number;
  private readonly years: number;

  /** @param years years in the chunk, all trials together */
  constructor(model: RiskModel, seed: SeedWords, chunk: number, years: number) {
    this.model = model;
    this.seed = seed;
    this.chunk = chunk;
    this.years = years;
    const shared = this.normals(0, ALL_LINES, PURPOSES.common);
    this.common = model.lines.map((line, index) =>
      toFactors(
        correlated(shared, this.normals(0, index, PURPOSES.common), model.lineCorrelation),
        line.commonShock,
      ).map((factor) => factor * (1 + line.bias)),
    );
    this.areaShared = model.lines.map((_, index) => this.normals(0, index, PURPOSES.area));
  }

  /** The product of bias, common shock and the area's shock, by year. `area` -1 has no shock of its own. */
  factors(line: number, area: number): Float64Array {
    const common = this.common[line] as Float64Array;
    const shock = this.model.lines[line]?.areaShock;
    if (shock === undefined || shock.spread === 0 || area < 0) return common;
    const key = area * this.model.lines.length + line;
    const known = this.columns.get(key);
    if (known !== undefined) return known;
    const own = this.normals(area + 1, line, PURPOSES.area);
    const factors = toFactors(
      correlated(this.areaShared[line] as Float64Array, own, shock.correlation),
      shock,
    );
    const column = factors.map((factor, year) => factor * (common[year] as number));
    this.columns.set(key, column);
    return column;
  }

  private normals(key: number, line: number, purpose: number): Float64Array {
    this.stream.start(this.seed, key, 0, this.chunk, line, purpose);
    const out = new Float64Array(this.years);
    fillNormals(this.stream, out, this.years);
    return out;
  }
}
