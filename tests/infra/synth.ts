// Synthesizes a stage as a deploy would, without AWS. Finished, its functions are bundled and their bundles are in the assembly.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Aspects } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { App } from "sst/constructs";
import { initProject, useProject } from "sst/project.js";
import { stacks } from "../../stacks";

/** A resource of a template, as far as tests look into it. */
// biome-ignore lint/suspicious/noExplicitAny: a template's properties are whatever CloudFormation says.
export type Resource = { Type: string; Properties?: any; Metadata?: any; DeletionPolicy?: string; UpdateReplacePolicy?: string; DependsOn?: string | string[] };
export type Template = { Resources: Record<string, Resource>; Outputs?: Record<string, unknown> };
export type Located = Resource & { id: string; stack: string };

/** A rule that a construct breaks without a reason, or anything else that CDK says. */
export type Message = { stack: string; level: string; path: string; text: string };

export type Synthesized = {
  directory: string;
  templates: Record<string, Template>;
  resources: readonly Located[];
  messages: readonly Message[];
  of(type: string): Located[];
};

export const account = "111111111111";
export const region = "eu-west-1";

type Options = { finish?: boolean; nag?: boolean; more?: (app: App) => void };

export async function synth(stage: string, { finish = false, nag = false, more }: Options = {}): Promise<Synthesized> {
  // The console's build belongs to others: what it is made of is no matter here.
  if (!existsSync("web/dist/index.html")) {
    mkdirSync("web/dist/assets", { recursive: true });
    writeFileSync("web/dist/index.html", "<!doctype html>");
    writeFileSync("web/dist/assets/app.js", "");
  }
  // SST's own types ask for more than it needs.
  await initProject({ stage } as never);
  // Test files run side by side.
  const own = join(process.cwd(), ".sst", `test-${process.pid}`);
  sweep();
  Object.assign(useProject().paths, { out: own, artifacts: join(own, "artifacts") });
  const app = new App({ mode: "deploy", stage, name: "pflow", region, account } as never, { outdir: join(own, `assembly-${++count}`) });
  stacks(app);
  more?.(app);
  if (finish) await app.finish();
  if (nag) Aspects.of(app).add(new AwsSolutionsChecks());
  const assembly = app.synth();
  const templates: Record<string, Template> = Object.fromEntries(
    assembly.stacks.map(({ stackName, template }) => [stackName.replace(`${stage}-pflow-`, ""), template]),
  );
  const resources = Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).map(([id, resource]) => ({ ...resource, id, stack })),
  );
  const messages = assembly.stacks.flatMap(({ stackName, messages }) =>
    messages.map(({ level, id, entry }) => ({ stack: stackName, level, path: id, text: String(entry.data) })),
  );
  return { directory: assembly.directory, templates, resources, messages, of: (type) => resources.filter(({ Type }) => Type === type) };
}

let count = 0;

const finished = new Map<string, Promise<Synthesized>>();
/** A stage as it would be deployed, made once. */
export function stageOf(stage: "dev" | "production"): Promise<Synthesized> {
  const known = finished.get(stage) ?? inTurn(() => synth(stage, { finish: true, nag: true }));
  finished.set(stage, known);
  return known;
}

let last: Promise<unknown> = Promise.resolve();
/** SST knows one app at a time. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
}

/** Takes away what processes left that are gone. */
function sweep() {
  for (const name of readdirSync(".sst")) {
    const pid = Number(/^test-(\d+)$/.exec(name)?.[1] ?? process.pid);
    if (!alive(pid)) rmSync(join(".sst", name), { recursive: true, force: true });
  }
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
