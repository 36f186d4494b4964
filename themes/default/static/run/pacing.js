// When things are done, so that the page answers at every moment: in slices, once a frame, when
// the visitor pauses, and one request to the engine at a time.

/** Resolves when the browser has had its turn, so that long work is cut into slices. */
export function breath() {
  return new Promise((go) => setTimeout(go, 0));
}

const SLICE_MILLISECONDS = 12;

/** Calls `make(i)` for 0 … count − 1 in slices that leave the page responsive. */
export async function inSlices(count, make, isWanted = () => true) {
  let began = performance.now();
  for (let i = 0; i < count; i += 1) {
    make(i);
    if (performance.now() - began > SLICE_MILLISECONDS) {
      await breath();
      if (!isWanted()) return;
      began = performance.now();
    }
  }
}

/** Runs `act` once a frame at most, with the newest arguments. */
export function eachFrame(act) {
  let newest = null;
  return (...given) => {
    if (newest === null) {
      requestAnimationFrame(() => {
        const now = newest;
        newest = null;
        act(...now);
      });
    }
    newest = given;
  };
}

/** Runs `act` when nothing was asked for some time. */
export function whenQuiet(milliseconds, act) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), milliseconds);
  };
}

/**
 * Hands the newest arguments to `act`, which takes time, and never has two of it under way: of
 * several that are asked meanwhile only the last is done. What it returns settles when all that
 * was asked is done.
 */
export function newestOnly(act) {
  let waiting = null;
  let working = null;
  const work = async () => {
    try {
      while (waiting) {
        const given = waiting;
        waiting = null;
        await act(...given);
      }
    } finally {
      working = null;
    }
  };
  return (...given) => {
    waiting = given;
    working ??= work();
    return working;
  };
}
