import { RemovalPolicy } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { type Stack, use } from "sst/constructs";
import { because } from "./because";
import { Data, mayDecrypt, rotateEvery } from "./data";
import { lambda, may } from "./lambda";
import { functionName } from "./names";
import { type KeyRingName, keyRings } from "./reach";
import type { Settings } from "./settings";

/** The newest signs or seals, every one verifies or opens; production adds one every month (functions/kit/key-rotation.ts). */
export function keyRing(stack: Stack, settings: Settings, name: KeyRingName): Secret {
  const { domain, means } = keyRings[name];
  const data = use(Data);
  const keys = new Secret(stack, `${name}Keys`, {
    secretName: `${stack.stage}-pflow/${name}-keys`,
    description: means,
    encryptionKey: Key.fromKeyArn(stack, `${name}Key`, data.key.keyArn),
    generateSecretString: { secretStringTemplate: "{}", generateStringKey: "k1", excludePunctuation: true, passwordLength: 43 },
    removalPolicy: settings.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const days = settings.database.rotateSecretsDays;
  if (!days) {
    because(keys, { SMG4: "Rotated in production; a stage for development is made anew instead." });
    return keys;
  }
  const rotate = lambda(stack, `${name}Rotation`, settings, {
    name: functionName(stack.stage, domain, "rotate-keys"),
    handler: `functions/${domain}/rotate-keys.handler`,
    timeout: 30,
    environment: {},
    statements: [
      may(
        ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage", "secretsmanager:DescribeSecret"],
        [keys.secretArn],
      ),
      mayDecrypt(data, stack, ["kms:Decrypt", "kms:GenerateDataKey"]),
    ],
  });
  rotateEvery(stack, `${name}KeyRotation`, keys, rotate, Math.max(30, days));
  return keys;
}
