/** Lets people sign in to a stage in AWS whose issuer is Cognito; with an issuer of one's own they are there already. */
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { Problem } from "../shared/contract/problem";

type Person = { tenant: string; email: string; name?: string };

/** Undefined where the stage's issuer is not Cognito. */
export async function openUserPool(stage: string) {
  // stacks/identity.ts puts it there.
  const { Parameter } = await new SSMClient({}).send(new GetParameterCommand({ Name: `/${stage}/pflow/issuer` }));
  const [, UserPoolId] = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([\w-]+)$/.exec(Parameter?.Value ?? "") ?? [];
  return UserPoolId ? userPool(UserPoolId) : undefined;
}

function userPool(UserPoolId: string) {
  const client = new CognitoIdentityProviderClient({});
  const find = async (Username: string) => {
    try {
      const { UserAttributes = [], UserStatus } = await client.send(new AdminGetUserCommand({ UserPoolId, Username }));
      return { tenant: UserAttributes.find(({ Name }) => Name === "custom:tenant")?.Value, waits: UserStatus === "FORCE_CHANGE_PASSWORD" };
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined;
      throw error;
    }
  };
  return {
    /** Throws `conflict` where the person is another tenant's: an address belongs to one. */
    async check({ tenant, email }: Person): Promise<void> {
      const theirs = (await find(email))?.tenant;
      if (theirs && theirs !== tenant)
        throw new Problem("conflict", `${email} signs in as one of the tenant ${theirs}; a person belongs to one tenant. Take another address.`);
    },

    /** Does it once, and again where their temporary password was not used; gives a sentence. */
    async letIn({ tenant, email, name }: Person): Promise<string> {
      const known = await find(email);
      const own: AttributeType[] = [{ Name: "custom:tenant", Value: tenant }];
      if (known && !known.tenant) await client.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: email, UserAttributes: own }));
      if (known && !known.waits) return "They can sign in already.";
      const UserAttributes = [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
        ...own,
        ...(name ? [{ Name: "name", Value: name }] : []),
      ];
      await client.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: email,
          DesiredDeliveryMediums: ["EMAIL"],
          ...(known ? { MessageAction: "RESEND" } : { UserAttributes }),
        }),
      );
      return "Cognito sends them a temporary password by e-mail, which is good for three days.";
    },
  };
}
