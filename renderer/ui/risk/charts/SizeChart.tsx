// Risk against population: the curve of a group standing alone, the curve of one whose risk is pooled, the appetite as a
// line across and the sizes at which it is met, and every group of the chosen options on it. Plain data in; nothing here
// knows the plan.

import type { JSX } from "preact";
import { besideLine, ChartFrame, linePath, type Plane } from "./ChartFrame.tsx";
import { evenScale, proportionalEnds, proportionalScale } from "./scales.ts";
import { type Mark, markPath } from "./shapes.ts";

export interface CurvePoint {
  readonly people: number;
  /** Chance a year of overspending by more than the appetite's line, 0 to 1. */
  readonly chance: number;
}

export interface SizePoint extends CurvePoint {
  readonly key: string;
  readonly name: string;
  readonly option: string;
  readonly mark: Mark;
  /** What it says under the pointer. */
  readonly words: string;
}

export interface SizeCurve {
  /** `alone` or how it is pooled; the first is drawn solid, the second dashed. */
  readonly name: string;
  readonly points: readonly CurvePoint[];
  /** Where the appetite is met, in people; null when at no size. */
  readonly metAt: number | null;
  /** What is written at that size. */
  readonly metWords: string;
}

interface SizeChartProps {
  readonly label: string;
  readonly description: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly curves: readonly SizeCurve[];
  readonly groups: readonly SizePoint[];
  readonly appetite: { readonly chance: number; readonly words: string };
  /** Key of the group that is looked at. */
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  readonly people: (value: number) => string;
  readonly percent: (value: number) => string;
}

export function SizeChart(props: SizeChartProps): JSX.Element {
  const { curves, groups, appetite } = props;
  const sizes = proportionalEnds([
    ...groups.map((group) => group.people),
    ...curves.flatMap(({ metAt }) => (metAt === null ? [] : [metAt])),
  ]);
  const inside = curves.flatMap(({ points }) => points.filter((point) => isBetween(point.people, sizes)));
  const most = [...groups, ...inside].reduce((high, point) => Math.max(high, point.chance), appetite.chance);
  return (
    <ChartFrame
      label={props.label}
      description={props.description}
      xLabel={props.xLabel}
      yLabel={props.yLabel}
      makeX={(pixels, marks) => proportionalScale(sizes, pixels, marks)}
      makeY={(pixels, marks) => evenScale({ from: 0, to: Math.min(1, most * 1.1) }, pixels, marks)}
      xText={props.people}
      yText={props.percent}
    >
      {(plane) => (
        <g>
          <Appetite plane={plane} {...appetite} />
          {curves.map((curve, index) => (
            <path
              key={curve.name}
              class={`chart-curve chart-curve-${index}`}
              d={linePath(
                curve.points
                  .filter((point) => isBetween(point.people, sizes))
                  .map((point) => [plane.x.at(point.people), plane.y.at(point.chance)] as const),
              )}
            />
          ))}
          {curves.map((curve, index) => (
            <MetAt key={curve.name} plane={plane} curve={curve} index={index} />
          ))}
          {groups.map((group) => (
            <GroupMark
              key={group.key}
              plane={plane}
              group={group}
              isChosen={group.key === props.chosen}
              onChoose={props.onChoose}
            />
          ))}
        </g>
      )}
    </ChartFrame>
  );
}

function isBetween(value: number, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return value >= from && value <= to;
}

function Appetite({
  plane,
  chance,
  words,
}: {
  readonly plane: Plane;
  readonly chance: number;
  readonly words: string;
}): JSX.Element {
  const { left, right, em, y } = plane;
  return (
    <>
      <line class="chart-appetite" x1={left} x2={right} y1={y.at(chance)} y2={y.at(chance)} />
      <text class="chart-note" x={right} y={y.at(chance) - 0.4 * em} text-anchor="end">
        {words}
      </text>
    </>
  );
}

/** The size at which a curve meets the appetite: a line down to the axis, each with its words at a height of their own. */
function MetAt({
  plane,
  curve,
  index,
}: {
  readonly plane: Plane;
  readonly curve: SizeCurve;
  readonly index: number;
}): JSX.Element | null {
  const { x, top, bottom, em } = plane;
  if (curve.metAt === null || !isBetween(curve.metAt, x)) return null;
  const at = x.at(curve.metAt);
  return (
    <>
      <line class={`chart-met chart-curve-${index}`} x1={at} x2={at} y1={top} y2={bottom} />
      <text class="chart-note" {...besideLine(at, curve.metWords, plane)} y={top + (0.9 + 1.3 * index) * em}>
        {curve.metWords}
      </text>
    </>
  );
}

interface GroupMarkProps {
  readonly plane: Plane;
  readonly group: SizePoint;
  readonly isChosen: boolean;
  readonly onChoose: (key: string) => void;
}

function GroupMark({ plane, group, isChosen, onChoose }: GroupMarkProps): JSX.Element {
  const { x, y, left, right, em } = plane;
  const at = { x: x.at(group.people), y: y.at(group.chance) };
  const isRight = at.x < left + (right - left) * 0.7;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer; the keyboard chooses in the table of results
    <g
      class={isChosen ? "chart-group chart-group-chosen" : "chart-group"}
      transform={`translate(${at.x.toFixed(1)},${at.y.toFixed(1)})`}
      onClick={() => onChoose(group.key)}
    >
      <title>{group.words}</title>
      {isChosen ? <circle class="chart-ring" r={0.7 * em} /> : null}
      <path class={`chart-mark chart-mark-${group.mark}`} d={markPath(group.mark, 0.32 * em)} />
      {isChosen ? (
        <text
          class="chart-note chart-name"
          x={(isRight ? 1 : -1) * em}
          y={-0.6 * em}
          text-anchor={isRight ? "start" : "end"}
        >
          {group.name}
        </text>
      ) : null}
    </g>
  );
}

/** A mark by itself, for the legend. */
export function MarkSample({ mark }: { readonly mark: Mark }): JSX.Element {
  return (
    <svg class="chart-sample" viewBox="-8 -8 16 16" aria-hidden="true">
      <path class={`chart-mark chart-mark-${mark}`} d={markPath(mark, 5.5)} />
    </svg>
  );
}

/** A piece of a curve by itself, for the legend. */
export function CurveSample({ index }: { readonly index: number }): JSX.Element {
  return (
    <svg class="chart-sample chart-sample-wide" viewBox="0 -8 36 16" aria-hidden="true">
      <path class={`chart-curve chart-curve-${index}`} d="M0,0L36,0" />
    </svg>
  );
}
