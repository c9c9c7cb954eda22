// The mark of each option on a chart: a shape of its own, so that options can be told apart without colours.

/** How many marks there are; options after these take them again from the first, and the table tells them apart. */
export const MARKS = ["circle", "square", "triangle", "diamond", "cross", "star"] as const;
export type Mark = (typeof MARKS)[number];

export function markOf(index: number): Mark {
  return MARKS[index % MARKS.length] as Mark;
}

/** The outline about the origin, for an SVG path; all marks look about as large. */
export function markPath(mark: Mark, radius: number): string {
  const r = radius;
  switch (mark) {
    case "circle":
      return `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
    case "square":
      return polygon([-0.88, -0.88, 0.88, -0.88, 0.88, 0.88, -0.88, 0.88], r);
    case "triangle":
      return polygon([0, -1.2, 1.1, 0.8, -1.1, 0.8], r);
    case "diamond":
      return polygon([0, -1.3, 1.05, 0, 0, 1.3, -1.05, 0], r);
    case "cross":
      return polygon(
        [
          ...[-0.35, -1.1, 0.35, -1.1, 0.35, -0.35, 1.1, -0.35, 1.1, 0.35, 0.35, 0.35],
          ...[0.35, 1.1, -0.35, 1.1, -0.35, 0.35, -1.1, 0.35, -1.1, -0.35, -0.35, -0.35],
        ],
        r,
      );
    case "star":
      return polygon(star(), r * 1.25);
  }
}

function polygon(coordinates: readonly number[], radius: number): string {
  const points: string[] = [];
  for (let index = 0; index < coordinates.length; index += 2)
    points.push(`${(coordinates[index] ?? 0) * radius},${(coordinates[index + 1] ?? 0) * radius}`);
  return `M${points.join("L")}Z`;
}

function star(): readonly number[] {
  return Array.from({ length: 10 }, (_, index) => {
    const angle = (Math.PI * index) / 5 - Math.PI / 2;
    const reach = index % 2 === 0 ? 1 : 0.45;
    return [reach * Math.cos(angle), reach * Math.sin(angle)];
  }).flat();
}
