import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sha256 } from "../../../../renderer/excel/package/sha256.ts";

test("is what the platform gives, for every length around a block", () => {
  for (let length = 0; length < 200; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) & 255);
    expect(sha256(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
  const long = new Uint8Array(1_000_003).fill(97);
  expect(sha256(long)).toBe(createHash("sha256").update(long).digest("hex"));
});
