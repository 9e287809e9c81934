// Writes the templates of a stage as files, for tools that read such: `npx tsx tests/infra/write.ts production folder`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synth } from "./synth";

const [stage = "dev", folder = ".sst/templates"] = process.argv.slice(2);
const { templates } = await synth(stage, { finish: true });
mkdirSync(folder, { recursive: true });
for (const [name, template] of Object.entries(templates)) writeFileSync(join(folder, `${stage}-${name}.json`), JSON.stringify(template, null, 2));
