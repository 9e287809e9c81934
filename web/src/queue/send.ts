import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { refreshLive, stir } from "../changes";

/** After it, everything that shows the queue is asked again. */
export function useSend<T>(send: (given: T) => Promise<unknown>): UseMutationResult<unknown, Error, T> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => {
      stir();
      return Promise.all([refreshLive(), client.invalidateQueries({ queryKey: ["queue"] })]);
    },
  });
}
