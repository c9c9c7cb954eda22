// Catchment's own page in the desktop program: it starts under the policy without a complaint, is listened to by
// the menu, and its plan goes to the disk.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startProgram } from "../../support/electronStandIn.ts";
import { expect, test, withCall } from "./program.ts";

test("the page starts without an error and saves its plan", async ({ dataFolder }) => {
  const program = withCall(await startProgram(dataFolder, [], "real"));
  try {
    await expect(program.page.getByRole("grid").or(program.page.getByRole("treegrid")).first()).toBeVisible();
    const { title } = await program.control<{ title: string }>("windowTitle");
    expect(title).toMatch(/ - Catchment$/);
    const path = join(dataFolder, "documents", "Saved.catchment");
    await program.control("answerDialog", { canceled: false, filePath: path });
    await program.control("chooseMenu", "savePlanAs");
    await expect.poll(() => program.control("dialogCalls")).toHaveLength(1);
    await expect
      .poll(() => {
        try {
          return JSON.parse(readFileSync(path, "utf8")) !== null;
        } catch {
          return false;
        }
      })
      .toBe(true);
    expect(await program.control("complaints")).toEqual([]);
  } finally {
    await program.dispose();
  }
});
