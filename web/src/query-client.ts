import { QueryClient } from "@tanstack/react-query";
import { Problem } from "../../shared/contract/problem";

/** Server state lives here and nowhere else. What is refused is not asked again; what did not arrive is, three times. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 3 && (!(error instanceof Problem) || error.code === "domain-away" || error.code === "queue-away"),
      retryDelay: (count) => Math.min(8_000, 500 * 2 ** count),
    },
    mutations: { networkMode: "always" },
  },
});
