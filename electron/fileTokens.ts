// Names files for the page without telling it where they are. The page can only hand back names it was given, so
// it can neither read nor write a file the user did not choose.

import { randomUUID } from "node:crypto";

export class FileTokens {
  readonly #pathByToken = new Map<string, string>();
  readonly #tokenByPath = new Map<string, string>();

  /** The same path keeps its token for the whole run. */
  tokenFor(path: string): string {
    const known = this.#tokenByPath.get(path);
    if (known !== undefined) return known;
    const token = randomUUID();
    this.#tokenByPath.set(path, token);
    this.#pathByToken.set(token, path);
    return token;
  }

  /** The path, or null for a token this run never gave out. */
  pathOf(token: string): string | null {
    return this.#pathByToken.get(token) ?? null;
  }
}
