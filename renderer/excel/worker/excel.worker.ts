// Entry of the Web Worker that reads files, so that a hostile or huge file never holds up the page. Everything it
// does is in workerAnswers.ts.

import { answerRequest } from "./workerAnswers.ts";

addEventListener("message", (event: MessageEvent<unknown>) => {
  answerRequest(
    event.data,
    (reply, transfer) => postMessage(reply, { transfer: transfer as Transferable[] }),
    () => performance.now(),
  );
});
