/** What is in the queues, on disk: SQS forgets nothing when a process dies, so the local queues must not either. One line is written for each change before it is answered. */
import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import type { MessageAttributeValue } from "@aws-sdk/client-sqs";

type Attributes = Record<string, MessageAttributeValue>;
/** Times in ms since 1970; before `due` the message is not visible. */
export type Kept = { id: string; queue: string; body: string; attributes: Attributes; sent: number; due: number };
type Line = ({ put: Kept } | { gone: string } | { id: string; due: number }) & object;

export type Journal = {
  put(kept: Kept): void;
  /** Writes down what an action that succeeded has changed. */
  note(action: string, queue: string, body: unknown, result: unknown): void;
  close(): void;
};

type Sent = { MessageBody: string; MessageAttributes?: Attributes; DelaySeconds?: number; Id?: string };
type Handle = { ReceiptHandle: string; VisibilityTimeout?: number };
type Batch<T> = { Entries: T[] };

/** Lines to which the journal may grow before it is written anew with what is still there. */
const longest = 50_000;

/** What the last run left behind, in the order it was sent. A half-written last line was never answered, so it is dropped. */
export function readJournal(path: string): Kept[] {
  if (!existsSync(path)) return [];
  const kept = new Map<string, Kept>();
  for (const text of readFileSync(path, "utf8").split("\n")) apply(kept, lineOf(text));
  return [...kept.values()];
}

/** Starts empty: what `readJournal` gave is sent again through it, then `done` makes it the journal of this run. */
export function openJournal(path: string): Journal & { done(): void } {
  const fresh = `${path}.new`;
  let file = openSync(fresh, "w", 0o600);
  let lines = 0;
  let kept = new Map<string, Kept>();
  const handles = new Map<string, string>();
  const handleOf = new Map<string, string>();

  const write = (line: Line) => {
    apply(kept, line);
    writeSync(file, `${JSON.stringify(line)}\n`);
    if (++lines > longest && lines > kept.size * 4) rewrite();
  };
  const rewrite = () => {
    closeSync(file);
    writeFileSync(fresh, [...kept.values()].map((put) => `${JSON.stringify({ put })}\n`).join(""), { mode: 0o600 });
    renameSync(fresh, path);
    file = openSync(path, "a");
    lines = kept.size;
  };
  const put = (queue: string, { MessageBody, MessageAttributes = {}, DelaySeconds = 0 }: Sent, id: string) =>
    write({ put: { id, queue, body: MessageBody, attributes: MessageAttributes, sent: Date.now(), due: Date.now() + DelaySeconds * 1000 } });
  const gone = ({ ReceiptHandle }: Handle) => {
    const id = handles.get(ReceiptHandle);
    forget(ReceiptHandle);
    if (id && kept.has(id)) write({ gone: id });
  };
  const forget = (handle: string | undefined) => {
    if (!handle) return;
    handleOf.delete(handles.get(handle) ?? "");
    handles.delete(handle);
  };
  /** Only the newest handle of a message counts: an older one deletes nothing in SQS either. */
  const received = (id: string, handle: string) => {
    forget(handleOf.get(id));
    handles.set(handle, id);
    handleOf.set(id, handle);
  };
  const later = ({ ReceiptHandle, VisibilityTimeout = 0 }: Handle) => {
    const id = handles.get(ReceiptHandle);
    if (id && kept.has(id)) write({ id, due: Date.now() + VisibilityTimeout * 1000 });
  };

  /** What fauxqs took and answered; the shapes are SQS' own. */
  const notes: Record<string, (queue: string, body: never, result: never) => void> = {
    SendMessage: (queue, body: Sent, { MessageId }: { MessageId: string }) => put(queue, body, MessageId),
    SendMessageBatch: (queue, { Entries }: Batch<Sent>, { Successful }: { Successful: { Id: string; MessageId: string }[] }) => {
      for (const { Id, MessageId } of Successful) put(queue, Entries.find((entry) => entry.Id === Id) as Sent, MessageId); // each success names an entry
    },
    ReceiveMessage: (_queue, _body, { Messages = [] }: { Messages?: { MessageId: string; ReceiptHandle: string }[] }) => {
      for (const { MessageId, ReceiptHandle } of Messages) received(MessageId, ReceiptHandle);
    },
    DeleteMessage: (_queue, body: Handle) => gone(body),
    DeleteMessageBatch: (_queue, { Entries }: Batch<Handle>) => Entries.forEach(gone),
    ChangeMessageVisibility: (_queue, body: Handle) => later(body),
    ChangeMessageVisibilityBatch: (_queue, { Entries }: Batch<Handle>) => Entries.forEach(later),
    PurgeQueue: (queue) => {
      for (const { id } of [...kept.values()].filter((one) => one.queue === queue)) write({ gone: id });
    },
  };
  return {
    put: (one) => write({ put: one }),
    note: (action, queue, body, result) => notes[action]?.(queue, body as never, result as never),
    done: () => renameSync(fresh, path),
    close: () => {
      rewrite();
      closeSync(file);
      kept = new Map();
    },
  };
}

function apply(kept: Map<string, Kept>, line: Line | null) {
  if (!line) return;
  if ("put" in line) kept.set(line.put.id, line.put);
  else if ("gone" in line) kept.delete(line.gone);
  else {
    const one = kept.get(line.id);
    if (one) kept.set(line.id, { ...one, due: line.due });
  }
}

function lineOf(text: string): Line | null {
  try {
    return text === "" ? null : (JSON.parse(text) as Line); // written by this file
  } catch {
    return null;
  }
}
