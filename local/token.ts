/** `npm run -s token -- --user admin@acme.test`: prints an access token of the PFlow on this machine, and nothing else. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { demoPeople, demoPrograms } from "./demo-people";
import { accessTokenSeconds, openIssuerKeys } from "./issuer-keys";
import { programClaims } from "./issuer-token";
import { dataFolder, issuerUrl, readDotEnv } from "./start-settings";

readDotEnv();
const usage = `Say whose token: npm run -s token -- --user ${demoPeople[0]?.email}`;
const known = [...demoPeople.map(({ email }) => email), ...demoPrograms.map(({ clientId }) => clientId)].join(", ");

function given(): { user?: string; tenant?: string } {
  try {
    const { values, positionals } = parseArgs({ options: { user: { type: "string" }, tenant: { type: "string" } }, allowPositionals: true });
    return { user: values.user ?? positionals[0], tenant: values.tenant };
  } catch {
    return {};
  }
}

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const { user, tenant } = given();
if (!user) refuse(usage);
const program = demoPrograms.find(({ clientId }) => clientId === user);
const person = demoPeople.find(({ email }) => email === user.toLowerCase());
if (!program && !person && !tenant) refuse(`There is no ${user} in the demo; take one of ${known}, or add --tenant for somebody new.`);
// The key is a file, so that this works whether PFlow is running or not.
const keys = await openIssuerKeys({ issuer: issuerUrl(), file: join(dataFolder(), "issuer-key.json") });
const access = program ? await keys.sign(programClaims(program), accessTokenSeconds) : await keys.issueToken({ email: user.toLowerCase(), tenant });
console.log(access);
