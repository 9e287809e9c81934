import { beforeAll, describe, expect, test } from "vitest";
import { domains } from "../../shared/contract/domain";
import { type QueueName, queues } from "../../shared/contract/queues";
import { consumerReaches, type KeyRingName, keyRings, type Reach, reaches } from "../../stacks/reach";
import { type Named, readBundle } from "./read-bundle";
import { identityStatements, reasonsOf, resourceStatements, type Statement, text } from "./statements";
import { type Located, type Synthesized, stageOf } from "./synth";

const handlers = [
  ...domains.map((domain) => ({ name: `${domain}`, domain, entry: `functions/${domain}/handler.ts`, reach: reaches[domain], own: [] as QueueName[] })),
  ...(Object.keys(queues) as QueueName[]).map((queue) => {
    const { domain, consumer } = queues[queue];
    return { name: `${domain}-${consumer}`, domain, entry: `functions/${domain}/${consumer}.ts`, reach: consumerReaches[queue], own: [queue] };
  }),
];
const others = [
  { name: "migrate", entry: "functions/db/migrate-handler.ts" },
  { name: "rotate", entry: "functions/db/rotate-handler.ts" },
  { name: "identity-pre-token", entry: "functions/identity/pre-token.ts" },
  { name: "ticket-rotate-keys", entry: "functions/ticket/rotate-keys.ts" },
  { name: "workflow-rotate-keys", entry: "functions/workflow/rotate-keys.ts" },
];

const rings = Object.keys(keyRings) as KeyRingName[];
const feeds = ({ sends = [], timers = [] }: Reach) => [...sends, ...timers];
const works = handlers.filter(({ own }) => own.some((queue) => queue.endsWith("Work")));

/**
 * Who sends to the queue that it drains; and who is called from a work queue, and nudges one itself: two domains that owe each other
 * calls go round like that. Nothing leads back to any other, so if one came back that were a bug, and for Lambda to stop.
 */
const goesRound = ({ domain, own, reach }: (typeof handlers)[number]) =>
  feeds(reach).some((queue) => own.includes(queue)) ||
  (own.length === 0 && works.some((work) => work.reach.asks?.includes(domain)) && feeds(reach).some((queue) => queue.endsWith("Work")));

let stage: Synthesized;
const named = new Map<string, Named>();

beforeAll(async () => {
  stage = await stageOf("production");
  for (const { name, entry } of [...handlers, ...others]) named.set(name, await readBundle(entry));
}, 150_000);

const namesOf = (name: string) => named.get(name) as Named; // read above
const functionOf = (name: string) =>
  stage.of("AWS::Lambda::Function").find(({ Properties }) => Properties.FunctionName === `production-pflow-${name}`) as Located; // all of them are there
const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
/** Set by SST for its own use, by Lambda itself, for a local server only, or where the settings have connectors. */
const notOurs = /^(SST_|AWS_|_X_AMZN_|TZ$|MIGRATIONS_FOLDER$|CONNECTOR_ALLOWED_HOSTS$)/;

describe("variables", () => {
  test.each([...handlers, ...others].map(({ name }) => name))("%s has every variable that it reads, and no other", (name) => {
    const read = namesOf(name).variables;
    const databases = name === "migrate" ? domains : handlers.filter((one) => one.name === name).map(({ domain }) => domain);
    const wanted = [...read, ...databases.map((domain) => `${domain.toUpperCase()}_DATABASE_SECRET_ARN`), "LOG_LEVEL"].filter(
      (variable) => !notOurs.test(variable),
    );
    expect(sorted(Object.keys(functionOf(name).Properties.Environment.Variables).filter((variable) => !notOurs.test(variable)))).toEqual(sorted(wanted));
  });
});

describe("what stacks/reach.ts says is what the code does", () => {
  /** Whoever makes a domain's owed calls makes those that the others of the domain wrote. */
  const owedBy = (domain: string) => handlers.filter((one) => one.domain === domain).flatMap(({ name }) => namesOf(name).owes);
  const pays = (name: string) => namesOf(name).commands.includes("CreateScheduleCommand");

  test.each(handlers)("$name", (handler) => {
    const { name, domain, reach, own } = handler;
    const { asks, queues: used, commands, variables } = namesOf(name);
    const told = used.filter((queue) => !own.includes(queue) || (reach.sends ?? []).includes(queue) || (reach.timers ?? []).includes(queue));
    const said: Record<keyof Reach, unknown> = {
      asks: sorted(reach.asks ?? []),
      sends: sorted([...(reach.sends ?? []), ...(reach.timers ?? []), ...(reach.depths ?? [])]),
      timers: (reach.timers ?? []).length > 0,
      depths: (reach.depths ?? []).length > 0,
      keys: sorted(reach.keys ?? []),
      metrics: reach.metrics === true,
      connects: reach.connects === true,
      issuer: reach.issuer === true,
      loops: reach.loops !== undefined,
    };
    expect(said).toEqual({
      // Identity reads its own table; a process starts others, which is a call to its own domain.
      asks: sorted([...asks.filter((asked) => asked !== domain), ...(pays(name) ? owedBy(domain) : [])]),
      sends: sorted(told),
      timers: pays(name),
      depths: commands.includes("GetQueueAttributesCommand"),
      keys: sorted(rings.filter((ring) => variables.includes(keyRings[ring].variable))),
      metrics: commands.includes("GetMetricDataCommand"),
      connects: variables.includes("CONNECTOR_ALLOWED_HOSTS"),
      issuer: variables.includes("OIDC_ISSUER"),
      loops: goesRound(handler),
    });
  });

  test("only functions that can come back to themselves are spared Lambda's stop, each with its reason and a bound of its own", () => {
    const allowed = stage.of("AWS::Lambda::Function").filter(({ Properties }) => Properties.RecursiveLoop === "Allow");
    expect(sorted(allowed.map(({ Properties }) => Properties.FunctionName.replace("production-pflow-", "")))).toEqual(
      sorted(handlers.filter(({ reach }) => reach.loops).map(({ name }) => name)),
    );
    for (const { Metadata } of allowed) expect(Metadata?.loops).toMatch(/^.{60,}[.]$/);
  });
});

describe("least privilege", () => {
  const statementsOf = (fn: Located) => {
    const role = text(fn.Properties.Role).replace(/^\{|\.Arn\}$/g, "");
    return identityStatements(stage).filter(
      ({ holder }) => holder.stack === fn.stack && (holder.id === role || (holder.Properties.Roles ?? []).some((one: unknown) => text(one) === `{${role}}`)),
    );
  };
  const mayDo = (name: string, action: string) =>
    sorted(statementsOf(functionOf(name)).flatMap(({ actions, resources }) => (actions.includes(action) ? resources : [])));

  test.each(handlers)("$name reads no other domain's secret, and asks and sends only where it must", ({ name, domain, reach }) => {
    const secrets = mayDo(name, "secretsmanager:GetSecretValue");
    const others = domains.filter((one) => one !== domain);
    expect(secrets.filter((arn) => new RegExp(`${domain}Secret`).test(arn))).toHaveLength(1);
    expect(secrets.filter((arn) => others.some((one) => arn.includes(`${one}Secret`)))).toEqual([]);
    expect(secrets.filter((arn) => /Keys/.test(arn))).toHaveLength(reach.keys?.length ?? 0);
    for (const ring of reach.keys ?? []) expect(keyRings[ring].domain).toBe(domain);
    expect(mayDo(name, "lambda:InvokeFunction").map((arn) => arn.split(":function:")[1])).toEqual(
      sorted((reach.asks ?? []).map((asked) => `production-pflow-${asked}`)),
    );
    expect(mayDo(name, "sqs:SendMessage")).toHaveLength(new Set([...(reach.sends ?? []), ...(reach.timers ?? [])]).size);
  });

  test("functions that can't be asked from outside are asked by nobody: only the five domains' are in any statement", () => {
    const asked = identityStatements(stage).flatMap(({ actions, resources, holder }) =>
      actions.includes("lambda:InvokeFunction") && !/Script/.test(holder.id) ? resources : [],
    );
    expect(sorted(asked.map((arn) => arn.split(":function:")[1] ?? arn))).toEqual(sorted(domains.map((domain) => `production-pflow-${domain}`)));
  });

  test("no action is a wildcard", () => {
    const wild = identityStatements(stage).filter(
      ({ actions, holder }) => actions.some((action) => action.includes("*")) && !holder.id.startsWith("CustomCDKBucketDeployment"),
    );
    expect(wild.map(({ holder, actions }) => ({ id: holder.id, actions }))).toEqual([]);
  });

  /** All that may touch more than a resource by its name, and why. */
  const wide: Record<string, string> = {
    "xray:PutTraceSegments xray:PutTelemetryRecords *": "Traces belong to no resource.",
    "cloudwatch:GetMetricData *": "Metrics are no resources.",
    "scheduler:CreateSchedule …:schedule/production-pflow/*": "A timer's name is a hash of what it is for.",
    "lambda:InvokeFunction {Migrate.Arn}:*": "SST's script calls the migrations, whatever their version.",
  };

  test("whatever may reach more than a resource by its name is on this list, with a reason next to it in the template", () => {
    const found = identityStatements(stage).flatMap((statement) =>
      statement.resources.filter((resource) => resource.includes("*")).map((resource) => ({ statement, resource })),
    );
    const told = found
      .filter(({ statement }) => !statement.holder.id.startsWith("CustomCDKBucketDeployment"))
      .map(({ statement, resource }) => short(statement, resource));
    expect(sorted(told)).toEqual(sorted(Object.keys(wide)));
    for (const { statement } of found)
      expect({ id: statement.holder.id, reasons: reasonsOf(statement.holder).length > 0 }).toEqual({ id: statement.holder.id, reasons: true });
  });

  const short = ({ actions }: Statement, resource: string) =>
    `${actions.join(" ")} ${resource.replace(/^arn:.*(?=:schedule\/)/, "…").replace(/\{Migrate\w+\.Arn\}/, "{Migrate.Arn}")}`;

  test("nobody outside the account is let in by a resource's policy", () => {
    const open = resourceStatements(stage).filter(({ effect, principal }) => effect === "Allow" && /"\*"/.test(JSON.stringify(principal ?? "")));
    expect(open).toEqual([]);
    for (const { effect, principal, condition } of resourceStatements(stage))
      if (principal === "*" || JSON.stringify(principal) === '{"AWS":"*"}')
        expect({ effect, condition }).toMatchObject({ effect: "Deny", condition: { Bool: { "aws:SecureTransport": "false" } } });
  });

  test("a secret is decrypted by nobody but through Secrets Manager", () => {
    const decrypting = identityStatements(stage).filter(({ actions }) => actions.includes("kms:Decrypt"));
    expect(decrypting.length).toBeGreaterThan(9);
    for (const { condition } of decrypting) expect(condition).toEqual({ StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } });
  });
});
