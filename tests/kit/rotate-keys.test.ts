import { afterAll, beforeAll, expect, test } from "vitest";
import { setClock } from "../../functions/kit/clock";
import { seal, unseal } from "../../functions/kit/seal";
import { handler } from "../../functions/ticket/rotate-keys";
import { addressOf, readAddress } from "../../functions/ticket/submission/address";
import { handler as connectionKeys } from "../../functions/workflow/rotate-keys";
import { startSecretsManager } from "../support/secrets-manager";

const arn = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:keys";
const who = { tenantId: "acme", subject: "s-1" };
const before = { ...process.env };
let secrets: Awaited<ReturnType<typeof startSecretsManager>>;
let minutes = 0;
let restore: () => void;

beforeAll(async () => {
  secrets = await startSecretsManager();
  // As the stack makes it up: one key, nothing around it.
  secrets.put(arn, { k1: "x".repeat(43) });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    SUBMISSION_KEYS_SECRET_ARN: arn,
  });
  restore = setClock(() => Date.now() + minutes * 60_000);
});
afterAll(async () => {
  restore();
  await secrets.close();
  process.env = before;
});

const rotate = async (token: string, by = handler, SecretId = arn) => {
  for (const Step of ["createSecret", "createSecret", "setSecret", "testSecret", "finishSecret", "finishSecret"])
    await by({ Step, SecretId, ClientRequestToken: token });
};
/** Containers keep the keys for five minutes. */
const later = () => {
  minutes += 6;
};
const keyOf = (address: string) => address.split(".")[1];
const accepted = async (address: string) => (await readAddress(who, address)).accepted;

test("an address stays good for more than a whole rotation, and a new key is known everywhere before it signs", async () => {
  const first = await addressOf(who, "id");
  expect([keyOf(first), await accepted(first)]).toEqual(["k1", true]);

  await rotate("version-2");
  later();
  // The new one waits: containers that have not read it yet could not verify what it signs.
  expect(keyOf(await addressOf(who, "id"))).toBe("k1");
  expect(Object.keys((secrets.current(arn) as { keys: object }).keys)).toEqual(["k1", "k2"]);

  await rotate("version-3");
  const known = await accepted(first);
  later();
  const second = await addressOf(who, "id");
  expect([keyOf(second), known, await accepted(first), await accepted(second)]).toEqual(["k2", true, true, true]);

  await rotate("version-4");
  later();
  const third = await addressOf(who, "id");
  expect([keyOf(third), await accepted(first), await accepted(second), await accepted(third)]).toEqual(["k3", false, true, true]);
});

test("what a connection's secret was sealed with opens it for ever, and what is sealed later has a newer key", async () => {
  const ring = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:connection-keys";
  secrets.put(ring, { k1: "y".repeat(43) });
  const first = await seal(ring, "acme/connection/1", { token: "old" });
  for (let n = 2; n < 6; n++) {
    await rotate(`version-${n}`, connectionKeys, ring);
    later();
  }
  const second = await seal(ring, "acme/connection/1", { token: "new" });
  expect([first.split(".")[0], second.split(".")[0]]).toEqual(["k1", "k4"]);
  expect([await unseal(ring, "acme/connection/1", first), await unseal(ring, "acme/connection/1", second)]).toEqual([{ token: "old" }, { token: "new" }]);
  await expect(unseal(ring, "acme/connection/2", second)).rejects.toThrow();
});
