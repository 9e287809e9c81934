import { system } from "../../../shared/contract/actor";
import { Problem } from "../../../shared/contract/problem";
import type { ProcessEvent } from "../../../shared/process";
import type { Means } from "../../kit/endpoint";
import type { Timer } from "../../kit/timer";
import { act } from "../instance/act";

/** An instance's timer is due. One that it no longer has, or has anew, changes nothing, and neither does one of an instance that is gone. */
export async function due(timer: Timer, means: Means): Promise<void> {
  const { element, generation } = timer;
  try {
    await happens(timer, means, { type: "timer", timer: element, generation });
  } catch (error) {
    if (error instanceof Problem && error.code === "not-found") return;
    if (!(error instanceof Problem && error.code === "too-large")) throw error;
    // Trying again would change nothing: people must see it.
    await happens(timer, means, { type: "timerFailed", timer: element, generation, message: error.detail });
  }
}

function happens({ tenantId, entity, element, generation }: Timer, means: Means, event: ProcessEvent) {
  return act(means, {
    tenantId,
    instanceId: entity,
    actor: system(tenantId),
    event: ({ state }) => {
      const isSet = state.status === "active" && state.timers.some((timer) => timer.id === element && timer.generation === generation);
      return isSet ? event : undefined;
    },
  });
}
