import type { Instance } from "../../../shared/contract/instance";

export const statusPalette: Record<Instance["status"], string> = {
  active: "blue",
  completed: "green",
  rejected: "red",
  withdrawn: "gray",
  terminated: "orange",
  failed: "red",
};
