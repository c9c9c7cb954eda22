// How many rules the option on screen breaks, in the status bar; nothing where none is broken. A large plan takes some
// hundredths of a second to judge, so it is done a moment after an edit, never before its figures are shown.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { countsOf, type RuleCounts, standingOf } from "./standings.ts";
import { rulesText } from "./text.ts";

const MOMENT_MILLISECONDS = 150;

export function RuleCount(): JSX.Element | null {
  const app = useApp();
  const { session } = app;
  const optionId = session.optionId.value;
  const { revision } = session.refresh.value;
  const [{ failing, warning }, setCounts] = useState<RuleCounts>({ failing: 0, warning: 0 });
  useEffect(() => {
    const timer = setTimeout(() => setCounts(countsOf(standingOf(app, optionId))), MOMENT_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [revision, optionId]);
  if (failing + warning === 0) return null;
  return (
    <Button tone="quiet" onClick={() => app.run("showRules")}>
      {rulesText.status(failing, warning)}
    </Button>
  );
}
