// The dialog that is open, if any: the one place that knows which component a request means.

import type { JSX } from "preact";
import { useApp } from "../appContext.ts";
import { WorkbookReviewDialog } from "../findings/WorkbookReviewDialog.tsx";
import { AllowanceDialog } from "../funding/AllowanceDialog.tsx";
import { ReadyRuleDialog } from "../funding/ReadyRuleDialog.tsx";
import { RunningCostDialog } from "../funding/RunningCostDialog.tsx";
import { SamplesDialog } from "../funding/SamplesDialog.tsx";
import { EditColumnDialog, NewInputColumnDialog } from "../grid/ColumnDialogs.tsx";
import { EditGroupDialog } from "../groups/EditGroupDialog.tsx";
import { MoveDialog } from "../groups/MoveDialog.tsx";
import { NewGroupDialog } from "../groups/NewGroupDialog.tsx";
import { RemoveGroupDialog } from "../groups/RemoveGroupDialog.tsx";
import { ImportDialog } from "../import/ImportDialog.tsx";
import { CopyOptionDialog } from "../options/OptionDialogs.tsx";
import { ReopenDialog } from "../reopen/ReopenDialog.tsx";
import { SaveBackDialog } from "../reopen/SaveBackDialog.tsx";
import { EditTableDialog, NewTableDialog } from "../tables/TableDialogs.tsx";
import type { DialogRequest } from "../uiState.ts";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { HelpDialog } from "./HelpDialog.tsx";
import { ProblemsDialog } from "./ProblemsDialog.tsx";
import { RecentPlansDialog } from "./RecentPlansDialog.tsx";

export function Dialogs(): JSX.Element | null {
  const { ui } = useApp();
  const request = ui.dialog.value;
  if (request === null) return null;
  const close = () => {
    // A dialog that opened another one on its way out keeps that one open.
    if (ui.dialog.value === request) ui.dialog.value = null;
  };
  return <Open key={request.kind} request={request} onClose={close} />;
}

function Open({
  request,
  onClose,
}: {
  readonly request: DialogRequest;
  readonly onClose: () => void;
}): JSX.Element {
  switch (request.kind) {
    case "import":
      return <ImportDialog {...request} onClose={onClose} />;
    case "move":
      return <MoveDialog practices={request.practices} onClose={onClose} />;
    case "newGroup":
      return <NewGroupDialog {...request} onClose={onClose} />;
    case "renameGroup":
      return <EditGroupDialog level={request.level} group={request.group} onClose={onClose} />;
    case "removeGroup":
      return <RemoveGroupDialog level={request.level} group={request.group} onClose={onClose} />;
    case "copyOption":
      return <CopyOptionDialog option={request.option} onClose={onClose} />;
    case "newInputColumn":
      return <NewInputColumnDialog {...request} onClose={onClose} />;
    case "samples":
      return <SamplesDialog onClose={onClose} />;
    case "allowance":
      return <AllowanceDialog onClose={onClose} />;
    case "runningCost":
      return <RunningCostDialog onClose={onClose} />;
    case "readyRule":
      return <ReadyRuleDialog onClose={onClose} />;
    case "reopen":
      return <ReopenDialog file={request.file} onClose={onClose} />;
    case "saveBack":
      return <SaveBackDialog onClose={onClose} />;
    case "workbookReview":
      return <WorkbookReviewDialog what={request.what} onClose={onClose} />;
    case "newTable":
      return <NewTableDialog onClose={onClose} />;
    case "editTable":
      return <EditTableDialog table={request.table} onClose={onClose} />;
    case "editColumn":
      return <EditColumnDialog table={request.table} column={request.column} onClose={onClose} />;
    case "recentPlans":
      return <RecentPlansDialog onClose={onClose} />;
    case "problems":
      return <ProblemsDialog onClose={onClose} />;
    case "keyboardHelp":
      return <HelpDialog onClose={onClose} />;
    case "confirm":
      return <ConfirmDialog request={request} onClose={onClose} />;
  }
}
