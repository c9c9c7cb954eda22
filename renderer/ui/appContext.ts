// What every part of the screen can reach: the open document, the machine's port, the screen's own state, and
// the one way to change the plan from the screen. Handed down by context so that no component keeps a copy.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Session } from "../app/session.ts";
import type { Simulating } from "../app/simulating.ts";
import type { Host } from "../host/host.ts";
import type { Command } from "../plan/commands/command.ts";
import type { RiskState } from "./risk/riskState.ts";
import { showProblem, type UiState } from "./uiState.ts";

export interface App {
  readonly session: Session;
  readonly host: Host;
  readonly ui: UiState;
  readonly simulating: Simulating;
  readonly risk: RiskState;
  /** Runs a command of the catalogue by its id; nothing happens when it is not enabled. */
  readonly run: (commandId: string) => void;
}

const AppContext = createContext<App | null>(null);
export const AppProvider = AppContext.Provider;

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error("useApp outside AppProvider");
  return app;
}

/** Sends a command; a refusal is shown in the banner. True when it was done. */
export function dispatch(app: App, command: Command): boolean {
  const result = app.session.dispatch(command);
  if (!result.ok) showProblem(app.ui, result.problem);
  else for (const each of result.value.problems.slice(0, 3)) showProblem(app.ui, each);
  return result.ok;
}

/** The `option` part of a command for the option on screen: left out for the base. */
export function optionArgument(session: Session): { readonly option?: string } {
  const { option } = session;
  return option === session.plan.value.options[0] ? {} : { option: option.name };
}
