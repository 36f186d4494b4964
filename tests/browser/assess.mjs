// The page "Assess your page": what a visitor gives is assessed here, as the program does it, and
// goes nowhere.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { axe, siteOf, STANDARDS } from "./support/site.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const imports = path.join(root, "tests/fixtures/imports");
const site = siteOf("FAIRCAT_SITE");
const visit = (use, options) => site.visit("assess/", use, options);

const CARD = "---\npipeline_tag: image-classification\n---\n# Jets\n";

const headings = (page) => page.locator(".assess-head h2");
const problem = (page) => page.locator(".assess-result .problem");

async function give(page, name, content) {
  const buffer = Buffer.from(content);
  await page.setInputFiles("#assess-input", { name, mimeType: "text/plain", buffer });
}

/** Gives a document and waits for its scorecard. */
async function assessed(page, name, content) {
  await give(page, name, content);
  await page.locator("[data-working]").waitFor({ state: "hidden" });
  await headings(page).waitFor();
}

async function paste(page, text) {
  await page.fill("#assess-text", text);
  await page.getByRole("button", { name: "Assess this text" }).click();
}

/** What the page says is wrong with a document. */
async function refused(page, name, content) {
  await give(page, name, content);
  await problem(page).waitFor();
  return problem(page).textContent();
}

async function downloaded(page, label) {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: label }).click(),
  ]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

// Holds `data` over the page until that takes it, which it does as soon as its script is there.
async function offered(page, data) {
  await page.waitForFunction((dataTransfer) => {
    const place = document.querySelector("[data-drop]");
    const event = { dataTransfer, bubbles: true, cancelable: true };
    place.dispatchEvent(new DragEvent("dragover", event));
    return place.classList.contains("over");
  }, data);
}

describe("a visitor's document", () => {
  test("is judged in English, which a page in another language marks", async () => {
    await visit(async (page) => {
      await page.evaluate(() => {
        document.documentElement.lang = "de";
      });
      await assessed(page, "card.md", CARD);
      const marked = await page
        .locator(".fair-findings > li")
        .evaluateAll((all) => all.map((it) => it.querySelectorAll("[lang=en]").length));
      assert.ok(marked.length > 20 && marked.every((count) => count >= 3), String(marked));
      assert.equal(await page.locator(".principle-title[lang]").count(), 0);
    });
  });

  test("pasted, has a scorecard with remedies, by keyboard alone", async () => {
    await visit(async (page) => {
      await page.locator("#assess-text").focus();
      await page.keyboard.insertText(
        '{"@context": "https://schema.org", "@type": "Dataset", "name": "Jets", "version": "1.0"}',
      );
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await headings(page).waitFor();
      assert.equal(await headings(page).textContent(), "Jets");
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "Jets");
      const said = await page.locator("[data-status]").textContent();
      assert.match(said, /^Jets: \d+ of \d+ principles that apply are met, \d+ fail/);
      const licence = page.locator("#R1\\.1 .remedy pre").first();
      assert.match(await licence.textContent(), /^"license": "https:/);
    });
  });

  test("of another format is told in that format's words", async () => {
    await visit(async (page) => {
      await assessed(page, "README.md", CARD);
      assert.match(await page.locator(".assess-head").textContent(), /Hugging Face/);
      const licence = page.locator("#R1\\.1 .remedy pre").first();
      assert.equal(await licence.textContent(), "license: apache-2.0");
      const kernel = readFileSync(path.join(imports, "datacite-xml/kernel-4.xml"));
      await assessed(page, "kernel-4.xml", kernel);
      assert.match(await page.locator(".assess-head").textContent(), /DataCite/);
    });
  });

  test("dropped on the page is taken", async () => {
    await visit(async (page) => {
      const data = await page.evaluateHandle((text) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], "README.md"));
        return transfer;
      }, CARD);
      await offered(page, data);
      await page.dispatchEvent("[data-drop]", "drop", { dataTransfer: data });
      await headings(page).waitFor();
      assert.equal(await headings(page).textContent(), "Jets");
    });
  });

  test("of several that are dropped is the first, and the field names it", async () => {
    await visit(async (page) => {
      const data = await page.evaluateHandle((text) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], "README.md"));
        transfer.items.add(new File([text], "other.md"));
        return transfer;
      }, CARD);
      await offered(page, data);
      await page.dispatchEvent("[data-drop]", "drop", { dataTransfer: data });
      await headings(page).waitFor();
      const said = await page.locator(".assess-head").textContent();
      assert.match(said, /You gave 2 files.*this is README\.md/);
      const name = await page.evaluate(() => document.querySelector("#assess-input").files[0].name);
      assert.equal(name, "README.md");
    });
  });

  test("in words of another format has boxes of their own", async () => {
    await visit(async (page) => {
      await assessed(page, "README.md", CARD);
      await page.getByRole("button", { name: "Show all remedies" }).click();
      const remedy = page.locator("#F2 .remedy").first();
      const labels = await remedy.locator("p").allTextContents();
      // Places of the format's own words come first.
      assert.match(labels[0], /^In the (text of the card|front matter):$/);
      assert.ok(labels.includes("In the front matter:"), `${labels}`);
      assert.match(labels.at(-1), /^In Hugging Face .* there is no field for .*; in JSON-LD .*:$/);
      const boxes = await remedy.locator(".copyable pre").allTextContents();
      assert.equal(boxes.length, labels.length);
      assert.equal(await remedy.locator(".copyable .copy").count(), labels.length);
      assert.ok(boxes.every((text) => !text.includes("there is no field")));
    });
  });

  test("has files with a name in its own script, within bounds", async () => {
    await visit(async (page) => {
      const names = [
        ["данные.json", "данные.ftr.jsonld"],
        [".json", "document.ftr.jsonld"],
        [`${"a".repeat(240)}.json`, `${"a".repeat(60)}.ftr.jsonld`],
      ];
      const text = '{"@context": "https://schema.org", "@type": "Dataset", "name": "Jets"}';
      for (const [name, wanted] of names) {
        await assessed(page, name, text);
        assert.equal((await downloaded(page, "Download as FTR")).name, wanted);
      }
    });
  });

  test("with a name without end has a heading of some letters", async () => {
    await visit(async (page) => {
      const name = "x".repeat(1_000_000);
      const text = JSON.stringify({ "@context": "https://schema.org", "@type": "Dataset", name });
      await assessed(page, "d.json", text);
      assert.equal((await headings(page).textContent()).length, 301);
    });
  });

  test("with several works lets the visitor choose", async () => {
    await visit(async (page) => {
      await assessed(page, "works.bib", readFileSync(path.join(imports, "bibtex/works.bib")));
      assert.equal(await headings(page).textContent(), "Toys: a table");
      await page.selectOption("#assess-work", { label: "A toy network" });
      await page.getByRole("button", { name: "Assess this one" }).click();
      await headings(page).filter({ hasText: "A toy network" }).waitFor();
      const labels = await page.locator("#assess-work option").allTextContents();
      assert.deepEqual(labels, ["A toy network", "Toys: a table", "toytool"]);
    });
  });

  test("has the files that the program writes", async () => {
    await visit(async (page) => {
      const name = path.join(imports, "croissant/jets.json");
      await assessed(page, "jets.json", readFileSync(name));
      const program = (format) =>
        execFileSync(process.env.FAIRCAT_PROGRAM, ["assess", "jets.json", "--format", format], {
          cwd: path.dirname(name),
          encoding: "utf8",
        });
      const json = await downloaded(page, "Download as JSON");
      assert.equal(json.name, "jets.scorecard.json");
      assert.deepEqual(elsewhere(json.text), elsewhere(program("json")));
      const ftr = await downloaded(page, "Download as FTR");
      assert.equal(ftr.name, "jets.ftr.jsonld");
      assert.deepEqual(elsewhere(ftr.text), elsewhere(program("ftr")));
    });
  });
});

/** A document without the address and the name of the site whose pages explain it. */
function elsewhere(text) {
  const bare = text.replace(/"[^"]*(principles\/[a-z]+\/#|#contact)/g, '"$1');
  const document = JSON.parse(bare, (key, value) =>
    key === "vcard:organization-name" ? "the site" : value,
  );
  assert.match(bare, /"principles\//);
  return document;
}

describe("privacy", () => {
  test("the first document loads the assessor, and no document is sent", async () => {
    await visit(async (page) => {
      const asked = [];
      // Chromium asks for the icon when it has the time.
      const isIcon = (request) => request.url().endsWith("/favicon.svg");
      page.on("request", (request) => isIcon(request) || asked.push(request));
      await assessed(page, "README.md", CARD);
      for (const request of asked) {
        assert.equal(request.method(), "GET");
        assert.match(new URL(request.url()).pathname, /\/static\/(assess|wasm)\/[\w.]+$/);
        assert.doesNotMatch(request.url(), /Jets|README/);
      }
      assert.ok(asked.some((request) => request.url().includes("assess_bg.wasm")));
      asked.length = 0;
      await assessed(page, "works.bib", readFileSync(path.join(imports, "bibtex/works.bib")));
      await paste(page, CARD);
      await headings(page).filter({ hasText: "Jets" }).waitFor();
      assert.deepEqual(asked, []);
    });
  });

  test("nothing is loaded before something is given", async () => {
    await visit(async (page) => {
      const files = await page.evaluate(() =>
        performance.getEntriesByType("resource").map((entry) => entry.name),
      );
      assert.deepEqual(
        files.filter((name) => name.includes("/wasm/") || name.includes("worker")),
        [],
      );
    });
  });
});

describe("what is hostile or broken ends in a message", () => {
  test("and is text, whatever it holds", async () => {
    await visit(async (page) => {
      const script = "<img src=x onerror=\"document.title='taken'\"><script>1</script>";
      const name = `${script}.json`;
      const document = { "@context": "https://schema.org", "@type": "Dataset", name: script };
      await assessed(page, name, JSON.stringify(document));
      assert.equal(await headings(page).textContent(), script);
      assert.equal(await page.locator(".assess-result img, .assess-result script").count(), 0);
      assert.doesNotMatch(await page.title(), /taken/);
    });
  });

  test("too large, too deep, going in circles, or of no format", async () => {
    await visit(async (page) => {
      // Playwright hands over files of up to 50 MB; the page makes the large one itself.
      await page.evaluate(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(200_000_000)], "large.json"));
        const input = document.querySelector("#assess-input");
        input.files = transfer.files;
        input.dispatchEvent(new Event("change"));
      });
      await problem(page).waitFor();
      assert.match(await problem(page).textContent(), /more than 16 MiB/);
      const deep = `{"@context": "https://schema.org", "about": ${"[".repeat(200_000)}`;
      assert.match(await refused(page, "deep.json", deep), /\w/);
      const yaml = `---\n${"a: &a [*a]\n".repeat(2)}---\n`;
      assert.match(await refused(page, "README.md", yaml), /\w/);
      assert.match(await refused(page, "noise.bin", new Uint8Array(1000).fill(7)), /^No format/);
      assert.match(await refused(page, "empty.json", ""), /^Line 1: This is not JSON/);
      const circle =
        '{"@context": {"a": "b:c", "b": "a:d"}, "@type": "a", "@id": "_:x", "a": {"@id": "_:x"}}';
      assert.match(await refused(page, "circle.jsonld", circle), /\w/);
      // It still works.
      await assessed(page, "README.md", CARD);
    });
  });

  for (const [width, height] of [
    [390, 844],
    [1366, 650],
  ]) {
    test(`comes into view and has the focus, ${width} wide`, async () => {
      await visit(
        async (page) => {
          await refused(page, "noise.bin", new Uint8Array(1000).fill(7));
          const box = await problem(page).boundingBox();
          assert.ok(box.y >= 0 && box.y < height, `at ${box.y}`);
          const focused = await page.evaluate(() => document.activeElement.className);
          assert.equal(focused, "problem");
        },
        { viewport: { width, height } },
      );
    });
  }

  test("an empty field asks for text", async () => {
    await visit(async (page) => {
      await paste(page, "  ");
      assert.match(await page.locator("[data-status]").textContent(), /paste it/);
      assert.equal(await page.evaluate(() => document.activeElement.id), "assess-text");
    });
  });
});

describe("time", () => {
  /** The module never comes. */
  const stuck = (page) => page.route(/assess_bg\.wasm/, () => {});

  test("an assessment can be cancelled, and another begun", async () => {
    await visit(
      async (page) => {
        await paste(page, CARD);
        await page.getByRole("button", { name: "Cancel" }).click();
        await page.locator("[data-status]", { hasText: "Cancelled." }).waitFor();
        assert.equal(await page.evaluate(() => document.activeElement.id), "assess-text");
        await page.unroute(/assess_bg\.wasm/);
        await paste(page, CARD);
        await headings(page).waitFor();
      },
      { prepare: stuck },
    );
  });

  test("one that takes too long is given up", async () => {
    await visit(
      async (page) => {
        await paste(page, CARD);
        await page.locator("[data-working]").waitFor();
        await page.clock.fastForward(31_000);
        await problem(page).waitFor();
        assert.match(await problem(page).textContent(), /longer than 30 seconds/);
      },
      {
        prepare: async (page) => {
          await page.clock.install();
          await stuck(page);
        },
      },
    );
  });
});

describe("the page", () => {
  test("says so where the site was built without the assessor", async () => {
    const without = async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/data-engine="[^"]*"/, 'data-engine=""');
      await route.fulfill({ response, body });
    };
    await visit(
      async (page) => {
        await page.getByText("built without the assessor").waitFor();
        assert.equal(await page.locator("#assess-input").isVisible(), false);
      },
      { prepare: (page) => page.route(/\/assess\/$/, without) },
    );
  });

  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1440]) {
      test(`with a scorecard is accessible, ${colorScheme} and ${width} wide`, async () => {
        await visit(
          async (page) => {
            await assessed(page, "works.bib", readFileSync(path.join(imports, "bibtex/works.bib")));
            await page.locator(".assess-remarks summary").click();
            await page.getByRole("button", { name: "Show all remedies" }).click();
            assert.ok(await page.locator(".remedy .copy").first().isVisible());
            await page.evaluate(axe);
            const { violations } = await page.evaluate(
              (standards) =>
                globalThis.axe.run(document, { runOnly: standards, resultTypes: ["violations"] }),
              STANDARDS,
            );
            const found = violations.map((it) => `${it.id}: ${it.nodes[0].html}`);
            assert.deepEqual(found, []);
            const wide = await page.evaluate(
              () => document.documentElement.scrollWidth - innerWidth,
            );
            assert.ok(wide <= 0, `${wide} pixels too wide`);
          },
          { colorScheme, viewport: { width, height: 900 }, bypassCSP: true },
        );
      });
    }
  }
});
