// Keeps the built page so that an installed Catchment opens without its server. The build fills in the two
// lists below. The page itself is asked of the server first, so that a new build is seen at once; everything
// else carries its content's hash in its name and never changes.

const build = "__BUILD__";
const files = ["__FILES__"];
const cacheName = `catchment-${build}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(["./", ...files])));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name))),
      ),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(request.mode === "navigate" ? serverFirst(request) : keptFirst(request));
});

async function serverFirst(request) {
  try {
    return await fetch(request);
  } catch (failure) {
    const kept = await caches.match("./", { cacheName });
    if (kept === undefined) throw failure;
    return kept;
  }
}

async function keptFirst(request) {
  return (await caches.match(request, { cacheName })) ?? fetch(request);
}
