// Starting a run from the button, the menu and the key alike.

import type { App } from "../appContext.ts";
import { readSettings } from "./simulationSettings.ts";

/** Starts a run as the fields say; where they say nothing possible, they show why and nothing starts. */
export function startSimulation(app: App): void {
  const { settings } = readSettings(app.risk, app.session.plan.value);
  if (settings !== null) app.simulating.start(settings);
}
