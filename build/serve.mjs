// The browser host's server: hands out the built page, nothing else, to this machine only. Used by `npm start`
// where the desktop program cannot run, and by the tests.
//
// What must stay true: it listens on the loopback address only; it answers only requests that name this address
// as their host, so that a web page elsewhere cannot reach it under a name of its own (DNS rebinding); it has no
// endpoint that does anything. What is read and with which headers is decided in electron/pageFiles.mjs.

import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { answerPageRequest, refusal } from "../electron/pageFiles.mjs";
import { ensureBuilt, outputOf } from "./bundle.mjs";

const ADDRESS = "127.0.0.1";
/** Tried first: a browser keeps what it remembers by address, so the port should be the same every time. */
export const USUAL_PORT = 47832;

/**
 * Serves the folder until `close` is called.
 * @param {string} root folder of the built page
 * @param {number | null} port the port to use; null for the usual one or, when that is taken, any free one
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function startServer(root, port) {
  const server = createServer((request, response) => {
    answer(root, request).then(
      ({ status, headers, body }) => {
        response.writeHead(status, headers);
        response.end(request.method === "HEAD" ? undefined : body);
      },
      () => {
        response.writeHead(500);
        response.end();
      },
    );
  });
  server.on("upgrade", (_request, socket) => socket.destroy());
  const usedPort = await listen(server, port);
  return {
    url: `http://${ADDRESS}:${usedPort}/`,
    port: usedPort,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string} root
 * @param {import("node:http").IncomingMessage} request
 */
async function answer(root, request) {
  const ownHost = `${ADDRESS}:${request.socket.localPort}`;
  if (request.headers.host !== ownHost) return refusal(421, `This server answers only as ${ownHost}.`);
  const target = request.url ?? "/";
  if (!target.startsWith("/")) return refusal(400, "The address must be a path.");
  return answerPageRequest(root, request.method ?? "", /** @type {string} */ (target.split(/[?#]/, 1)[0]));
}

/**
 * @param {import("node:http").Server} server
 * @param {number | null} port
 * @returns {Promise<number>}
 */
async function listen(server, port) {
  if (port !== null) return tryPort(server, port);
  try {
    return await tryPort(server, USUAL_PORT);
  } catch (failure) {
    if (/** @type {NodeJS.ErrnoException} */ (failure).code !== "EADDRINUSE") throw failure;
    return tryPort(server, 0);
  }
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @returns {Promise<number>}
 */
function tryPort(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: ADDRESS, port, exclusive: true }, () => {
      server.removeListener("error", reject);
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("The server has no port.");
      resolve(address.port);
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.indexOf("--port");
  const port = asked === -1 ? null : Number(process.argv[asked + 1]);
  await ensureBuilt("page");
  const { url } = await startServer(outputOf("page"), port);
  console.log(`Catchment is at ${url}`);
}
