// Everything that crosses between the page and the main process: channel names, argument and result types, and
// the validators both sides use. The only file both import; it imports nothing, so neither side can reach
// the other's world through it.
//
// What must stay true: one named function per operation; arguments are validated in the main process as
// `unknown`; results are plain data; no paths, no Electron objects, no generic send.

/** Mirrors renderer/host/host.ts `Result`, which this file may not import. */
export type BridgeResult<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly problem: {
        readonly code: string;
        readonly severity: "error" | "warning" | "note";
        readonly message: string;
        readonly remedy?: string;
      };
    };
