import type { SSTConfig } from "sst";
import { stacks } from "./stacks";

export default {
  config: () => ({ name: "pflow", region: process.env.AWS_REGION ?? "eu-west-1" }),
  // A method, which SST leaves out where it needs the name only.
  stacks(app) {
    stacks(app);
  },
} satisfies SSTConfig;
