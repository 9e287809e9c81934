import { domain } from "../kit/domain";
import { changes } from "./changes";
import { comment, comments } from "./comments";
import { create } from "./create";
import { get } from "./get";
import { incident } from "./incident";
import { board, list } from "./list";
import { move } from "./move";
import { reopen } from "./process/reopen";
import { reported } from "./process/report";
import { remove } from "./remove";
import { resolve } from "./resolve";
import { accept } from "./submission/accept";
import { deadLetters, redriveLetters } from "./submission/dead-letters";
import { get as getSubmission } from "./submission/get";
import { list as listSubmissions } from "./submission/list";
import { metrics } from "./submission/metrics";
import { redrive, retry } from "./submission/retry";
import { timeline } from "./timeline";
import { totals } from "./totals";
import { update } from "./update";

/** The ticket domain's Lambda: these are all the routes that it answers. */
export const handler = domain(
  "ticket",
  [
    ...[list, board, create, get, update, remove, resolve, move, reopen, comments, comment, timeline, incident, changes, totals],
    ...[accept, getSubmission, listSubmissions, retry, redrive, metrics, deadLetters, redriveLetters],
  ],
  { receivers: [reported] },
);
