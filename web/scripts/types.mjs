// Writes the page's types from the contract.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const contract = new URL("../../contract/openapi.json", import.meta.url);
const target = new URL("../src/api/schema.d.ts", import.meta.url);

export async function generate() {
  const head = "// Generated from contract/openapi.json by `npm run types`; do not edit.\n\n";
  return head + astToString(await openapiTS(JSON.parse(readFileSync(contract, "utf8"))));
}

if (import.meta.url === `file://${process.argv[1]}`) writeFileSync(target, await generate());
