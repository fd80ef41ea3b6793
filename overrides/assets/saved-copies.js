// The worker of those who saved something is kept up to date. A page on a home screen is never opened anew, so it asks
// when it is seen.

/** Ask the worker for withdrawn pages, and the server for a newer worker, whenever the page comes into view. */
export function keepWorkerFresh() {
  const worker = navigator.serviceWorker
  if (!worker?.controller) return
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState !== "visible") return
    worker.controller?.postMessage("check")
    try {
      await (await worker.getRegistration())?.update()
    } catch {
      // offline
    }
  })
}
