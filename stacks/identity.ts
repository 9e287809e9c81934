import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  UserPoolClientIdentityProvider,
  UserPoolOperation,
} from "aws-cdk-lib/aws-cognito";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import { type Stack, type StackContext, use } from "sst/constructs";
import { because } from "./because";
import { Edge } from "./edge";
import { lambda } from "./lambda";
import { functionName, signInPrefix } from "./names";
import { type Settings, settingsOf } from "./settings";

/** Who signs in, and where: Cognito, or by the settings an OIDC issuer of one's own. */
export function Identity({ stack, app }: StackContext) {
  const settings = settingsOf(app.stage);
  const signIn = settings.oidc ?? cognito(stack, settings);
  // For scripts and consoles of one's own: where this stage's people sign in.
  new StringParameter(stack, "SignIn", { parameterName: `/${app.stage}/pflow/issuer`, stringValue: signIn.issuer });
  stack.addOutputs({ Issuer: signIn.issuer, ConsoleClientId: signIn.consoleClientId });
  return signIn;
}

function cognito(stack: Stack, settings: Settings) {
  const userPool = pool(stack, settings);
  const consoleClientId = consoleClient(userPool, use(Edge).origin).userPoolClientId;
  const programIds = programs(stack, userPool, settings);
  stack.addOutputs({ UserPoolId: userPool.userPoolId });
  return { issuer: userPool.userPoolProviderUrl, consoleClientId, audience: [consoleClientId, ...programIds] };
}

function pool(stack: Stack, settings: Settings) {
  const userPool = new UserPool(stack, "Users", {
    userPoolName: `${stack.stage}-pflow`,
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    // An address counts only once its owner has confirmed it.
    keepOriginal: { email: true },
    standardAttributes: { email: { required: true, mutable: true }, fullname: { required: false, mutable: true } },
    customAttributes: { tenant: new StringAttribute({ minLen: 1, maxLen: 63, mutable: true }) },
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    mfa: settings.production ? Mfa.REQUIRED : Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    // The first plan in which a trigger may shape access tokens.
    featurePlan: FeaturePlan.ESSENTIALS,
    deletionProtection: settings.production,
    removalPolicy: settings.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  because(userPool, {
    COG3: "Threat protection is of Cognito's Plus plan, at $0.02 a user a month more; MFA is required in production without it.",
    COG8: "The Plus plan is for whoever wants its threat protection.",
    ...(!settings.production && { COG2: "MFA is offered; production requires it." }),
  });
  const preToken = lambda(stack, "PreToken", settings, {
    name: functionName(stack.stage, "identity", "pre-token"),
    handler: "functions/identity/pre-token.handler",
    // Cognito waits five seconds.
    timeout: 5,
    memory: 256,
    environment: {},
    statements: [],
  });
  // V2_0 does not run for client credentials.
  userPool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, preToken, LambdaVersion.V3_0);
  userPool.addDomain("SignIn", { cognitoDomain: { domainPrefix: signInPrefix(stack) }, managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN });
  return userPool;
}

/** The console: a public client, whose code flow takes a proof (PKCE) in the place of a secret. */
function consoleClient(userPool: UserPool, origin: string) {
  const addresses = ["/callback", "/"].map((path) => origin + path);
  const client = userPool.addClient("Console", {
    generateSecret: false,
    authFlows: {},
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
      callbackUrls: addresses,
      logoutUrls: addresses,
    },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.hours(1),
    idTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(7),
    // Whoever could write `custom:tenant` could walk into another tenant.
    readAttributes: new ClientAttributes().withStandardAttributes({ email: true, emailVerified: true, fullname: true }).withCustomAttributes("tenant"),
    writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true, email: true }),
  });
  new CfnManagedLoginBranding(userPool, "Look", { userPoolId: userPool.userPoolId, clientId: client.userPoolClientId, useCognitoProvidedValues: true });
  return client;
}

/** A program's tenant is the one scope that its client may have: what it says of itself counts for nothing. */
function programs(stack: Stack, userPool: UserPool, settings: Settings): string[] {
  const tenants = [...new Set(settings.programs.map(({ tenant }) => tenant))];
  if (tenants.length === 0) return [];
  const scopes = new Map(tenants.map((tenant) => [tenant, new ResourceServerScope({ scopeName: tenant, scopeDescription: `Programs of ${tenant}` })]));
  const server = userPool.addResourceServer("Tenants", { identifier: "tenant", scopes: [...scopes.values()] });
  return settings.programs.map(({ name, tenant }) => {
    const scope = scopes.get(tenant) as ResourceServerScope; // made for each of them
    const client = userPool.addClient(`Program-${tenant}-${name}`, {
      userPoolClientName: `${tenant}/${name}`,
      generateSecret: true,
      authFlows: {},
      oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.resourceServer(server, scope)] },
      accessTokenValidity: Duration.hours(1),
      enableTokenRevocation: true,
    });
    stack.addOutputs({ [`Program${tenant}${name}`]: client.userPoolClientId });
    return client.userPoolClientId;
  });
}
