/** Secrets Manager with versions and their stages, as a rotation uses them. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

type Secret = { versions: Map<string, string>; stages: Map<string, string> };
type Input = {
  SecretId: string;
  VersionId?: string;
  VersionStage?: string;
  ClientRequestToken: string;
  SecretString: string;
  VersionStages: string[];
  MoveToVersionId: string;
  RemoveFromVersionId?: string;
};

export async function startSecretsManager() {
  const secrets = new Map<string, Secret>();
  const actions: Record<string, (secret: Secret, input: Input) => object> = {
    GetSecretValue({ versions, stages }, { VersionId, VersionStage = "AWSCURRENT" }) {
      const version = stages.get(VersionStage);
      if (!version || (VersionId && VersionId !== version)) throw new Error("ResourceNotFoundException");
      return { VersionId: version, SecretString: versions.get(version) };
    },
    PutSecretValue({ versions, stages }, { ClientRequestToken, SecretString, VersionStages }) {
      versions.set(ClientRequestToken, SecretString);
      for (const stage of VersionStages) stages.set(stage, ClientRequestToken);
      return { VersionId: ClientRequestToken };
    },
    UpdateSecretVersionStage({ stages }, { VersionStage = "", MoveToVersionId, RemoveFromVersionId }) {
      if (stages.get(VersionStage) !== RemoveFromVersionId) throw new Error("InvalidParameterException");
      stages.set(VersionStage, MoveToVersionId);
      return {};
    },
  };
  const server = createServer(async (request, response) => {
    const input = (await json(request)) as Input; // sent by the SDK
    const secret = secrets.get(input.SecretId);
    const action = actions[String(request.headers["x-amz-target"]).split(".")[1] ?? ""];
    try {
      if (!secret || !action) throw new Error("ResourceNotFoundException");
      response.end(JSON.stringify({ ARN: input.SecretId, ...action(secret, input) }));
    } catch (error) {
      response.writeHead(400).end(JSON.stringify({ __type: error instanceof Error ? error.message : "", message: "refused" }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server's address is never a string
    put: (arn: string, value: unknown) =>
      void secrets.set(arn, { versions: new Map([["first", JSON.stringify(value)]]), stages: new Map([["AWSCURRENT", "first"]]) }),
    current(arn: string): unknown {
      const secret = secrets.get(arn);
      return secret && JSON.parse(secret.versions.get(secret.stages.get("AWSCURRENT") ?? "") ?? "null");
    },
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
