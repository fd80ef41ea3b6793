// Published as worker.js when saving is switched off (extra: offline: false in mkdocs.yml): it deletes whatever an
// earlier worker kept on a phone that comes back, and then itself. It answers no request.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self))
const SCOPE = worker.registration.scope

worker.addEventListener("install", () => worker.skipWaiting())
worker.addEventListener("activate", event => event.waitUntil(remove()))

async function remove() {
  for (const name of await caches.keys()) if (name.startsWith(`${SCOPE} `)) await caches.delete(name)
  await worker.registration.unregister()
}
