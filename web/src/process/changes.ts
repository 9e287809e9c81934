import { useMutation, useQueryClient } from "@tanstack/react-query";
import { stir } from "../changes";

/** A step of a process shows in its ticket, in inboxes and in counts; a refusal says that what we show is not how it is. */
export function useProcessChange<Given, Reply>(change: (given: Given) => Promise<Reply>, done?: (reply: Reply) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: done,
    onSettled: () => {
      stir();
      return Promise.all(["ticket", "task", "incident", "overview", "notification"].map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
  });
}
