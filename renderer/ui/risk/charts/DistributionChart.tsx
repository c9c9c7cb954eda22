// How one group's years come out: bars before pools, a dashed outline after pools; or the chance of more than each figure.
// Upright lines show the budget, the overspend lines and the value at risk. Plain data in.

import type { JSX } from "preact";
import { besideLine, ChartFrame, linePath, type Plane } from "./ChartFrame.tsx";
import { type Bin, exceedance } from "./histogram.ts";
import { evenScale } from "./scales.ts";

export interface Upright {
  readonly at: number;
  readonly words: string;
  readonly kind: "budget" | "line" | "risk";
}

interface DistributionChartProps {
  readonly label: string;
  readonly description: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** `bars`: shares of years in each bin. `chances`: share of years above each figure. */
  readonly form: "bars" | "chances";
  /** The first sample is before pools, a second one after pools. */
  readonly bins: readonly Bin[];
  readonly uprights: readonly Upright[];
  readonly figure: (value: number) => string;
  readonly percent: (value: number) => string;
}

export function DistributionChart(props: DistributionChartProps): JSX.Element {
  const { bins, form } = props;
  const edges = bins.slice(0, -1).map((bin) => bin.to);
  const width = (edges[1] ?? 0.01) - (edges[0] ?? 0);
  // The open bins are drawn as wide as the others.
  const from = (edges[0] ?? 0) - width;
  const to = (edges.at(-1) ?? 0) + width;
  const samples = bins[0]?.shares.length ?? 0;
  const most = bins.reduce((high, bin) => Math.max(high, ...bin.shares), 0);
  return (
    <ChartFrame
      label={props.label}
      description={props.description}
      xLabel={props.xLabel}
      yLabel={props.yLabel}
      makeX={(pixels, marks) => evenScale({ from, to }, pixels, marks)}
      makeY={(pixels, marks) =>
        evenScale({ from: 0, to: form === "chances" ? 1 : most * 1.05 }, pixels, marks)
      }
      xText={props.figure}
      yText={props.percent}
    >
      {(plane) => (
        <g>
          {form === "bars" ? <Bars plane={plane} bins={bins} percent={props.percent} /> : null}
          {Array.from({ length: samples }, (_, sample) =>
            form === "bars" && sample === 0 ? null : (
              <path
                key={sample}
                class={`chart-curve chart-curve-${sample}`}
                d={form === "bars" ? outline(plane, bins, sample) : chances(plane, bins, sample)}
              />
            ),
          )}
          <Uprights plane={plane} uprights={props.uprights} />
        </g>
      )}
    </ChartFrame>
  );
}

function ends(plane: Plane, bin: Bin): readonly [number, number] {
  return [
    Number.isFinite(bin.from) ? plane.x.at(bin.from) : plane.left,
    Number.isFinite(bin.to) ? plane.x.at(bin.to) : plane.right,
  ];
}

interface BarsProps {
  readonly plane: Plane;
  readonly bins: readonly Bin[];
  readonly percent: (value: number) => string;
}

function Bars({ plane, bins, percent }: BarsProps): JSX.Element {
  return (
    <>
      {bins.map((bin) => {
        const [left, right] = ends(plane, bin);
        const top = plane.y.at(bin.shares[0] ?? 0);
        return (
          <rect
            key={bin.from}
            class="chart-bar"
            x={left}
            width={Math.max(0, right - left - 1)}
            y={top}
            height={plane.bottom - top}
          >
            <title>{percent(bin.shares[0] ?? 0)}</title>
          </rect>
        );
      })}
    </>
  );
}

/** The tops of a sample's bars as one line of steps. */
function outline(plane: Plane, bins: readonly Bin[], sample: number): string {
  return linePath([
    [plane.left, plane.bottom],
    ...bins.flatMap((bin) => {
      const [left, right] = ends(plane, bin);
      const top = plane.y.at(bin.shares[sample] ?? 0);
      return [[left, top] as const, [right, top] as const];
    }),
    [plane.right, plane.bottom],
  ]);
}

function chances(plane: Plane, bins: readonly Bin[], sample: number): string {
  return linePath(
    exceedance(bins, sample).map(({ at, share }) => [plane.x.at(at), plane.y.at(share)] as const),
  );
}

/** Lines with their words at the top, each on a line of its own so that none covers another. */
function Uprights({
  plane,
  uprights,
}: {
  readonly plane: Plane;
  readonly uprights: readonly Upright[];
}): JSX.Element {
  const { x, top, bottom, em } = plane;
  const shown = uprights.filter(({ at }) => at >= x.from && at <= x.to);
  return (
    <>
      {shown.map(({ at, words, kind }, index) => {
        return (
          <g key={words}>
            <line
              class={`chart-upright chart-upright-${kind}`}
              x1={x.at(at)}
              x2={x.at(at)}
              y1={top}
              y2={bottom}
            />
            <text
              class="chart-note"
              {...besideLine(x.at(at), words, plane)}
              y={top + (0.9 + 1.25 * index) * em}
            >
              {words}
            </text>
          </g>
        );
      })}
    </>
  );
}
