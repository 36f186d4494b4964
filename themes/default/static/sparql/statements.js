// The published statements, loaded once and kept between visits.

import { say } from "../words/sparql.js";

const CACHE = "faircat-statements";

/**
 * Hands the bytes of `dump` to `take`, piece by piece, and then calls `end`, which throws if they
 * are not whole: such a dump is not kept.
 * @param {{address: string, bytes: number, digest: string}} dump
 * @param {(bytes: Uint8Array) => void} take
 * @param {() => void} end
 * @returns {Promise<boolean>} whether they came out of the cache
 */
export async function load(dump, take, end) {
  // The digest in the address is what makes a new dump another file for every cache on the way.
  const address = `${dump.address}?v=${dump.digest}`;
  // Caches exist in secure contexts only, and a browser may refuse them.
  const cache = await self.caches?.open(CACHE).catch(() => null);
  const kept = await cache?.match(address);
  if (kept) {
    try {
      await read(kept, take);
      end();
    } catch (error) {
      await cache.delete(address);
      throw error;
    }
    return true;
  }
  const response = await fetch(address);
  if (!response.ok)
    throw new Error(say("ask-statements-failed", { status: String(response.status) }));
  const pieces = [];
  await read(response, (bytes) => {
    if (cache) pieces.push(bytes);
    take(bytes);
  });
  end();
  if (cache) await keep(cache, address, pieces).catch(() => null);
  return false;
}

async function read(response, take) {
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    take(value);
  }
}

/** Takes the place of earlier statements of this catalogue. */
async function keep(cache, address, pieces) {
  const { origin, pathname } = new URL(address);
  for (const request of await cache.keys()) {
    const old = new URL(request.url);
    if (old.origin === origin && old.pathname === pathname) await cache.delete(request);
  }
  await cache.put(address, new Response(new Blob(pieces)));
}
