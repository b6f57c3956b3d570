// Writes src/frames.ts and src/rest.ts: the schemas of docs/api/asyncapi.yaml and of the REST description as TypeScript.
// Knows just as much of JSON Schema as those two use, and stops at what it does not know.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const root = new URL("../../../", import.meta.url);

const SOURCES = [
  { from: "docs/api/asyncapi.yaml", to: "frames.ts", imports: "", names: null },
  {
    from: "docs/api/openapi.yaml",
    to: "rest.ts",
    imports: "",
    names: ["Login", "Device", "Me", "ProfileChange", "Settings", "SettingsChange", "User", "Role", "NamedMember", "Group", "Conversation"],
  },
];

/** What the generated files should hold, by name. */
export function generated() {
  return new Map(SOURCES.map((source) => [source.to, module(source)]));
}

function module({ from, names }) {
  const schemas = parse(readFileSync(new URL(from, root), "utf8")).components.schemas;
  const wanted = new Set(names ?? Object.keys(schemas));
  for (const name of wanted) {
    JSON.stringify(schemas[name], (key, value) => {
      if (key === "$ref") wanted.add(value.split("/").pop());
      return value;
    });
  }
  const lines = [`// Made from ${from} by scripts/generate-types.mjs. Change that, not this.`, ""];
  for (const name of wanted) {
    const schema = schemas[name];
    if (!schema) throw new Error(`${from} has no schema ${name}`);
    lines.push(...comment(schema.description, ""));
    lines.push(isPlainObject(schema) ? `export interface ${name} ${type(schema, "")}` : `export type ${name} = ${type(schema, "")};`, "");
  }
  return lines.join("\n");
}

function isPlainObject(schema) {
  return schema.type === "object" && !schema.oneOf && !schema.allOf;
}

function type(schema, indent) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.oneOf) return schema.oneOf.map((one) => type(one, indent)).join(" | ");
  if (schema.allOf) return schema.allOf.map((one) => (one.oneOf ? `(${type(one, indent)})` : type(one, indent))).join(" & ");
  switch (schema.type) {
    case "object":
      return object(schema, indent);
    case "array":
      return `Array<${type(schema.items, indent)}>`;
    case "string":
      return "string";
    case "boolean":
      return "boolean";
    case "integer":
    case "number":
      return "number";
    default:
      throw new Error(`a schema this script does not know: ${JSON.stringify(schema)}`);
  }
}

function object(schema, indent) {
  const required = new Set(schema.required ?? []);
  const lines = ["{"];
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    lines.push(...comment(property.description, indent + "  "));
    lines.push(`${indent}  ${name}${required.has(name) ? "" : "?"}: ${type(property, indent + "  ")};`);
  }
  lines.push(`${indent}}`);
  return lines.join("\n");
}

function comment(text, indent) {
  return text ? [`${indent}/** ${text.trim().replace(/\s+/g, " ").replaceAll("*/", "* /")} */`] : [];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of generated()) {
    const file = new URL(`../src/${name}`, import.meta.url);
    // An unchanged file keeps its time, so that nothing is built again because of it.
    if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  }
}
