// What every chart stands in: two axes with round marks, fine lines across, and a place for what is drawn. It takes the
// width it is given and the size of the text around it, so that text twice as large makes room for itself.
//
// What must stay true: a chart is one picture with a name and a description for people who do not see it; the same
// figures stand in a table beside it (ChartTable.tsx), which is what the keyboard goes to.

import type { ComponentChildren, JSX, RefObject } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Scale } from "./scales.ts";

/** Where to draw, in pixels of the picture. */
export interface Plane {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Pixels of the text's size. */
  readonly em: number;
}

type MakeScale = (pixels: { readonly from: number; readonly to: number }, marks: number) => Scale;

interface ChartFrameProps {
  readonly label: string;
  /** What the chart shows, in a sentence or two with its main figures. */
  readonly description: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly makeX: MakeScale;
  readonly makeY: MakeScale;
  readonly xText: (value: number) => string;
  readonly yText: (value: number) => string;
  readonly children: (plane: Plane) => ComponentChildren;
}

/** Height for its width, within limits in the text's size. */
const HEIGHT = { perWidth: 0.45, least: 16, most: 26 };

export function ChartFrame(props: ChartFrameProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const { width, em } = useSpace(box);
  const id = useId();
  const height = Math.min(HEIGHT.most * em, Math.max(HEIGHT.least * em, width * HEIGHT.perWidth));
  const left = 4 * em;
  const right = Math.max(left + em, width - em);
  const top = 2.2 * em;
  const bottom = height - 3.4 * em;
  const x = props.makeX({ from: left, to: right }, Math.max(2, Math.floor((right - left) / (5 * em))));
  const y = props.makeY({ from: bottom, to: top }, Math.max(2, Math.floor((bottom - top) / (3 * em))));
  return (
    <div ref={box} class="chart-box">
      <svg
        role="img"
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-description`}
        class="chart"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        <title id={`${id}-name`}>{props.label}</title>
        <desc id={`${id}-description`}>{props.description}</desc>
        <g>
          {y.ticks.map((tick) => (
            <g key={tick}>
              <line class="chart-grid" x1={left} x2={right} y1={y.at(tick)} y2={y.at(tick)} />
              <text x={left - 0.5 * em} y={y.at(tick)} dy="0.35em" text-anchor="end">
                {props.yText(tick)}
              </text>
            </g>
          ))}
          {x.ticks.map((tick) => (
            <g key={tick}>
              <line class="chart-grid" x1={x.at(tick)} x2={x.at(tick)} y1={top} y2={bottom} />
              <text x={x.at(tick)} y={bottom + 1.3 * em} text-anchor="middle">
                {props.xText(tick)}
              </text>
            </g>
          ))}
          <line class="chart-axis" x1={left} x2={right} y1={bottom} y2={bottom} />
          <text class="chart-label" x={0} y={0.9 * em}>
            {props.yLabel}
          </text>
          <text class="chart-label" x={right} y={bottom + 2.8 * em} text-anchor="end">
            {props.xLabel}
          </text>
        </g>
        {props.children({ x, y, left, right, top, bottom, em })}
      </svg>
    </div>
  );
}

/** Width of the box and size of its text, followed as they change. */
function useSpace(box: RefObject<HTMLElement | null>): { readonly width: number; readonly em: number } {
  const [space, setSpace] = useState({ width: 640, em: 16 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => {
      const width = Math.floor(element.clientWidth);
      const em = Number.parseFloat(getComputedStyle(element).fontSize);
      if (width > 0) setSpace((old) => (old.width === width && old.em === em ? old : { width, em }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return space;
}

/** Which side of an upright line its words stand on: to the right where they fit, else to the left. */
export function besideLine(at: number, words: string, { right, em }: Plane) {
  const width = words.length * AVERAGE_LETTER * em;
  const gap = 0.4 * em;
  return at + gap + width <= right
    ? ({ x: at + gap, "text-anchor": "start" } as const)
    : ({ x: at - gap, "text-anchor": "end" } as const);
}

/** Width of a letter in the text's size, on average and a little more. */
const AVERAGE_LETTER = 0.52;

/** An SVG path through the points. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  return points.length === 0 ? "" : `M${points.map(([x, y]) => `${round(x)},${round(y)}`).join("L")}`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
