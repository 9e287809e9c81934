/** The platform as a process that a test can kill: the local cloud on databases and queues that are elsewhere. Prints its API's URL once it takes requests. */
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { startCloud } from "../../local/cloud";
import type { DataApi } from "../../local/data-api";
import { createSecrets } from "../../local/secrets";
import { allQueueNames } from "../../local/settings";

export type Platform = {
  queueEndpoint: string;
  issuer: string;
  /** Where the issuer's key is. */
  folder: string;
  dataApiUrl: string;
  secrets: Record<string, unknown>;
  /** Of messages that a killed consumer had in hand, in seconds. */
  visibility: number;
};

const { queueEndpoint, issuer, folder, dataApiUrl, secrets: values, visibility } = JSON.parse(process.env.PFLOW_TEST_PLATFORM ?? "{}") as Platform;
const secrets = createSecrets();
for (const [name, value] of Object.entries(values)) secrets.put(name, value);
// Nothing of the Data API is used here but where it is.
const dataApi = { url: dataApiUrl } as DataApi;

const cloud = await startCloud({ queueEndpoint, folder, data: { dataApi, secrets }, environment: { OIDC_ISSUER: issuer }, consume: false });
for (const queue of allQueueNames)
  await cloud.queues.client.send(new SetQueueAttributesCommand({ QueueUrl: cloud.queues.urls[queue], Attributes: { VisibilityTimeout: String(visibility) } }));
for (const queue of allQueueNames) cloud.consumers[queue].resume();
console.log(`ready ${cloud.urls.api}`);
