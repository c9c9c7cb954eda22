// The limit: the benchmark's model as a programmer would write it by hand for this one model, over typed arrays, with
// groups as numbers. It does the same arithmetic (rounding included) but none of a spreadsheet's questions: no kinds, no
// errors beyond the one the model asks for, no text comparison.

import { ASSUMPTIONS, type BenchData } from "./model.ts";

type F = Float64Array;
type Five = readonly [F, F, F, F, F];
type Six = readonly [F, F, F, F, F, F];
type Twelve = readonly [F, F, F, F, F, F, F, F, F, F, F, F];

export class HandLoop {
  readonly #data: BenchData;
  readonly assumptions = { ...ASSUMPTIONS };
  readonly inputs: readonly F[];
  readonly membership: Int32Array;
  readonly columns: readonly F[];
  readonly groupColumns: readonly F[];
  readonly #members: number[][];

  constructor(data: BenchData) {
    this.#data = data;
    this.inputs = data.inputs.map((each) => each.slice());
    this.membership = data.membership.slice();
    this.columns = Array.from({ length: 12 }, () => new Float64Array(data.rows));
    this.groupColumns = Array.from({ length: 6 }, () => new Float64Array(data.groups));
    this.#members = Array.from({ length: data.groups }, () => []);
    for (let row = 0; row < data.rows; row++) this.#members[this.membership[row] as number]?.push(row);
  }

  /** Everything. */
  full(): void {
    const { rows, groups } = this.#data;
    this.#rows(0, rows);
    this.#share();
    const groupList = this.#aggregate(0, groups);
    const groupListOfRow = this.columns[6] as Float64Array;
    for (let row = 0; row < rows; row++)
      groupListOfRow[row] = groupList[this.membership[row] as number] as number;
  }

  /** One practice's list size. */
  setSize(row: number, size: number): void {
    (this.inputs[0] as Float64Array)[row] = size;
    this.#rows(row, row + 1);
    this.#share();
    this.#group(this.membership[row] as number);
  }

  /** One practice to another group. */
  move(row: number, to: number): void {
    const from = this.membership[row] as number;
    const left = this.#members[from] as number[];
    left.splice(left.indexOf(row), 1);
    const joined = this.#members[to] as number[];
    let place = 0;
    while (place < joined.length && (joined[place] as number) < row) place++;
    joined.splice(place, 0, row);
    this.membership[row] = to;
    this.#rows(row, row + 1);
    this.#group(from);
    this.#group(to);
  }

  /** One assumption that the first formula and its dependents use. */
  setAllowance(value: number): void {
    this.assumptions.Allowance_per_head = value;
    const { rows, groups } = this.#data;
    const [sizes] = this.inputs as Five;
    const [allowance, fee, , capped, , , , rate, , , , net] = this.columns as Twelve;
    for (let row = 0; row < rows; row++) {
      allowance[row] = (sizes[row] as number) * value;
      net[row] =
        (allowance[row] as number) + (fee[row] as number) - (capped[row] as number) * (rate[row] as number);
    }
    const nets = this.groupColumns[4] as Float64Array;
    nets.fill(0, 0, groups);
    for (let row = 0; row < rows; row++) {
      const group = this.membership[row] as number;
      nets[group] = (nets[group] as number) + (net[row] as number);
    }
  }

  /** The columns that a row alone determines. */
  #rows(from: number, to: number): void {
    const { Allowance_per_head, Small_threshold, Small_payment, Cost_floor, Cost_cap } = this.assumptions;
    const [sizes, weights, costs, risks, needs] = this.inputs as Five;
    const [c0, c1, c2, c3, c4, , , c7, c8, c9, c10, c11] = this.columns as Twelve;
    const { rates } = this.#data;
    for (let row = from; row < to; row++) {
      const size = sizes[row] as number;
      const cost = costs[row] as number;
      const need = needs[row] as number;
      const allowance = size * Allowance_per_head;
      const fee = size < Small_threshold ? Small_payment : 0;
      const capped = Math.max(Cost_floor, Math.min(cost, Cost_cap));
      const rate = rates[this.membership[row] as number] as number;
      c0[row] = allowance;
      c1[row] = fee;
      c2[row] = round2(size * (weights[row] as number));
      c3[row] = capped;
      c4[row] = size === 0 ? 0 : cost / size;
      c7[row] = rate;
      c8[row] = Math.sqrt(size * (risks[row] as number));
      c9[row] = need > 1.4 ? 4 : need > 1.1 ? 3 : need > 0.8 ? 2 : 1;
      c10[row] = size > 12_000 ? 2 : size > 6_000 ? 1 : 0;
      c11[row] = allowance + fee - capped * rate;
    }
  }

  #share(): void {
    const weighted = this.columns[2] as Float64Array;
    const share = this.columns[5] as Float64Array;
    let total = 0;
    for (let row = 0; row < weighted.length; row++) total += weighted[row] as number;
    for (let row = 0; row < weighted.length; row++) share[row] = (weighted[row] as number) / total;
  }

  #aggregate(from: number, to: number): Float64Array {
    const [patients, members, need, cost, net, weighted] = this.groupColumns as Six;
    const [sizes, , , , needs] = this.inputs as Five;
    const [, , weights, capped, , , , , , , , nets] = this.columns as Twelve;
    for (const each of this.groupColumns) each.fill(0, from, to);
    for (let row = 0; row < this.#data.rows; row++) {
      const group = this.membership[row] as number;
      patients[group] = (patients[group] as number) + (sizes[row] as number);
      members[group] = (members[group] as number) + 1;
      need[group] = (need[group] as number) + (needs[row] as number);
      cost[group] = (cost[group] as number) + (capped[row] as number);
      net[group] = (net[group] as number) + (nets[row] as number);
      weighted[group] = (weighted[group] as number) + (weights[row] as number);
    }
    for (let group = from; group < to; group++)
      need[group] =
        (members[group] as number) === 0 ? Number.NaN : (need[group] as number) / (members[group] as number);
    return patients;
  }

  /** One group's aggregates and what its members read of them. */
  #group(group: number): void {
    const rows = this.#members[group] as number[];
    const sums = [0, 0, 0, 0, 0];
    const sources = [this.inputs[0], this.inputs[4], this.columns[3], this.columns[11], this.columns[2]];
    for (const [place, source] of sources.entries()) {
      let sum = 0;
      for (const row of rows) sum += (source as Float64Array)[row] as number;
      sums[place] = sum;
    }
    const [patients, need, cost, net, weighted] = sums as [number, number, number, number, number];
    const g = this.groupColumns as readonly Float64Array[];
    const values = [
      patients,
      rows.length,
      rows.length === 0 ? Number.NaN : need / rows.length,
      cost,
      net,
      weighted,
    ];
    for (const [place, value] of values.entries()) (g[place] as Float64Array)[group] = value;
    for (const row of rows) (this.columns[6] as Float64Array)[row] = patients;
  }
}

/** ROUND(x,2) of a number that is not negative, half up with Excel's forgiveness of binary noise. */
function round2(value: number): number {
  const scaled = value * 100;
  const floor = Math.floor(scaled);
  return (scaled - floor >= 0.5 - scaled * 2 ** -50 ? floor + 1 : floor) / 100;
}
