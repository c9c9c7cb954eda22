// How many rules the option on screen breaks, in the status bar; nothing where none is broken.

import type { JSX } from "preact";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { countsOf, standingOf } from "./standings.ts";
import { rulesText } from "./text.ts";

export function RuleCount(): JSX.Element | null {
  const app = useApp();
  const { failing, warning } = countsOf(standingOf(app, app.session.optionId.value));
  if (failing + warning === 0) return null;
  return (
    <Button tone="quiet" onClick={() => app.run("showRules")}>
      {rulesText.status(failing, warning)}
    </Button>
  );
}
