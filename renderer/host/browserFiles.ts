// Choosing, reading and writing files in a browser: the File System Access API where there is one (Chrome, Edge),
// else an upload field and a download. Also the parts of that API that TypeScript's library does not know.
//
// What must stay true: a dialog the user cancels gives null; nothing larger than the limit is read.
// https://wicg.github.io/file-system-access/

interface FilePickerType {
  readonly description: string;
  readonly accept: Readonly<Record<string, readonly string[]>>;
}

interface PickerWindow {
  readonly showOpenFilePicker?: (options: {
    readonly id?: string;
    readonly multiple?: boolean;
    readonly types: readonly FilePickerType[];
  }) => Promise<FileSystemFileHandle[]>;
  readonly showSaveFilePicker?: (options: {
    readonly id?: string;
    readonly suggestedName: string;
    readonly types: readonly FilePickerType[];
  }) => Promise<FileSystemFileHandle>;
  readonly launchQueue?: {
    setConsumer(consumer: (given: { readonly files: readonly FileSystemHandle[] }) => void): void;
  };
}

interface PermissionHandle {
  requestPermission(wanted: { readonly mode: "readwrite" }): Promise<PermissionState>;
}

/** A kind of file the user can choose. */
export interface FileKind {
  readonly description: string;
  readonly mimeType: string;
  readonly extensions: readonly [string, ...string[]];
}

export const PLAN_KIND: FileKind = {
  description: "Catchment plan",
  mimeType: "application/x-catchment",
  extensions: [".catchment"],
};
/** A plan, or the workbook it was exported to. */
export const OPEN_KIND: FileKind = {
  description: "Plans and exported workbooks",
  mimeType: "application/octet-stream",
  extensions: [".catchment", ".xlsx", ".xlsm"],
};
export const TABLE_KIND: FileKind = {
  description: "CSV",
  mimeType: "text/csv",
  extensions: [".csv"],
};
export const WORKBOOK_KIND: FileKind = {
  description: "Excel workbook",
  mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  extensions: [".xlsx"],
};
export const DATA_KIND: FileKind = {
  description: "Workbooks and tables",
  mimeType: "application/octet-stream",
  extensions: [".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".json"],
};

/** A file the user chose; without a handle it cannot be written again. */
export interface ChosenFile {
  readonly file: File;
  readonly handle: FileSystemFileHandle | null;
}

const picker = () => globalThis as unknown as PickerWindow;

/** Asks for files; an empty list when cancelled. */
export async function chooseFiles(kind: FileKind, multiple: boolean): Promise<readonly ChosenFile[]> {
  const { showOpenFilePicker } = picker();
  if (showOpenFilePicker === undefined) return uploadFiles(kind, multiple);
  const handles = await unlessCancelled(
    showOpenFilePicker.call(globalThis, { id: "catchment", multiple, types: [typeOf(kind)] }),
  );
  return Promise.all((handles ?? []).map(async (handle) => ({ file: await handle.getFile(), handle })));
}

/** Asks where to save. `"download"` where the browser decides that itself; null when cancelled. */
export async function chooseTarget(
  kind: FileKind,
  name: string,
): Promise<FileSystemFileHandle | "download" | null> {
  const { showSaveFilePicker } = picker();
  if (showSaveFilePicker === undefined) return "download";
  const suggestedName = withExtension(kind, name);
  return unlessCancelled(
    showSaveFilePicker.call(globalThis, { id: "catchment", suggestedName, types: [typeOf(kind)] }),
  );
}

/** The browser writes beside the file and changes over when closing: the old file or the new one. */
export async function writeHandle(
  handle: FileSystemFileHandle,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  const writable = await handle.createWritable();
  try {
    await writable.write(content);
  } catch (failure) {
    await writable.abort();
    throw failure;
  }
  await writable.close();
}

/** Gives the content to the browser's downloads; the name it was given. */
export function download(kind: FileKind, name: string, content: string | Uint8Array<ArrayBuffer>): string {
  const fileName = withExtension(kind, name);
  const url = URL.createObjectURL(new Blob([content], { type: kind.mimeType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The download reads the address a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return fileName;
}

/** True when the user lets the page use a file of an earlier visit again. */
export async function mayUse(handle: FileSystemFileHandle): Promise<boolean> {
  const asked = handle as FileSystemFileHandle & PermissionHandle;
  return (await asked.requestPermission({ mode: "readwrite" })) === "granted";
}

/** Calls the listener with each plan the system asks the installed page to open. */
export function onLaunch(listener: (handle: FileSystemFileHandle) => void): void {
  picker().launchQueue?.setConsumer(({ files }) => {
    const last = files.at(-1);
    if (last instanceof FileSystemFileHandle) listener(last);
  });
}

/**
 * Asks for files with an upload field: for what is only ever read, no browser has to be asked for a handle to it.
 * An empty list when cancelled.
 */
export function uploadFiles(kind: FileKind, multiple: boolean): Promise<readonly ChosenFile[]> {
  return new Promise((resolve) => {
    const field = document.createElement("input");
    field.type = "file";
    field.multiple = multiple;
    field.accept = kind.extensions.join(",");
    field.onchange = () => resolve([...(field.files ?? [])].map((file) => ({ file, handle: null })));
    field.oncancel = () => resolve([]);
    field.click();
  });
}

function typeOf(kind: FileKind): FilePickerType {
  return { description: kind.description, accept: { [kind.mimeType]: kind.extensions } };
}

function withExtension({ extensions }: FileKind, name: string): string {
  return name.toLowerCase().endsWith(extensions[0]) ? name : `${name}${extensions[0]}`;
}

async function unlessCancelled<T>(choice: Promise<T>): Promise<T | null> {
  try {
    return await choice;
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === "AbortError") return null;
    throw failure;
  }
}
