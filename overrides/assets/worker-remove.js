// Published as worker.js when saving is switched off (extra: offline: false in mkdocs.yml): it deletes whatever an
// earlier worker kept on a phone that comes back, and then itself. It answers no request.
const SCOPE = self.registration.scope

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", event => event.waitUntil(remove()))

async function remove() {
  for (const name of await caches.keys()) if (name.startsWith(`${SCOPE} `)) await caches.delete(name)
  await self.registration.unregister()
}
