import { queryOptions } from "@tanstack/react-query";
import { getInstance, getInstanceDefinition, type Instance } from "../../../shared/contract/instance";
import { Definition } from "../../../shared/process/definition";
import { call } from "../api";

/** A ticket's instance has the ticket's id. Its key stands under the ticket's, so that what changes the one asks for the other. */
export const instanceQuery = (id: string) =>
  queryOptions({ queryKey: ["ticket", "one", id, "process"], queryFn: ({ signal }): Promise<Instance> => call(getInstance, { params: { id } }, { signal }) });

/** Changes only when an admin moves the instance to another version. */
export const instanceDefinitionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["ticket", "definition", id, version],
    queryFn: async ({ signal }) => {
      const { definition, ...rest } = await call(getInstanceDefinition, { params: { id } }, { signal });
      return { ...rest, definition: Definition.parse(definition) };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
