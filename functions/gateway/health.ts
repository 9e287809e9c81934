import { getHealth } from "../../shared/contract/gateway";
import { endpoint } from "../kit/endpoint";

/** Says that this Lambda runs. A check that asked the database would keep it from pausing. */
export const health = endpoint(getHealth, async () => ({ status: "ok" as const }));
