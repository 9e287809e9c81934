import { RemovalPolicy } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  CfnRoute,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpApi,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { type Stack, type StackContext, use } from "sst/constructs";
import { type Domain, domains } from "../shared/contract/domain";
import { viewerFiles } from "../shared/contract/gateway";
import { isInternal, routeKey } from "../shared/contract/route";
import { namedRoutes } from "../shared/contract/routes";
import { because } from "./because";
import { Data } from "./data";
import { Edge } from "./edge";
import { environmentOf, statementsOf } from "./grants";
import { Identity } from "./identity";
import { lambda } from "./lambda";
import { functionName } from "./names";
import { reaches } from "./reach";
import { type Settings, settingsOf } from "./settings";
import { Submission } from "./submission";

/** Every public route of the contract, and the five functions behind them. */
export function Api({ stack, app }: StackContext) {
  const settings = settingsOf(app.stage);
  const { httpApiId } = use(Edge);
  const api = HttpApi.fromHttpApiAttributes(stack, "Http", { httpApiId });
  const { issuer, audience } = use(Identity);
  const authorizer = new HttpJwtAuthorizer("Token", issuer, { jwtAudience: [...audience] });
  for (const domain of domains) addRoutes(stack, api, domain, handlerOf(stack, settings, domain), authorizer);
  const stage = stageOf(stack, settings, api);
  return { api, stage };
}

function handlerOf(stack: Stack, settings: Settings, domain: Domain) {
  const place = { stack, domain, reach: reaches[domain], data: use(Data), submission: use(Submission), issuer: use(Identity).issuer };
  return lambda(stack, `${domain}Handler`, settings, {
    name: functionName(stack.stage, domain),
    handler: `functions/${domain}/handler.handler`,
    timeout: 10,
    environment: environmentOf(place),
    statements: statementsOf(place),
    loops: reaches[domain].loops,
    // The viewer of the API's documentation, found from the bundle as from the source.
    ...(domain === "gateway" && {
      copyFiles: viewerFiles.map((name) => ({ from: `node_modules/swagger-ui-dist/${name}`, to: `functions/gateway/node_modules/swagger-ui-dist/${name}` })),
    }),
  });
}

/** One integration and one permission for all routes of a domain: one each for every route would not fit into a stack, nor into a policy. */
function addRoutes(stack: Stack, api: IHttpApi, domain: Domain, handler: ReturnType<typeof handlerOf>, authorizer: HttpJwtAuthorizer) {
  const integration = new HttpLambdaIntegration(domain, handler, { scopePermissionToRoute: false });
  for (const [name, route] of namedRoutes[domain].filter(([, one]) => !isInternal(one))) {
    const open = route.roles === "anyone";
    const made = new HttpRoute(stack, `${domain}-${name}`, {
      httpApi: api,
      routeKey: HttpRouteKey.with(route.path, HttpMethod[route.method]),
      integration,
      authorizer: open ? new HttpNoneAuthorizer() : authorizer,
    });
    const { target, authorizationType, authorizerId } = made.node.defaultChild as CfnRoute; // an L2 construct's one L1
    // A path that ends in a slash is another one for API Gateway, and refused by `HttpRouteKey`.
    const slash = new CfnRoute(stack, `${domain}-${name}-slash`, {
      apiId: api.apiId,
      routeKey: `${routeKey(route)}/`,
      target,
      authorizationType,
      authorizerId,
    });
    if (!open) continue;
    for (const one of [made, slash]) because(one, { APIG4: "Anybody may call it: the contract says so, and a test has the list of such routes." });
  }
}

function stageOf(stack: Stack, { throttle, logs, production, domain }: Settings, api: IHttpApi) {
  // Groups of that prefix need no entry each in the account's one policy for log deliveries.
  const logGroup = new LogGroup(stack, "AccessLogs", {
    logGroupName: `/aws/vendedlogs/${stack.stage}-pflow-api`,
    retention: logs.days,
    removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const format = {
    requestId: "$context.requestId",
    time: "$context.requestTimeEpoch",
    ip: "$context.identity.sourceIp",
    route: "$context.routeKey",
    status: "$context.status",
    bytes: "$context.responseLength",
    ms: "$context.responseLatency",
    integrationMs: "$context.integrationLatency",
    tenant: "$context.authorizer.claims.tenant",
    sub: "$context.authorizer.claims.sub",
    error: "$context.error.message",
    integrationError: "$context.integrationErrorMessage",
  };
  return new HttpStage(stack, "Stage", {
    httpApi: api,
    stageName: "$default",
    autoDeploy: true,
    detailedMetricsEnabled: true,
    throttle: { rateLimit: throttle.rate, burstLimit: throttle.burst },
    accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: AccessLogFormat.custom(JSON.stringify(format)) },
    ...(domain && {
      domainMapping: {
        domainName: new DomainName(stack, "Domain", {
          domainName: domain.api,
          certificate: Certificate.fromCertificateArn(stack, "Certificate", domain.apiCertificateArn),
        }),
      },
    }),
  });
}
