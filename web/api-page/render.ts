import { Marked, type Tokens } from "marked";
import { parse } from "yaml";

/** As much of a JSON Schema as the two descriptions use. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  title?: string;
  description?: string;
  /** False for a field that must not be there. */
  properties?: Record<string, Schema | false>;
  required?: string[];
  items?: Schema;
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  [rule: string]: unknown;
}

interface Content {
  [mediaType: string]: { schema?: Schema };
}

interface Answer {
  $ref?: string;
  description?: string;
  content?: Content;
}

interface Operation {
  operationId: string;
  tags?: string[];
  summary?: string;
  description?: string;
  security?: unknown[];
  parameters?: Array<{ name: string; in: string; required?: boolean; description?: string; schema?: Schema }>;
  requestBody?: { content: Content };
  responses: Record<string, Answer>;
}

export interface Documents {
  /** YAML, OpenAPI 3.1. */
  openapi: string;
  /** YAML, AsyncAPI 3.0. */
  asyncapi: string;
  /** docs/protocol.md. */
  protocol: string;
}

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
const RULES: Record<string, string> = {
  format: "format",
  pattern: "pattern",
  minLength: "at least so many characters:",
  maxLength: "at most so many characters:",
  minimum: "at least",
  maximum: "at most",
  minItems: "at least so many:",
  maxItems: "at most so many:",
  default: "default",
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const code = (text: unknown) => `<code>${escaped(typeof text === "string" ? text : JSON.stringify(text))}</code>`;
const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

/** Something wide can be scrolled, also with the keyboard. */
const wide = (inner: string, label: string) => `<div class="wide" role="region" tabindex="0" aria-label="${escaped(label)}">${inner}</div>`;

/** Our own Markdown. Markup in it stays text; what it links to in the source tree is not served, so only its words remain. */
const markdown = new Marked({
  renderer: {
    heading({ tokens, depth, text }: Tokens.Heading) {
      return `<h${depth + 1} id="${slug(text)}">${this.parser.parseInline(tokens)}</h${depth + 1}>\n`;
    },
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escaped(text),
    link({ href, tokens }: Tokens.Link) {
      const words = this.parser.parseInline(tokens);
      return /^(#|https?:)/.test(href) ? `<a href="${escaped(href)}">${words}</a>` : words;
    },
    code: ({ text }: Tokens.Code) => `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`,
  },
});

const prose = (text = "") => (markdown.parse(text, { async: false }) as string).replaceAll("<table>", `<div class="wide" role="region" tabindex="0" aria-label="Table"><table>`).replaceAll("</table>", "</table></div>");
const line = (text = "") => markdown.parseInline(text, { async: false }) as string;

/** Renders the schemas of one description, which link to each other by `prefix`. */
class Schemas {
  constructor(
    private readonly all: Record<string, Schema>,
    private readonly prefix: string,
  ) {}

  id(name: string): string {
    return `${this.prefix}-${name}`;
  }

  named(reference: string): [string, Schema] {
    const name = reference.split("/").pop()!;
    const schema = this.all[name];
    if (!schema) throw new Error(`${reference} is not there`);
    return [name, schema];
  }

  /** What a value is, in a few words. */
  type(schema: Schema | false): string {
    if (schema === false) return "never there";
    if (schema.$ref) {
      const [name] = this.named(schema.$ref);
      return `<a href="#${this.id(name)}">${escaped(name)}</a>`;
    }
    if (schema.const !== undefined) return code(schema.const);
    if (schema.enum) return schema.enum.map(code).join(" or ");
    if (schema.oneOf && !schema.properties) return schema.oneOf.map((one) => this.type(one)).join(" or ");
    if (schema.type === "array") return `list of ${schema.items ? this.type(schema.items) : "anything"}`;
    return escaped(String(schema.type ?? (schema.properties ? "object" : "anything")));
  }

  /** The rest of what is known about a value. */
  notes(schema: Schema): string {
    const rules = Object.entries(RULES)
      .filter(([rule]) => schema[rule] !== undefined)
      .map(([rule, words]) => `<span class="rule">${words} ${code(schema[rule])}</span>`);
    return [line(schema.description), ...rules].filter(Boolean).join(" ");
  }

  /** Fields by name; those of fields below them with a dotted name. */
  private rows(schema: Schema, within = ""): string {
    return Object.entries(schema.properties ?? {})
      .map(([name, field]) => {
        const path = within + name;
        if (field === false) return `<tr><td>${code(path)}</td><td>${this.type(field)}</td><td></td></tr>`;
        const needed = schema.required?.includes(name) ? "" : " <em>optional</em>";
        const below = field.type === "array" && field.items?.properties ? this.rows(field.items, `${path}[].`) : this.rows(field, `${path}.`);
        return `<tr><td>${code(path)}${needed}</td><td>${this.type(field)}</td><td>${this.notes(field)}</td></tr>${below}`;
      })
      .join("");
  }

  /** A schema in full. */
  body(schema: Schema, label: string): string {
    const rows = this.rows(schema);
    const table = rows && wide(`<table><thead><tr><th>field</th><th>is</th><th></th></tr></thead><tbody>${rows}</tbody></table>`, `Fields of ${label}`);
    const parts = (schema.allOf ?? []).map((part) => (part.$ref ? `<p>and the fields of ${this.type(part)}</p>` : this.body(part, label)));
    const choices = (schema.oneOf ?? []).map((one) => (one.$ref ? `<p>or ${this.type(one)}</p>` : `<h5>${escaped(one.title ?? "or")}</h5>${prose(one.description)}${this.body(one, one.title ?? label)}`));
    const scalar = table || parts.length || choices.length ? "" : `<p>${this.type(schema)} ${this.notes({ ...schema, description: "" })}</p>`;
    return table + scalar + parts.join("") + choices.join("");
  }

  section(name: string): string {
    const schema = this.all[name]!;
    return `<section><h4 id="${this.id(name)}">${escaped(name)}</h4>${prose(schema.description)}${this.body(schema, name)}</section>`;
  }
}

function content(schemas: Schemas, of: Content | undefined): string {
  return Object.entries(of ?? {})
    .map(([mediaType, { schema }]) => `<p class="media">${code(mediaType)}${schema ? `: ${schemas.type(schema)}` : ""}</p>${schema && !schema.$ref && schema.properties ? schemas.body(schema, mediaType) : ""}`)
    .join("");
}

function operationSection(schemas: Schemas, answers: Record<string, Answer>, method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? [])
    .map((one) => `<tr><td>${code(one.name)}${one.required ? "" : " <em>optional</em>"}</td><td>${escaped(one.in)}</td><td>${schemas.type(one.schema ?? {})}</td><td>${schemas.notes({ ...one.schema, description: one.description ?? "" })}</td></tr>`)
    .join("");
  const responses = Object.entries(operation.responses)
    .map(([status, one]) => {
      const answer = one.$ref ? answers[one.$ref.split("/").pop()!]! : one;
      return `<tr><td>${code(status === "default" ? "others" : status)}</td><td>${line(answer.description)}${content(schemas, answer.content)}</td></tr>`;
    })
    .join("");
  return `<section>
<h4 id="call-${operation.operationId}"><span class="method ${method}">${method.toUpperCase()}</span> <code>${escaped(path)}</code></h4>
<p>${line(operation.summary)}${operation.security?.length === 0 ? " <em>Needs no token.</em>" : ""}</p>
${prose(operation.description)}
${parameters && wide(`<table><thead><tr><th>parameter</th><th>in</th><th>is</th><th></th></tr></thead><tbody>${parameters}</tbody></table>`, `Parameters of ${operation.operationId}`)}
${operation.requestBody ? `<h5>Body</h5>${content(schemas, operation.requestBody.content)}` : ""}
${wide(`<table><thead><tr><th>status</th><th>answer</th></tr></thead><tbody>${responses}</tbody></table>`, `Answers of ${operation.operationId}`)}
</section>`;
}

interface Link {
  id: string;
  /** HTML. */
  words: string;
}

const list = (links: Link[]) => `<ul>${links.map(({ id, words }) => `<li><a href="#${id}">${words}</a></li>`).join("")}</ul>`;

function rest(yaml: string): { html: string; links: Link[] } {
  const api = parse(yaml);
  const schemas = new Schemas(api.components.schemas, "rest");
  const operations = Object.entries(api.paths as Record<string, Record<string, Operation>>).flatMap(([path, item]) =>
    METHODS.flatMap((method) => (item[method] ? [{ method, path, operation: item[method] }] : [])),
  );
  const sections = operations.map(({ method, path, operation }) => operationSection(schemas, api.components.responses, method, path, operation));
  return {
    html: `<h2 id="rest">REST</h2><p><a href="/v1/openapi.yaml">OpenAPI description</a></p>${prose(api.info.description)}${sections.join("")}
<h3 id="objects">Objects</h3>${Object.keys(api.components.schemas).map((name) => schemas.section(name)).join("")}`,
    links: [...operations.map(({ method, path, operation }) => ({ id: `call-${operation.operationId}`, words: `${method.toUpperCase()} ${escaped(path.replace("/v1", ""))}` })), { id: "objects", words: "Objects" }],
  };
}

/** The examples of docs/protocol.md, by side and type. */
function examples(protocol: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [, side, json] of protocol.matchAll(/```json (client|server)\n([^]*?)```/g)) {
    const key = `${side} ${JSON.parse(json!).type}`;
    found.set(key, [...(found.get(key) ?? []), json!.trim()]);
  }
  return found;
}

function frames(yaml: string, protocol: string): { html: string; links: Link[] } {
  const api = parse(yaml);
  const schemas = new Schemas(api.components.schemas, "frame");
  const shown = examples(protocol);
  const inSection = new Set<string>();
  const links: Link[] = [];
  const part = (side: "client" | "server", operation: { title: string; messages: Schema[] }) => {
    const sections = operation.messages.map(({ $ref }) => {
      const [name, schema] = schemas.named(api.components.messages[$ref!.split("/").pop()!].payload.$ref);
      inSection.add(name);
      const type = String(((schema.properties ?? schema.allOf![0]!.properties!)["type"] as Schema).const);
      links.push({ id: schemas.id(name), words: `${side === "client" ? "→" : "←"} ${escaped(type)}` });
      const samples = (shown.get(`${side} ${type}`) ?? []).map((json) => `<pre tabindex="0"><code>${escaped(json)}</code></pre>`);
      return `<section><h4 id="${schemas.id(name)}"><code>${escaped(type)}</code></h4>${prose(schema.description)}${samples.join("")}${schemas.body(schema, type)}</section>`;
    });
    return `<h3>${escaped(operation.title)}</h3>${sections.join("")}`;
  };
  const client = part("client", api.operations.fromClient);
  const server = part("server", api.operations.fromServer);
  const others = Object.keys(api.components.schemas).filter((name) => !inSection.has(name) && !/^(Client|Server)Frame$/.test(name));
  return {
    html: `<h2 id="frames">Frames</h2>${client}${server}<h3 id="parts">Parts of frames</h3>${others.map((name) => schemas.section(name)).join("")}`,
    links: [...links, { id: "parts", words: "Parts of frames" }],
  };
}

/** The document up to the table that names tests. */
function chapter(protocol: string): { html: string; links: Link[] } {
  const text = protocol.slice(0, protocol.indexOf("\n## Bad input")).replace(/^# .*\n/, "").replace(" · [Bad input](#bad-input)", "");
  const links = [...text.matchAll(/^## (.*)$/gm)].map(([, title]) => ({ id: slug(title!), words: escaped(title!) }));
  return { html: `<h2 id="protocol">The chat protocol</h2>${prose(text)}`, links };
}

/** The page at `/docs`: what stands between `<body>` and `</body>`. No script, no style of its own. */
export function renderApiPage(documents: Documents): string {
  const parts = [
    { title: "REST", id: "rest", ...rest(documents.openapi) },
    { title: "The chat protocol", id: "protocol", ...chapter(documents.protocol) },
    { title: "Frames", id: "frames", ...frames(documents.asyncapi, documents.protocol) },
  ];
  const nav = parts.map(({ title, id, links }) => `<h2><a href="#${id}">${title}</a></h2>${list(links)}`).join("");
  return `<nav aria-label="Contents"><p><a href="/">Parley</a></p><p><a href="#codes">Error codes</a></p>${nav}</nav>
<main><h1>Parley for programs</h1>${parts.map(({ html }) => html).join("\n")}</main>`;
}
