import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
// @ts-expect-error A script without types.
import { generated } from "../scripts/generate-types.mjs";
import { readFrame } from "../src/index.js";

const root = new URL("../../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

const asyncapi = parse(read("docs/api/asyncapi.yaml"));
const ajv = new Ajv2020({ strict: false });
ajv.addSchema(asyncapi, "asyncapi");
const validator = (name: string) => ajv.getSchema(`asyncapi#/components/schemas/${name}`)!;

const examples = [...read("docs/protocol.md").matchAll(/```json (client|server)\n([^]*?)```/g)].map(([, side, json]) => ({
  side: side!,
  json: json!,
  type: JSON.parse(json!).type as string,
}));

test("the types that are checked in are those of the schemas", () => {
  for (const [name, text] of generated() as Map<string, string>) {
    expect(read(`clients/typescript/src/${name}`), `${name}: npm run generate`).toBe(text);
  }
});

test.each(examples)("an example of $type in docs/protocol.md is one of asyncapi.yaml", ({ side, json }) => {
  const validate = validator(side === "client" ? "ClientFrame" : "ServerFrame");
  expect(validate(JSON.parse(json)), JSON.stringify(validate.errors)).toBe(true);
});

test("every frame of asyncapi.yaml has an example in docs/protocol.md, and the other way round", () => {
  for (const side of ["Client", "Server"]) {
    const described = asyncapi.components.schemas[`${side}Frame`].oneOf.map((one: { $ref: string }) => {
      const schema = asyncapi.components.schemas[one.$ref.split("/").pop()!];
      return (schema.properties ?? schema.allOf[0].properties).type.const;
    });
    const shown = new Set(examples.filter((one) => one.side === side.toLowerCase()).map((one) => one.type));
    expect([...shown].toSorted()).toEqual(described.toSorted());
  }
});

test("every server frame shown in docs/protocol.md is read", () => {
  for (const { side, json } of examples) if (side === "server") expect(readFrame(json)).toEqual(JSON.parse(json));
});

test.each(["", "{", "[]", "null", "7", '{"type":"later"}', '{"type":"__proto__"}', '{"type":"welcome","cursor":"1","heads":[{}]}', '{"type":"event","seq":-1}'])(
  "what is no frame, or of a newer protocol, is nothing: %s",
  (json) => expect(readFrame(json)).toBeUndefined(),
);
