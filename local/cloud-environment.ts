/** The environment of the handlers: what their functions have as variables in AWS, pointing to this machine. */
import { queues as queueSettings } from "../shared/contract/queues";
import type { DataApi } from "./data-api";
import { databaseEnvironment } from "./postgres-databases";
import type { Queues } from "./queue";
import type { Secrets } from "./secrets";
import { account, allQueueNames, queueArn, region, stage } from "./settings";

/** The databases that the handlers use, started by whoever starts the cloud. */
export type Data = { dataApi: Pick<DataApi, "url">; secrets: Secrets };

type Parts = { queues: Queues; aws: string; issuer: string; data: Data | undefined };

/** What the SDK says about Node 20 is for us to know, not for whoever starts PFlow. */
export const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };

export function environmentOf({ queues, aws, issuer, data }: Parts): Record<string, string> {
  return {
    PFLOW_STAGE: stage,
    OIDC_ISSUER: issuer,
    AWS_REGION: region,
    // Whatever account the person at this machine may be signed in to, nothing here can reach it.
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_SESSION_TOKEN: "",
    AWS_PROFILE: "",
    AWS_EC2_METADATA_DISABLED: "true",
    ...quiet,
    AWS_ENDPOINT_URL_SQS: queues.endpoint,
    AWS_ENDPOINT_URL_LAMBDA: aws,
    AWS_ENDPOINT_URL_SCHEDULER: aws,
    AWS_ENDPOINT_URL_CLOUDWATCH: aws,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: aws,
    ...(data && databaseEnvironment(data.dataApi.url, data.secrets)),
    // Connectors may call what runs beside PFlow on this machine.
    CONNECTOR_ALLOWED_HOSTS: process.env.CONNECTOR_ALLOWED_HOSTS ?? "127.0.0.1,localhost",
    SCHEDULER_GROUP: `${stage}-pflow`,
    SCHEDULER_ROLE_ARN: `arn:aws:iam::${account}:role/${stage}-pflow-scheduler`,
    ...Object.fromEntries(
      allQueueNames.flatMap((queue) => {
        const { urlVariable } = queueSettings[queue];
        return [
          [urlVariable, queues.urls[queue]],
          [urlVariable.replace(/_URL$/, "_ARN"), queueArn(queues.names[queue])],
          [urlVariable.replace(/_URL$/, "_NAME"), queues.names[queue]],
        ];
      }),
    ),
  };
}

/** Gives back what restores the variables as they were. */
export function setEnvironment(given: Record<string, string>): () => void {
  const before = Object.keys(given).map((name) => [name, process.env[name]] as const);
  // An empty text would still be a profile: what must not be there is taken away.
  for (const [name, value] of Object.entries(given)) set(name, value || undefined);
  return () => {
    for (const [name, value] of before) set(name, value);
  };
}

function set(name: string, value: string | undefined) {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
