import { Fn, RemovalPolicy } from "aws-cdk-lib";
import { FlowLogDestination, FlowLogTrafficType, SubnetType, Vpc } from "aws-cdk-lib/aws-ec2";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { StackContext } from "sst/constructs";
import { settingsOf } from "./settings";

/** A network for the database alone, without a way in or out. The functions reach it by the Data API, which is HTTPS, and stay outside. */
export function Network({ stack, app }: StackContext) {
  const settings = settingsOf(app.stage);
  const vpc = new Vpc(stack, "Vpc", {
    // By their number: a look-up in the account would make the template differ from machine to machine.
    availabilityZones: [0, 1].map((zone) => Fn.select(zone, Fn.getAzs(stack.region))),
    natGateways: 0,
    createInternetGateway: false,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [{ name: "data", subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
  });
  const logGroup = new LogGroup(stack, "FlowLogs", {
    logGroupName: `/${app.stage}/pflow/flow`,
    retention: settings.logs.days,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  // Nothing but the database's own traffic is in here: what is refused is what is worth knowing.
  vpc.addFlowLog("Flow", { destination: FlowLogDestination.toCloudWatchLogs(logGroup), trafficType: FlowLogTrafficType.REJECT });
  return { vpc };
}
