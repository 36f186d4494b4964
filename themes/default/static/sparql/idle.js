// Work that can wait until the page has been shown.

/** At the latest after this time in milliseconds: a busy machine is never idle. */
const LATEST = 2000;

/** Calls `work` once, after the page has loaded and when nothing else is to be done. */
export function whenIdle(work) {
  const wait = () => {
    if (self.requestIdleCallback) requestIdleCallback(() => work(), { timeout: LATEST });
    else setTimeout(work, 300);
  };
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, { once: true });
}
