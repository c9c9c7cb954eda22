// The browser host alone on a page, so that its tests do not depend on the screen.

import { createBrowserHost } from "../../../renderer/host/browserHost.ts";

Object.assign(globalThis, {
  host: createBrowserHost(),
  startWorker: () =>
    new Promise<string>((resolve, reject) => {
      const worker = new Worker(new URL("./echo.worker.ts", import.meta.url), { type: "module" });
      worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
      worker.onerror = () => reject(new Error("The worker failed."));
    }),
});
