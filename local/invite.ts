/**
 * `npm run invite`: makes the first admin of a tenant, or gives somebody a role; in AWS it also lets them sign in, where that is
 * Cognito's. Whoever may invoke the identity function (and write to the user pool) may do this.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { askBy } from "../functions/kit/ask";
import { Role, system, TenantId } from "../shared/contract/actor";
import { Email, Name } from "../shared/contract/identity";
import { inviteUser } from "../shared/contract/identity-calls";
import { Problem } from "../shared/contract/problem";
import { quiet } from "./cloud-environment";
import { stage as here, ports, region } from "./settings";

const usage = `npm run invite -- --tenant acme --email admin@acme.test --role admin [--name "Ada"] [--stage prod]

  --role   ${Role.options.join(", ")}; may be given several times
  --stage  a stage in your AWS account; without it, the PFlow that runs on this machine`;

const Given = z.object({ tenant: TenantId, email: Email, role: z.array(Role).min(1), name: Name.optional(), stage: z.string().min(1).default(here) });
type Given = z.infer<typeof Given>;

/** Gives the sentences to print. Throws a Problem where the function refuses or can't be reached. Doing it again does no harm. */
export async function invite({ tenant, email, role, name, stage }: Given): Promise<string> {
  setPlace(stage);
  // These clients take their time to load, and are for AWS alone.
  const users = stage === here ? undefined : await (await import("./cognito")).openUserPool(stage);
  await users?.check({ tenant, email });
  const user = await askBy(Date.now() + 15_000, "invite")("identity", inviteUser, system(tenant), { body: { email, name, roles: [...new Set(role)] } });
  const state = user.invited ? "is known by this e-mail at the first sign-in" : "has signed in before";
  const told = `${user.name} <${user.email}> has the roles ${user.roles.join(", ")} in ${tenant}, and ${state}.`;
  return users ? `${told} ${await users.letIn({ tenant, email, name })}` : told;
}

/** Here the function answers at a port of the running start; in AWS the SDK finds it with the credentials of the shell. */
function setPlace(stage: string) {
  Object.assign(process.env, quiet, { PFLOW_STAGE: stage, AWS_REGION: process.env.AWS_REGION ?? region });
  if (stage !== here) return;
  const port = process.env[ports.aws.variable] || ports.aws.port;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_LAMBDA: process.env.AWS_ENDPOINT_URL_LAMBDA ?? `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
  delete process.env.AWS_PROFILE;
}

export function parseInvitation(args: readonly string[]): Given | string {
  try {
    const text = { type: "string" } as const;
    const { values } = parseArgs({ args: [...args], options: { tenant: text, email: text, name: text, stage: text, role: { ...text, multiple: true } } });
    const given = Given.safeParse(values);
    return given.success ? given.data : given.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`).join("\n");
  } catch (error) {
    return error instanceof Error ? error.message : String(error); // parseArgs says which option it does not know
  }
}

async function main() {
  const given = parseInvitation(process.argv.slice(2));
  if (typeof given === "string") return fail(`${given}\n\n${usage}`);
  try {
    console.log(await invite(given));
  } catch (error) {
    const hint =
      given.stage === here
        ? "Is PFlow running on this machine? Start it with `npm start`."
        : `Does the stage ${given.stage} exist in ${process.env.AWS_REGION}, and may your AWS credentials invoke its functions and write to its user pool?`;
    if (error instanceof Problem) return fail(error.code === "domain-away" ? `${error.detail} ${hint}` : error.detail);
    if (given.stage === here) throw error;
    fail(`AWS says: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)} ${hint}`);
  }
}

function fail(message: string) {
  console.error(message);
  process.exitCode = 1;
}

if (import.meta.url === new URL(process.argv[1] ?? "", "file:").href) await main();
