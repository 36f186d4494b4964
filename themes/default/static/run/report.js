// The report of a check in this page: the same terms as the catalogue's own evidence, FAIR4ML
// evaluations that a PROV activity made, about the same model, files and declared evaluations.

import { saveFile } from "./dom.js";

/** Makes the report and offers it as a file. */
export async function saveReport(session, found, date) {
  const { facts, base } = session;
  const address = new URL(`${facts.page}record.jsonld`, new URL(base, location.href));
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname} is not there (status ${response.status})`);
  const document = report(await response.json(), facts, found, date);
  saveFile(
    `${facts.slug}-check.jsonld`,
    "application/ld+json",
    `${JSON.stringify(document, null, 2)}\n`,
  );
}

/**
 * @param {object} record the model's JSON-LD, which lends its context and its names for things
 * @param {object} found of `engine.check`
 */
export function report(record, facts, found, date) {
  const model = record["@id"] ?? record["@graph"]?.[0]?.["@id"];
  const nodes = allNodes(record);
  const about = {
    model,
    nodes,
    facts,
    found,
    day: date.toISOString().slice(0, 10),
    stem: `urn:uuid:${crypto.randomUUID?.() ?? date.getTime()}#`,
  };
  const made = [
    ...found.verification.outputs
      .filter((it) => it.largest != null)
      .map((it, place) => outputNode(about, it, place)),
    ...found.verification.claims.map((it, place) => claimNode(about, it, place)),
  ];
  if (made.length) made[0]["prov:wasGeneratedBy"] = activity(about, date);
  return { "@context": record["@context"], "@id": about.stem.slice(0, -1), "@graph": made };
}

function outputNode(about, { name, largest, holds, tolerance }, place) {
  const id = `${about.stem}output-${place + 1}`;
  const metric = `largest difference from reference output ${name}`;
  const secondary = [
    verdict(id, holds),
    ...(tolerance == null ? [] : [measured(id, "tolerance", "tolerance", tolerance)]),
  ];
  return {
    ...evaluation(about, id, metric),
    "fair4ml:evaluationMetrics": {
      ...measured(id, "value", metric, largest),
      valueReference: secondary,
    },
  };
}

function claimNode(about, { claim, value, uncertainty, interval, limit, holds, reason }, place) {
  const id = `${about.stem}metric-${place + 1}`;
  const secondary = [
    measured(id, "declared", "declared value", claim.value, claim.unit),
    verdict(id, holds),
  ];
  if (claim.tolerance != null)
    secondary.push(measured(id, "tolerance", "tolerance", claim.tolerance, claim.unit));
  if (uncertainty != null)
    secondary.push(measured(id, "uncertainty", "standard deviation", uncertainty, claim.unit));
  if (interval) secondary.push(between(id, "interval", "interval of 68.3 %", interval, claim.unit));
  const result = resultNode(id, claim, value, limit);
  const declared = declaredEvaluation(about.nodes, claim);
  return {
    ...evaluation(about, id, claim.metric),
    ...(reason ? { description: reason } : {}),
    ...(declared ? { isBasedOn: { "@id": declared } } : {}),
    "fair4ml:evaluationMetrics": { ...result, valueReference: secondary },
  };
}

/** What all evaluations of the run have in common. */
function evaluation({ model, nodes, facts, found, day, stem }, id, metric) {
  return {
    "@id": id,
    "@type": "fair4ml:MLModelEvaluation",
    name: `${metric}, recomputed with ${found.engine} ${found.version} in a browser`,
    "fair4ml:evaluatedMLModel": { "@id": model },
    "fair4ml:evaluationDataset": {
      "@id": fileIri(nodes, facts.control_set.sha256, `${stem}control-set`),
    },
    "fair4ml:evaluationSoftware": { "@id": `${stem}engine` },
    dateCreated: day,
    "prov:wasGeneratedBy": { "@id": `${stem}check` },
  };
}

function activity({ nodes, facts, found, stem }, date) {
  const id = `${stem}check`;
  const condition = (name, value) => ({ ...property(id, name, name), value: String(value) });
  const file = ({ sha256 }, name) => ({ "@id": fileIri(nodes, sha256, `${stem}${name}`), sha256 });
  return {
    "@id": id,
    "@type": "prov:Activity",
    name: `Verification with ${found.engine} ${found.version} on wasm`,
    "dcterms:date": date.toISOString(),
    "prov:used": [file(facts.model, "model"), file(facts.control_set, "control-set")],
    "prov:wasAssociatedWith": [
      {
        "@id": `${stem}engine`,
        "@type": ["prov:SoftwareAgent", "SoftwareApplication"],
        name: found.engine,
        version: found.version,
      },
    ],
    additionalProperty: [
      condition("device", "wasm"),
      condition("items", found.items),
      condition("browser", navigator.userAgent),
    ],
  };
}

/** The value; what is only known to be above a limit has none. */
function resultNode(id, claim, value, limit) {
  if (limit != null) return between(id, "value", claim.metric, [limit], claim.unit);
  return value == null
    ? property(id, "value", claim.metric)
    : measured(id, "value", claim.metric, value, claim.unit);
}

function between(id, suffix, name, [minValue, maxValue], unit) {
  return {
    ...property(id, suffix, name),
    minValue,
    ...(maxValue == null ? {} : { maxValue }),
    ...(unit ? { unitText: unit } : {}),
  };
}

function property(id, suffix, name) {
  return { "@id": `${id}-${suffix}`, "@type": "PropertyValue", name };
}

function measured(id, suffix, name, value, unit) {
  return { ...property(id, suffix, name), value, ...(unit ? { unitText: unit } : {}) };
}

function verdict(id, holds) {
  return {
    ...property(id, "verdict", "verdict"),
    value: holds == null ? "not-checked" : holds ? "holds" : "fails",
  };
}

/** Every node of the record, however deep. */
function allNodes(value, found = []) {
  if (Array.isArray(value)) for (const one of value) allNodes(one, found);
  else if (value && typeof value === "object") {
    if (value["@id"]) found.push(value);
    for (const [key, one] of Object.entries(value)) if (key !== "@context") allNodes(one, found);
  }
  return found;
}

/** The record's name for the file with this checksum, or `otherwise`. */
function fileIri(nodes, sha256, otherwise) {
  return nodes.find((node) => node.sha256 === sha256)?.["@id"] ?? otherwise;
}

/** The record's evaluation that declares this claim; its value may have lost a bit on the way. */
function declaredEvaluation(nodes, claim) {
  const equals = (value) => Math.abs(value - claim.value) <= 1e-12 * Math.abs(claim.value);
  const declares = (metric) =>
    metric?.name === claim.metric && equals(Number(metric.value?.["@value"] ?? metric.value));
  const holds = (metrics) => [metrics].flat().some(declares);
  return nodes.find(
    (node) => !node["prov:wasGeneratedBy"] && holds(node["fair4ml:evaluationMetrics"]),
  )?.["@id"];
}
