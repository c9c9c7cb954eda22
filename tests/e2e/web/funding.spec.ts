// The running cost of bodies, and the sample of 2011, in a real Chromium.

import { expect, type Page, test } from "playwright/test";
import { openSample } from "../../support/screen.ts";

test.beforeEach(({ page }) => openSample(page));

async function more(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

test("the running cost of a level is worked out from posts", async ({ page }) => {
  await more(page, "Work out running cost");
  const dialog = page.getByRole("dialog", { name: "Running cost" });
  await dialog.getByLabel("Work it out for").selectOption({ label: "CCGs" });
  await dialog.getByRole("button", { name: "Work out" }).click();
  await expect(page.getByText(/^The running cost of CCGs is worked out/)).toBeVisible();
  await page.getByRole("tab", { name: "Posts", exact: true }).click();
  await expect(page.getByRole("row", { name: /Accountable officer/ }).first()).toBeVisible();
  await page.getByRole("tab", { name: "CCGs" }).click();
  await expect(page.getByRole("columnheader", { name: "Running cost" }).first()).toBeVisible();
  // four bodies at £1.946 million
  await page.getByRole("tab", { name: "Options" }).click();
  const measure = page
    .getByRole("table", { name: /Measures/ })
    .getByRole("row", { name: /Running cost of CCGs/ });
  await expect(measure.getByRole("cell").first()).toContainText("£7,784,000");
});

test("the sample of 2011 shows, without a click more, which positions stand", async ({ page }) => {
  await more(page, "Open a sample plan");
  await page.getByRole("button", { name: "Open: The debate of 2011" }).click();
  await page.getByRole("tab", { name: "Options" }).click();
  const heads = page.getByRole("table", { name: /Measures/ }).getByRole("columnheader");
  await expect(heads.nth(1)).toContainText("All rules pass");
  await expect(heads.nth(2)).toContainText(/rules fail/);
  await expect(heads.nth(6)).toContainText("All rules pass");
});
