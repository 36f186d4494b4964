// What a visitor tried, in the address; and what an edit makes untrue.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pollUntil } from "./support/waiting.mjs";
import { answered, jets, peaks, runExample, site, tab, visit } from "./support/models.mjs";

const queryOf = (page) => new URL(page.url()).searchParams;

/** Path and query of an address of a model's page below the site. */
function pathOf(link) {
  const { pathname, search } = new URL(link);
  return pathname.slice(pathname.indexOf("/models/") + 1) + search;
}

test("a link shows the same jet with the same changes", async () => {
  let link;
  let answer;
  await visit(jets, async (page) => {
    const before = await page.evaluate(() => history.length);
    await runExample(page, 1);
    await page.getByRole("button", { name: "Leave it out" }).click();
    await page.locator(".try-before", { hasText: "was" }).waitFor();
    await pollUntil("the address has the change", () => queryOf(page).get("out"), Boolean);
    assert.equal(queryOf(page).get("item"), String(jets.facts.examples[1].row));
    assert.ok(jets.facts.model.sha256.startsWith(queryOf(page).get("file")));
    assert.equal(await page.evaluate(() => history.length), before, "nothing enters the history");
    link = page.url();
    answer = await page.locator(".try-probability").textContent();
  });
  await site.visit(pathOf(link), async (page) => {
    await page.locator(".try-before", { hasText: "was" }).waitFor();
    assert.equal(await page.locator(".try-probability").textContent(), answer);
    assert.equal(await page.locator(".try-changes .chip").count(), 1);
  });
});

test("a track is dragged, and score, relevance and address follow", async () => {
  let link;
  let answer;
  await visit(jets, async (page) => {
    await runExample(page, 1);
    await tab(page, "Why");
    // With the relevance the picture is drawn anew.
    await page.locator(".try-relevance-bars").waitFor();
    const picture = page.locator(".try-picture.movable");
    const track = picture.locator("[data-track]").last();
    await track.scrollIntoViewIfNeeded();
    const slot = await track.getAttribute("data-track");
    const { x, y, width, height } = await track.boundingBox();
    const [from, to] = [
      [x + width / 2, y + height / 2],
      [x + width / 2 + 40, y + height / 2 - 30],
    ];
    const before = await page.locator(".try-relevance-bars").textContent();
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 20 });
    await page.locator(".try-before", { hasText: "was" }).waitFor();
    await pollUntil(
      "the relevance follows while the track is held",
      () => page.locator(".try-relevance-bars").textContent(),
      (found) => found !== before,
    );
    await page.mouse.up();
    await pollUntil("the address has the place", () => queryOf(page).get("at"), Boolean);
    assert.match(queryOf(page).get("at"), /^0\/\d+\/-?[\d.]+\/-?[\d.]+$/);
    assert.ok(slot !== null);
    link = page.url();
    answer = await page.locator(".try-probability").textContent();
  });
  await site.visit(pathOf(link), async (page) => {
    await page.locator(".try-before", { hasText: "was" }).waitFor();
    assert.equal(await page.locator(".try-probability").textContent(), answer);
    await tab(page, "What if");
    assert.match(await page.locator(".try-changes .chip").textContent(), /at Δη .*, Δφ /);
    await page.locator(".try-changes .chip").click();
    await page.locator(".try-picture.movable [data-track]").first().focus();
    await page.keyboard.press("Shift+ArrowUp");
    await page.locator(".try-changes .chip", { hasText: "Δη" }).waitFor();
  });
});

test("an address of another file of the model says so, and nonsense in it is nothing", async () => {
  const query = "?file=000000000000&item=1e9&out=9/9,x,0//999&by=0/all/0/NaN";
  await site.visit(`models/${jets.slug}/${query}`, async (page) => {
    await answered(page);
    assert.match(await page.locator("#try .notice").textContent(), /another file of the model/);
    assert.equal(await page.locator(".try-changes .chip").count(), 0);
  });
});

test("a link shows an item of the control set that is no example", async () => {
  const rows = jets.facts.examples.map(({ row }) => row);
  const other = [...Array(jets.facts.control_set.items).keys()].find((row) => !rows.includes(row));
  await site.visit(`models/${jets.slug}/?item=${other}`, async (page) => {
    await answered(page);
    assert.equal(await page.locator(".try-card.chosen").count(), 0);
    await pollUntil("the address is whole", () => queryOf(page).get("file"), Boolean);
    assert.equal(queryOf(page).get("item"), String(other));
  });
});

test("a link shows a peak that was moved", async () => {
  let link;
  let found;
  await visit(peaks, async (page) => {
    await runExample(page);
    await page.getByRole("button", { name: "A round peak" }).click();
    await pollUntil("the address has the image", () => queryOf(page).get("image"), Boolean);
    link = page.url();
    found = await page.locator(".try-runs dd").first().textContent();
  });
  await site.visit(pathOf(link), async (page) => {
    await page.locator(".try-runs dd").first().waitFor();
    assert.equal(await page.locator(".try-runs dd").first().textContent(), found);
  });
});

test("what is left out is not described as zeros", async () => {
  await visit(jets, async (page) => {
    await runExample(page);
    const values = page.locator(".try-features dd");
    const before = await values.allTextContents();
    await page.getByRole("button", { name: "Leave it out" }).click();
    await page.locator(".try-readout", { hasText: "is left out" }).waitFor();
    assert.deepEqual(await values.allTextContents(), before);
    assert.match(await page.locator(".try-item h4").textContent(), /is left out/);
    assert.equal(await page.locator(".try-runs dt", { hasText: "From click" }).count(), 0);
  });
});

test("picture and answer are both in sight, and nothing covers the answer", async () => {
  for (const [width, height] of [
    [1440, 900],
    [768, 1024],
    [390, 844],
  ]) {
    await visit(
      jets,
      async (page) => {
        await runExample(page);
        await page.locator(".try-picture svg").first().waitFor();
        await page.locator(".try-display").evaluate((it) => {
          scrollTo(0, it.getBoundingClientRect().top + scrollY - 160);
        });
        const seen = await page.evaluate(() => {
          const box = document.querySelector(".try-verdict").getBoundingClientRect();
          const at = document.elementFromPoint(box.left + 4, box.top + box.height / 2);
          const drawing = document.querySelector(".try-picture").getBoundingClientRect();
          return {
            uncovered: Boolean(at?.closest(".try-answer-line")),
            beside: box.left >= drawing.right,
            visible: box.top >= 0 && box.bottom <= innerHeight,
          };
        });
        assert.ok(seen.uncovered, `${width}: something covers the answer`);
        assert.ok(seen.visible, `${width}: the answer is out of sight`);
        assert.equal(seen.beside, width >= 768, `${width}: beside each other`);
      },
      { viewport: { width, height } },
    );
  }
});

test("own data with their truth give metrics, a curve and the spread of scores", async () => {
  await visit(jets, async (page) => {
    await runExample(page);
    const panel = await tab(page, "Your own data");
    const file = `${site.folder}/${jets.facts.control_set.path}`;
    await panel.locator("input[type=file]").setInputFiles(file);
    const measured = panel.getByRole("region", { name: "Beside the truth in your file" });
    await measured.waitFor({ timeout: 120_000 });
    assert.equal(await measured.locator("svg.curves polyline").count(), 1);
    assert.equal(await measured.locator("svg.curves path").count(), 2);
    // The control set itself gives what the published check gave.
    const published = jets.facts.verified.engines[0].claims.find(
      ({ claim }) => claim.metric === "ROC AUC",
    );
    const row = measured.locator("tr", { hasText: "ROC AUC" });
    assert.equal((await row.locator("td").textContent()).trim(), published.shown.recomputed);
  });
});

test("the check shows its verdict before what other machines found", async () => {
  await visit(jets, async (page) => {
    await runExample(page);
    const panel = await tab(page, "Check it yourself");
    await panel.getByRole("button", { name: "Run the check" }).click();
    const heads = panel.locator("thead").first().locator("th");
    await heads.first().waitFor();
    const [, verdict, here] = await heads.allTextContents();
    assert.match(verdict, /verdict/i);
    assert.match(here, /^here/);
  });
});
