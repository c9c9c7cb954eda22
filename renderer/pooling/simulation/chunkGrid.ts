// The fixed grid of chunks: how the trials of a simulation are cut up. It depends on the number of trials and years and
// on nothing else, so neither does any result: whichever worker simulates a chunk draws the same numbers. The first
// chunks are small, so that there is something to show at once.

export interface Chunk {
  readonly index: number;
  /** The first trial, from 0. */
  readonly first: number;
  readonly trials: number;
}

/** Years drawn in one go: 4 kB a column, so that what is being worked on stays in the fastest cache. */
export const YEARS_IN_A_CHUNK = 512;

/** The chunks of a simulation, in order. */
export function chunkGrid(trials: number, years: number): readonly Chunk[] {
  const full = Math.max(1, Math.floor(YEARS_IN_A_CHUNK / years));
  const sizes = [Math.ceil(full / 8), Math.ceil(full / 4), Math.ceil(full / 2)];
  const chunks: Chunk[] = [];
  for (let first = 0; first < trials; ) {
    const index = chunks.length;
    const size = Math.min(sizes[index] ?? full, trials - first);
    chunks.push({ index, first, trials: size });
    first += size;
  }
  return chunks;
}
