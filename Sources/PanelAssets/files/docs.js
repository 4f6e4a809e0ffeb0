// Draws /api/openapi.json as a page: groups, operations, what goes in, what comes out.

const groups = document.getElementById("groups");
const about = document.getElementById("about");

const answer = await fetch("/api/openapi.json");
if (answer.ok) draw(await answer.json());
else about.textContent = `The document could not be loaded (${answer.status}).`;

function draw(document_) {
  about.textContent = document_.info.description;
  const operations = Object.entries(document_.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })));
  for (const tag of document_.tags) {
    const own = operations.filter((one) => one.tags.includes(tag.name))
      .sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
    const section = make("section", {}, make("h2", {}, tag.name), ...own.map((one) => show(one, document_)));
    groups.append(section);
  }
  const find = document.getElementById("find");
  find.addEventListener("input", () => filter(find.value.trim().toLowerCase()));
}

function filter(word) {
  for (const section of groups.children) {
    let seen = 0;
    for (const one of section.querySelectorAll("details")) {
      one.hidden = word !== "" && !one.dataset.words.includes(word);
      if (!one.hidden) seen += 1;
    }
    section.hidden = seen === 0;
  }
}

function show(one, root) {
  const needs = one["x-permission"] ? `needs ${one["x-permission"]}` : "open to everyone";
  const body = make("div", { className: "body" }, make("p", { className: "note" }, `${one.operationId} · ${needs}`));
  if (one.parameters?.length) {
    body.append(make("h3", {}, "Parameters"), table(one.parameters.map((each) =>
      [each.name, `${each.in}: ${type(each.schema, root)}${each.description ? ` — ${each.description}` : ""}`, each.required])));
  }
  const sent = one.requestBody?.content?.["application/json"]?.schema;
  if (sent) body.append(make("h3", {}, `Body${one.requestBody.required ? "" : " (may be left out)"}`), fields(sent, root));
  body.append(make("h3", {}, "Answers"));
  for (const [status, each] of Object.entries(one.responses)) {
    const schema = each.content?.["application/json"]?.schema;
    body.append(make("p", {}, `${status} · ${each.description}`));
    if (schema && status < 300) body.append(fields(schema, root));
  }
  return make("details", { words: `${one.method} ${one.path} ${one.operationId} ${one.summary} ${needs}`.toLowerCase() },
    make("summary", {}, make("b", { className: `method ${one.method}` }, one.method.toUpperCase()),
      make("code", {}, one.path), make("span", {}, one.summary)), body);
}

function fields(schema, root) {
  const plain = resolve(schema, root);
  if (!plain.properties) return make("p", { className: "note" }, type(schema, root));
  return table(Object.entries(plain.properties).map(([name, each]) =>
    [name, `${type(each, root)}${each.description ? ` — ${each.description}` : ""}`, plain.required?.includes(name)]));
}

function resolve(schema, root) {
  const name = schema.$ref?.split("/").pop();
  return name ? root.components.schemas[name] : schema;
}

/** A schema in a few words. */
function type(schema, root, depth = 0) {
  if (schema.$ref) {
    const name = schema.$ref.split("/").pop();
    return depth > 0 ? name : `${name} { ${Object.keys(resolve(schema, root).properties ?? {}).join(", ")} }`;
  }
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.type === "array") return `list of ${type(schema.items, root, depth + 1)}`;
  if (schema.type === "object" && schema.properties) return `{ ${Object.keys(schema.properties).join(", ")} }`;
  if (schema.anyOf && !schema.properties) return schema.anyOf.map((each) => type(each, root, depth + 1)).join(" or ");
  const range = schema.minimum !== undefined ? ` ${schema.minimum}…${schema.maximum}` : "";
  const length = schema.maxLength !== undefined ? ` up to ${schema.maxLength}` : "";
  return `${schema.type ?? "anything"}${schema.format ? ` (${schema.format})` : ""}${range}${length}`;
}

function table(rows) {
  return make("table", {}, ...rows.map(([name, words, must]) =>
    make("tr", {}, make("td", {}, name, must ? make("b", { className: "must" }, " *") : ""), make("td", {}, words))));
}

function make(name, { className, words } = {}, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (words) element.dataset.words = words;
  element.append(...children);
  return element;
}
