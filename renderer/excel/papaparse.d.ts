// The little of Papa Parse this folder uses. The published types pull in the types of Node, and this folder is
// compiled without them so that it cannot come to depend on Node unnoticed (tsconfig.json points here).

interface ParseOutcome {
  readonly data: string[][];
  readonly errors: readonly { readonly type: string; readonly row?: number | undefined }[];
}

declare const Papa: {
  /** Parses a whole text; every cell stays a string. An empty `delimiter` is guessed from `delimitersToGuess`. */
  parse<Row extends string[]>(
    text: string,
    options: { readonly delimiter: string; readonly delimitersToGuess: string[] },
  ): ParseOutcome & { readonly data: Row[] };
};

export = Papa;
