// Asks before something that loses work or removes a thing.

import type { JSX } from "preact";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { text } from "../text.ts";
import type { DialogRequest } from "../uiState.ts";

interface ConfirmDialogProps {
  readonly request: Extract<DialogRequest, { kind: "confirm" }>;
  readonly onClose: () => void;
}

export function ConfirmDialog({ request, onClose }: ConfirmDialogProps): JSX.Element {
  return (
    <Dialog
      title={request.title}
      onClose={onClose}
      footer={
        <>
          <Button
            tone={request.isHarmless === true ? "primary" : "danger"}
            onClick={() => {
              onClose();
              request.onConfirm();
            }}
          >
            {request.action}
          </Button>
          <Button onClick={onClose}>{text.cancel}</Button>
        </>
      }
    >
      <p>{request.message}</p>
    </Dialog>
  );
}
