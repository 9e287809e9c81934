import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

const biome = resolve("node_modules/.bin/biome");

/** What `npm run check` says of a file with this one line, at this place of a tree like ours. */
function lint(file: string, line: string): string {
  const tree = mkdtempSync(join(tmpdir(), "pflow-walls-"));
  try {
    copyFileSync("biome.json", join(tree, "biome.json"));
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), `${line}\n`);
    const { stdout, stderr } = spawnSync(biome, ["lint", "--colors=off", "--vcs-enabled=false", "--only=style/noRestrictedImports", file], {
      cwd: tree,
      encoding: "utf8",
    });
    return stdout + stderr;
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

test.each([
  ["shared/contract/x.ts", 'import { now } from "../../functions/kit/clock";'],
  ["shared/process/feel/x.ts", 'import { now } from "../../../functions/kit/clock";'],
  ["shared/rules/x.ts", 'import { createHash } from "node:crypto";'],
  ["shared/rules/x.ts", 'import { SQSClient } from "@aws-sdk/client-sqs";'],
  ["shared/rules/x.ts", 'import { useState } from "react";'],
  ["functions/kit/x.ts", 'import { handler } from "../ticket/handler";'],
  ["functions/db/x.ts", 'import { forms } from "../form/tables";'],
  ["functions/ticket/x.ts", 'import { forms } from "../form/tables";'],
  ["functions/ticket/submission/x.ts", 'import { forms } from "../../form/tables";'],
  ["functions/form/x.ts", 'import { startCloud } from "../../local/cloud";'],
  ["functions/form/x.ts", 'import { openCloud } from "../../tests/support/cloud";'],
  ["web/src/x.ts", 'import { handler } from "../../functions/ticket/handler";'],
  ["stacks/x.ts", 'import { handler } from "../functions/ticket/handler";'],
  ["local/x.ts", 'import { openCloud } from "../tests/support/cloud";'],
  ["functions/ticket/x.ts", 'import { z } from "zod";'],
])("%s may not have: %s", (file, line) => {
  expect(lint(file, line)).toContain("lint/style/noRestrictedImports");
});

test.each([
  ["functions/ticket/submission/x.ts", 'import { findPublishedForm } from "../../../shared/contract/form";'],
  ["functions/ticket/x.ts", 'import * as z from "zod";'],
  ["local/x.ts", 'import { handler } from "../functions/ticket/handler";'],
  ["web/src/x.ts", 'import { listTickets } from "../../shared/contract/ticket";'],
])("%s may have: %s", (file, line) => {
  expect(lint(file, line)).not.toContain("noRestrictedImports");
});

test("every variable that the code reads is explained in .env.example, and no other", () => {
  const grep = spawnSync(
    "grep",
    [
      "-rhoE",
      String.raw`(process\.env\.[A-Z][A-Z0-9_]+|env\("[A-Z][A-Z0-9_]+"\)|(urlVariable|variable): "[A-Z][A-Z0-9_]+")`,
      "functions",
      "local",
      "shared",
      "web/src",
      "web/vite.config.ts",
      "stacks",
      "sst.config.ts",
    ],
    { encoding: "utf8" },
  );
  const read = new Set([...grep.stdout.matchAll(/([A-Z][A-Z0-9_]{3,})/g)].map(([name]) => name));
  const explained = new Set([...readFileSync(".env.example", "utf8").matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name ?? ""));
  const unexplained = [...read].filter((name) => !explained.has(name));
  expect(unexplained).toEqual([]);
});
