// The plans that were opened or saved last on this computer, newest first. The list is the host's; no path of a file
// is ever shown or known here.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { RecentPlan } from "../../host/host.ts";
import type { Result } from "../../plan/problem.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { openRecent } from "../fileActions.ts";
import { problemText } from "../groups/problemText.ts";
import { text } from "../text.ts";

export function RecentPlansDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const app = useApp();
  const [found, setFound] = useState<Result<readonly RecentPlan[]> | null>(null);
  useEffect(() => void app.host.recentPlans().then(setFound), []);
  return (
    <Dialog title={text.recent.title} onClose={onClose}>
      {found === null ? null : !found.ok ? (
        <p role="alert">{problemText(found.problem)}</p>
      ) : found.value.length === 0 ? (
        <p>{text.recent.none}</p>
      ) : (
        <ul class="recent-list">
          {found.value.map(({ token, fileName }) => (
            <li key={token}>
              <Button
                onClick={() => {
                  onClose();
                  openRecent(app, token);
                }}
              >
                {fileName}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
