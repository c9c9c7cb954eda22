// Where the program begins on the page: finds out which machine it is on, brings back what was open, and puts the
// screen up. The only file that chooses a host.

import "./ui/theme/palette.css";
import "./ui/theme/base.css";
import "./ui/theme/components.css";
import "./ui/theme/shell.css";
import "./ui/theme/grid.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { openingPlan } from "./app/sample.ts";
import { Session } from "./app/session.ts";
import { Simulating } from "./app/simulating.ts";
import { startSimulationThreads } from "./app/simulationThreads.ts";
import { createBrowserHost } from "./host/browserHost.ts";
import { createElectronHost, hasElectronBridge } from "./host/electronHost.ts";
import type { Host } from "./host/host.ts";
import { serialOfMoment } from "./plan/clock.ts";
import { Catchment } from "./ui/app.tsx";
import type { App } from "./ui/appContext.ts";
import { commandRunner } from "./ui/commandActions.ts";
import { openFrom, openGivenPlan, openSample, resetScreen } from "./ui/fileActions.ts";
import { createRiskState } from "./ui/risk/riskState.ts";
import { text } from "./ui/text.ts";
import { createUiState, showMessage, showProblem } from "./ui/uiState.ts";

function createApp(host: Host): App {
  const session = new Session(host, openingPlan(), () => serialOfMoment(new Date()));
  const ui = createUiState();
  const simulating = new Simulating(session, startSimulationThreads, () => performance.now());
  const risk = createRiskState();
  const app = { session, host, ui, simulating, risk, run: (commandId: string) => run(commandId) };
  const run = commandRunner(app);
  return app;
}

/** The plan the system asked for, else what was open last with every edit, else the sample plan. */
async function bringBack(app: App): Promise<void> {
  const { session, host, ui } = app;
  const recovered = await session.recover();
  if (!recovered.ok) showProblem(ui, recovered.problem);
  const found = recovered.ok && recovered.value.recovered;
  if (recovered.ok) for (const each of recovered.value.problems) showProblem(ui, each);
  resetScreen(app);
  if (await openFrom(app, () => host.takeGivenPlan())) return;
  if (!found) {
    session.open(session.plan.value, true);
    showMessage(ui, { tone: "note", text: text.sampleOpened, remedy: text.sampleRemedy });
  } else if (recovered.ok && recovered.value.edits > 0)
    showMessage(ui, {
      tone: "note",
      text: text.recovered(session.plan.value.title),
      remedy: text.recoveredRemedy,
      action: { label: text.startFresh, run: () => openSample(app) },
    });
}

const app = createApp(hasElectronBridge() ? createElectronHost() : createBrowserHost());
const root = document.getElementById("app");
if (root === null) throw new Error("The page has no place for the screen.");
await bringBack(app);
app.host.onMenuCommand((commandId) => {
  if (commandId === "openGivenPlan") openGivenPlan(app);
  else app.run(commandId);
});
effect(() => {
  app.host.showDocument(app.session.plan.value.title, app.session.isUnsaved);
});
render(<Catchment app={app} />, root);
