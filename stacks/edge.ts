import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { CorsHttpMethod, HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Stack, StackContext } from "sst/constructs";
import { because } from "./because";
import { signInHost } from "./names";
import { type Settings, settingsOf } from "./settings";
import { sitePolicy } from "./site-policy";

/**
 * Where the console's files will be, and the network in front of them and of the API: to a browser both are one origin, so its
 * calls need no preflight and its pages may call nobody else. Sign-in and API come later, and name the address made here.
 */
export function Edge({ stack, app }: StackContext) {
  const settings = settingsOf(app.stage);
  const logs = logBucket(stack, settings);
  const httpApiId = httpApi(stack, settings).apiId;
  const apiHost = settings.domain?.api ?? `${httpApiId}.execute-api.${stack.region}.${stack.urlSuffix}`;
  const bucket = new Bucket(stack, "Files", {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: true,
    lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: "files/",
    // A build makes them again.
    removalPolicy: RemovalPolicy.DESTROY,
    autoDeleteObjects: !settings.production,
  });
  const distribution = new Distribution(stack, "Cdn", {
    comment: `PFlow console, ${app.stage}`,
    defaultRootObject: "index.html",
    httpVersion: HttpVersion.HTTP2_AND_3,
    priceClass: PriceClass.PRICE_CLASS_ALL,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    ...(settings.domain && {
      domainNames: [settings.domain.console],
      certificate: Certificate.fromCertificateArn(stack, "Certificate", settings.domain.consoleCertificateArn),
    }),
    webAclId: settings.webAclArn,
    logBucket: logs,
    logFilePrefix: "cdn/",
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      compress: true,
      responseHeadersPolicy: headers(stack, settings),
      functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: screens(stack) }],
    },
    additionalBehaviors: { "/api/*": toApi(stack, apiHost) },
    // What one was refused is not kept for the next.
    errorResponses: [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
  });
  because(distribution, {
    CFR1: "People of all countries may work with it.",
    ...(!settings.webAclArn && {
      CFR2: "Its files are static and public, and the API asks for a token; `webAclArn` in the settings puts a web ACL in front of both.",
    }),
    ...(!settings.domain && { CFR4: "Without a domain of one's own CloudFront's certificate goes with its own host, and the version of TLS with that." }),
  });
  const host = settings.domain?.console ?? distribution.distributionDomainName;
  stack.addOutputs({ ConsoleUrl: `https://${host}`, ConsoleHost: distribution.distributionDomainName, ApiUrl: `https://${apiHost}/api/` });
  return { httpApiId, bucket, distribution, origin: `https://${host}` };
}

/** The API without its routes, which `stacks/api.ts` adds. Other origins than the console's call it only where the settings say so. */
function httpApi(stack: Stack, { domain, origins }: Settings) {
  return new HttpApi(stack, "Http", {
    apiName: `${stack.stage}-pflow`,
    createDefaultStage: false,
    disableExecuteApiEndpoint: domain !== undefined,
    ...(origins.length > 0 && {
      corsPreflight: {
        allowOrigins: origins,
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.PATCH, CorsHttpMethod.DELETE, CorsHttpMethod.OPTIONS],
        allowHeaders: ["authorization", "content-type", "if-none-match"],
        exposeHeaders: ["location", "retry-after", "etag", "apigw-requestid"],
        maxAge: Duration.hours(2),
      },
    }),
  });
}

/** Nothing is kept: an answer may live for a second where the API says it is public, and is one token's even then. */
function toApi(stack: Stack, host: string): BehaviorOptions {
  const cachePolicy = new CachePolicy(stack, "ApiCache", {
    cachePolicyName: `${stack.stage}-pflow-api`,
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    // With 0 a policy may not know the token.
    maxTtl: Duration.seconds(1),
    headerBehavior: CacheHeaderBehavior.allowList("Authorization"),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  });
  return {
    origin: new HttpOrigin(host, { protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY, originSslProtocols: [OriginSslPolicy.TLS_V1_2] }),
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
  };
}

/** Of CloudFront, which still writes its logs by an ACL. */
function logBucket(stack: Stack, { logs, production }: Settings) {
  const bucket = new Bucket(stack, "AccessLogs", {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    lifecycleRules: [{ expiration: Duration.days(logs.days), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    autoDeleteObjects: !production,
  });
  because(bucket, { S1: "It is the one that holds the logs." });
  return bucket;
}

/** A path without a dot is one of the console's screens, which index.html draws; a missing file stays missing. */
function screens(stack: Stack) {
  const code = `function handler(event) {
  var request = event.request;
  if (!/\\.[^/]*$/.test(request.uri)) request.uri = "/index.html";
  return request;
}`;
  return new EdgeFunction(stack, "Screens", { code: FunctionCode.fromInline(code), runtime: FunctionRuntime.JS_2_0, comment: "Screens of the console" });
}

function headers(stack: Stack, settings: Settings) {
  const issuer = settings.oidc ? new URL(settings.oidc.issuer).origin : `https://cognito-idp.${stack.region}.amazonaws.com https://${signInHost(stack)}`;
  const contentSecurityPolicy = sitePolicy(issuer);
  return new ResponseHeadersPolicy(stack, "Headers", {
    responseHeadersPolicyName: `${stack.stage}-pflow`,
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, preload: false, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: "permissions-policy", value: "camera=(), microphone=(), geolocation=(), payment=()", override: true },
        { header: "cross-origin-opener-policy", value: "same-origin", override: true },
      ],
    },
  });
}
