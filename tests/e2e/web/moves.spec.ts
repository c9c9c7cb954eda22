// Moving practices and editing groups without a mouse, by role and name only.

import { expect, type Page, test } from "playwright/test";
import { figure } from "../../support/screen.ts";

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("tab", { name: "Practices" })).toBeVisible();
  await page.getByRole("button", { name: "Expand all" }).click();
});

/** Selects that many more practices from the one of this code on, with the keyboard; `all`: selected then. */
async function select(page: Page, code: string, count: number, all = count): Promise<void> {
  await page.getByRole("gridcell", { name: code }).click();
  for (let done = 0; done < count; done += 1) {
    await page.keyboard.press("Space");
    if (done < count - 1) await page.keyboard.press("ArrowDown");
  }
  await expect(page.getByText(`${all} practices selected`)).toBeVisible();
}

test("12 practices move by keyboard, the effect is shown first, and undo takes them back", async ({
  page,
}) => {
  await select(page, "Y90001", 12);
  await page.keyboard.press("Control+m");
  const dialog = page.getByRole("dialog", { name: "Move 12 practices" });
  await expect(dialog.getByRole("combobox", { name: "Move to" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("Choose where the practices go.");
  await page.keyboard.type("saltholme");
  await expect(dialog.getByRole("option", { name: /^Saltholme/ })).toHaveAttribute("aria-selected", "true");
  const effect = dialog.getByRole("region", { name: "What changes" }).getByText(/^Saltholme \(Place\)/);
  const after = /→ ([\d,]+) patients/.exec((await effect.textContent()) ?? "")?.[1] ?? "";
  expect(after).not.toBe("");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(
    page.getByText(`Moved 12 practices to Saltholme. Saltholme now has ${after} patients.`),
  ).toBeVisible();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+m");
  await page.getByRole("combobox", { name: "Move to" }).fill("saltholme");
  await expect(effect).toContainText(`→ ${after} patients`);
  await page.keyboard.press("Escape");
});

test("practices move to Unassigned and to a new group of a new level", async ({ page }) => {
  await select(page, "Y90001", 2);
  await page.keyboard.press("Control+m");
  await expect(page.getByRole("combobox", { name: "Move to" })).toBeFocused();
  await page.keyboard.type("unassigned");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Moved 2 practices to Unassigned.")).toBeVisible();

  await select(page, "Y90010", 1, 3);
  await page.getByRole("button", { name: /^Move/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "New group…" }).click();
  const dialog = page.getByRole("dialog", { name: "New group for 3 practices" });
  await dialog.getByRole("combobox", { name: "Level" }).selectOption("New level…");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Riverside");
  await dialog.getByRole("textbox", { name: "Name of the new level" }).fill("Practice");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText('A level cannot be called "Practice"');
  await dialog.getByRole("textbox", { name: "Name of the new level" }).fill("Federation");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  const tab = page.getByRole("tab", { name: "Federations" });
  await tab.click();
  expect(await figure(page, /^Riverside/, "Practices")).toBe(3);
  expect(await figure(page, /^Riverside/, "List size")).toBeGreaterThan(0);
  const undo = page.getByRole("button", {
    name: "Undo: Add the Federation Riverside and move 3 practices to it",
  });
  await undo.click();
  await expect(tab).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Undo: Move/ })).toBeVisible();
});

test("a group is renamed, merged and removed, and refusals stand at the field", async ({ page }) => {
  await page.getByRole("tab", { name: "Places" }).click();
  await page.getByRole("gridcell", { name: "Fellside" }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Rename group" }).click();
  const dialog = page.getByRole("dialog", { name: "Place Fellside" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Saltholme");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("Saltholme");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Fell Edge");
  await dialog.getByRole("combobox", { name: "Belongs to" }).selectOption("Eastmere CCG (CCG)");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Saved Fell Edge.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo: Change the Place Fellside" })).toBeVisible();

  await page.getByRole("gridcell", { name: "Fell Edge" }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Rename group" }).click();
  const merge = page.getByRole("dialog", { name: "Place Fell Edge" });
  await merge.getByRole("combobox", { name: "Merge into another group" }).selectOption("Saltholme");
  await merge.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Merged Fell Edge into Saltholme.")).toBeVisible();

  await page.getByRole("gridcell", { name: "Dunwick" }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Remove group" }).click();
  const remove = page.getByRole("dialog", { name: "Remove Place Dunwick" });
  await expect(remove.getByText(/Its 16 practices go to Eastmere CCG/)).toBeVisible();
  await remove.getByRole("button", { name: "Remove group" }).click();
  await expect(page.getByText("Removed Dunwick.")).toBeVisible();
});
