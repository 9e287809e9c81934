import * as z from "zod";

/**
 * What may differ from stage to stage, and nothing else does. A stage is named on the command line (`--stage`); what it
 * does not say for itself at the end of this file is as in development, or for the stage `production` as in production.
 */
export const Settings = z.strictObject({
  /** Nothing that holds data goes with the stage when it is removed, and MFA is required of everybody. */
  production: z.boolean(),

  database: z.strictObject({
    /** Aurora capacity units (2 GiB each). With 0 the cluster pauses when it is idle, costs nothing, and takes some 15 s to wake. */
    minAcu: z.number().min(0).max(256),
    maxAcu: z.number().min(1).max(256),
    /** Idle time after which it pauses; only with `minAcu: 0`. */
    pauseAfterMinutes: z.int().min(5).max(1440),
    /** A second instance in the other zone takes over within a minute when the first is lost; it doubles the floor of the cost. */
    standby: z.boolean(),
    /** Point-in-time restore reaches back so far. */
    backupDays: z.int().min(1).max(35),
    /** Of a cluster that was restored in the place of the first: RDS keeps its admin's password in another secret than CloudFormation knows. */
    adminSecretArn: z.string().startsWith("arn:aws:secretsmanager:").optional(),
    /** A new password for each domain's role so often; undefined leaves them as they are. */
    rotateSecretsDays: z.int().min(1).max(365).optional(),
  }),

  logs: z.strictObject({
    level: z.enum(["debug", "info", "warn", "error"]),
    days: z.union([z.literal(7), z.literal(14), z.literal(30), z.literal(90), z.literal(365)]),
  }),

  /** Requests a second that the API takes, and how many at once; more are answered 429. */
  throttle: z.strictObject({ rate: z.int().positive(), burst: z.int().positive() }),

  /** Hosts of one's own, with certificates of ACM: the console's in us-east-1, the API's in the stage's region. */
  domain: z
    .strictObject({
      console: z.hostname(),
      consoleCertificateArn: z.string().startsWith("arn:aws:acm:us-east-1:"),
      api: z.hostname(),
      apiCertificateArn: z.string().startsWith("arn:aws:acm:"),
    })
    .optional(),

  /** A WAF web ACL (scope CLOUDFRONT, us-east-1) in front of the console. */
  webAclArn: z.string().startsWith("arn:aws:wafv2:us-east-1:").optional(),

  /** Origins besides the console's that may call the API from a browser, such as a console under development. */
  origins: z.array(z.url()),

  /** An OIDC issuer of one's own in the place of Cognito. Its access tokens carry `tenant`, and `email` with `email_verified`. */
  oidc: z.strictObject({ issuer: z.url(), audience: z.array(z.string().min(1)).min(1), consoleClientId: z.string().min(1) }).optional(),

  /** Programs that sign in to Cognito by client credentials: each gets a client, bound to its tenant. */
  programs: z.array(z.strictObject({ name: z.string().regex(/^[a-z0-9-]{1,40}$/), tenant: z.string().regex(/^[a-z0-9-]{1,63}$/) })),

  /**
   * Hosts in a network of one's own that processes may call, and that network: what calls them is put into these subnets, which need
   * a way to AWS's own endpoints (NAT). Without it connectors reach the public internet only.
   */
  connectors: z
    .strictObject({
      hosts: z.array(z.string().min(1)).min(1),
      subnetIds: z.array(z.string().startsWith("subnet-")).min(1),
      securityGroupIds: z.array(z.string().startsWith("sg-")).min(1),
    })
    .optional(),

  /** Where alarms go; the address confirms the subscription once. */
  alarmEmail: z.email().optional(),
});
export type Settings = z.infer<typeof Settings>;
export type StageSettings = Partial<Omit<Settings, "database">> & { database?: Partial<Settings["database"]> };

const development: Settings = {
  production: false,
  database: { minAcu: 0, maxAcu: 2, pauseAfterMinutes: 10, standby: false, backupDays: 1 },
  logs: { level: "info", days: 14 },
  throttle: { rate: 200, burst: 400 },
  origins: ["http://localhost:5173"],
  programs: [],
};

const production: Settings = {
  production: true,
  database: { minAcu: 0.5, maxAcu: 16, pauseAfterMinutes: 10, standby: true, backupDays: 35, rotateSecretsDays: 30 },
  logs: { level: "info", days: 365 },
  throttle: { rate: 2_000, burst: 4_000 },
  origins: [],
  programs: [],
};

/** Yours to edit: what a stage of yours has otherwise. */
export const stages: Record<string, StageSettings> = {
  production: {
    // domain: { console: "pflow.example.com", consoleCertificateArn: "arn:aws:acm:us-east-1:…", api: "api.pflow.example.com", apiCertificateArn: "arn:aws:acm:…" },
    // alarmEmail: "oncall@example.com",
    // programs: [{ name: "payroll", tenant: "acme" }],
  },
};

/** Throws with the name of the setting that is wrong. */
export function settingsOf(stage: string): Settings {
  // It is the beginning of names that may have 64 characters.
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(stage)) throw new Error(`The stage ${stage} can't be: up to 20 of a-z 0-9 -, a letter first.`);
  const base = stage === "production" ? production : development;
  const own = stages[stage] ?? {};
  const parsed = Settings.safeParse({ ...base, ...own, database: { ...base.database, ...own.database } });
  if (!parsed.success) throw new Error(`stacks/settings.ts, stage ${stage}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
