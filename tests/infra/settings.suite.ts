import { afterEach, expect, test } from "vitest";
import { type StageSettings, settingsOf, stages } from "../../stacks/settings";
import { text } from "./statements";
import { synth } from "./synth";

const stage = "other";
afterEach(() => {
  delete stages[stage];
});
const setting = (settings: StageSettings) => {
  stages[stage] = settings;
  return synth(stage);
};

test("a domain of one's own is where console and API are found", { timeout: 30_000 }, async () => {
  const { of } = await setting({
    domain: {
      console: "pflow.example.com",
      consoleCertificateArn: "arn:aws:acm:us-east-1:111111111111:certificate/a",
      api: "api.pflow.example.com",
      apiCertificateArn: "arn:aws:acm:eu-west-1:111111111111:certificate/b",
    },
    webAclArn: "arn:aws:wafv2:us-east-1:111111111111:global/webacl/x/y",
  });
  expect(of("AWS::CloudFront::Distribution")[0]?.Properties.DistributionConfig).toMatchObject({
    Aliases: ["pflow.example.com"],
    WebACLId: "arn:aws:wafv2:us-east-1:111111111111:global/webacl/x/y",
    ViewerCertificate: { MinimumProtocolVersion: "TLSv1.2_2021", SslSupportMethod: "sni-only" },
  });
  expect(of("AWS::ApiGatewayV2::DomainName")[0]?.Properties).toMatchObject({ DomainName: "api.pflow.example.com" });
  expect(of("AWS::ApiGatewayV2::ApiMapping")).toHaveLength(1);
  expect(of("AWS::ApiGatewayV2::Api")[0]?.Properties).toMatchObject({
    DisableExecuteApiEndpoint: true,
    CorsConfiguration: { AllowOrigins: ["http://localhost:5173"] },
  });
  // The API's other host is off, so the console's calls go by the one that is on.
  const { Origins } = of("AWS::CloudFront::Distribution")[0]?.Properties.DistributionConfig ?? {};
  expect(Origins[1]).toMatchObject({ DomainName: "api.pflow.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } });
  expect(JSON.stringify(of("Custom::CDKBucketDeployment").map(({ Properties }) => Properties.SourceMarkers))).not.toContain("execute-api");
});

test("an issuer of one's own takes the place of Cognito, of which nothing is left", { timeout: 30_000 }, async () => {
  const { of, templates } = await setting({
    oidc: { issuer: "https://login.example.com/realms/pflow", audience: ["pflow-api"], consoleClientId: "pflow-console" },
  });
  expect(of("AWS::Cognito::UserPool")).toEqual([]);
  expect(of("AWS::ApiGatewayV2::Authorizer")[0]?.Properties.JwtConfiguration).toEqual({
    Issuer: "https://login.example.com/realms/pflow",
    Audience: ["pflow-api"],
  });
  expect(JSON.stringify(templates.Edge)).toContain("https://login.example.com;");
  const gateway = of("AWS::Lambda::Function").find(({ Properties }) => Properties.FunctionName === "other-pflow-gateway");
  expect(gateway?.Properties.Environment.Variables.OIDC_ISSUER).toBe("https://login.example.com/realms/pflow");
});

test("a program has a client that can only be of its tenant, and a token that the API takes", { timeout: 30_000 }, async () => {
  const { of } = await setting({
    programs: [
      { name: "payroll", tenant: "acme" },
      { name: "crm", tenant: "globex" },
    ],
  });
  const clients = of("AWS::Cognito::UserPoolClient").filter(({ Properties }) => Properties.AllowedOAuthFlows.includes("client_credentials"));
  expect(
    clients.map(({ Properties }) => [
      Properties.ClientName,
      Properties.AllowedOAuthScopes.map(text)
        .join()
        .replace(/\{.*\}/, "tenant"),
      Properties.GenerateSecret,
    ]),
  ).toEqual([
    ["acme/payroll", "tenant/acme", true],
    ["globex/crm", "tenant/globex", true],
  ]);
  expect(of("AWS::ApiGatewayV2::Authorizer")[0]?.Properties.JwtConfiguration.Audience).toHaveLength(3);
});

test("what processes call in a network of one's own is called from inside of it, by the one function that calls", { timeout: 30_000 }, async () => {
  const network = { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] };
  const { of } = await setting({ connectors: { hosts: ["erp.internal", "10.0.0.5:8080"], ...network } });
  const inside = of("AWS::Lambda::Function").filter(({ Properties }) => Properties.VpcConfig);
  expect(inside.map(({ Properties }) => [Properties.FunctionName, Properties.VpcConfig, Properties.Environment.Variables.CONNECTOR_ALLOWED_HOSTS])).toEqual([
    ["other-pflow-workflow-work", { SubnetIds: network.subnetIds, SecurityGroupIds: network.securityGroupIds }, "erp.internal,10.0.0.5:8080"],
  ]);
});

test("an address for alarms is told of all of them", { timeout: 30_000 }, async () => {
  const { of } = await setting({ alarmEmail: "oncall@example.com" });
  expect(of("AWS::SNS::Subscription")[0]?.Properties).toMatchObject({ Protocol: "email", Endpoint: "oncall@example.com" });
});

test("a setting that can't be is refused by its name, before anything is made", () => {
  stages[stage] = { logs: { level: "info", days: 8 as never } };
  expect(() => settingsOf(stage)).toThrow(/stacks\/settings\.ts, stage other:[\s\S]*logs\.days/);
  stages[stage] = { domein: {} } as never;
  expect(() => settingsOf(stage)).toThrow(/Unrecognized key: "domein"/);
  expect(() => settingsOf("My Stage")).toThrow("The stage My Stage can't be");
});
