import { Duration } from "aws-cdk-lib";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import { dependsOn, type StackContext, use } from "sst/constructs";
import { Api } from "./api";
import { because } from "./because";
import { Edge } from "./edge";
import { Identity } from "./identity";
import { settingsOf } from "./settings";

/** Where `npm run build` puts the console. */
const built = "web/dist";
const hashed = "assets";

/** The console's files, and the one that says where its API (beside it) and its sign-in are: one build serves every stage. */
export function Console({ stack, app }: StackContext) {
  // What a new console asks for is there before it.
  dependsOn(Api);
  const { bucket, distribution, origin } = use(Edge);
  const { issuer, consoleClientId: clientId } = use(Identity);
  const logGroup = new LogGroup(stack, "CopyLogs", { logGroupName: `/${app.stage}/pflow/console-files`, retention: settingsOf(app.stage).logs.days });
  const shared = { destinationBucket: bucket, prune: false, logGroup, memoryLimit: 512 };
  const assets = new BucketDeployment(stack, "Assets", {
    ...shared,
    sources: [Source.asset(`${built}/${hashed}`)],
    destinationKeyPrefix: hashed,
    // Their names hold their hash. Those of the release before stay for whoever has it open.
    cacheControl: [CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
  });
  const pages = new BucketDeployment(stack, "Pages", {
    ...shared,
    sources: [Source.asset(built, { exclude: [hashed] }), Source.jsonData("config.json", { apiUrl: `${origin}/api/`, issuer, clientId })],
    // They say which files to take: never out of a cache.
    cacheControl: [CacheControl.noCache()],
    distribution,
    distributionPaths: ["/*"],
  });
  // A page names assets that must be there before it.
  pages.node.addDependency(assets);
  const copier = stack.node.children.filter(({ node }) => node.id.startsWith("Custom::CDKBucketDeployment"));
  for (const construct of copier)
    because(
      construct,
      {
        IAM4: "CDK's own function, which copies the files into the bucket: it writes its log by that policy.",
        IAM5: "It reads all of the build and writes all of the console's bucket; an invalidation can't be limited to a distribution that is of another stack.",
        L1: "CDK chooses the runtime of its own function.",
      },
      true,
    );
}
