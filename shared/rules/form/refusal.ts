/** What stands in a sentence about a value; a console that translates by `code` fills its own sentence with these. */
export type Params = Record<string, string | number>;

type Sentence = (params: Params) => string;

/** Every reason why a value is refused, once. Codes are stable; sentences may be reworded. */
const sentences = {
  required: () => "Is required.",
  "unknown-field": () => "Is not a field of this form.",
  "not-an-object": () => "Must be an object of fields.",
  "read-only": () => "Can't be changed.",
  "not-text": () => "Must be text.",
  "too-short": ({ min }) => `Needs at least ${min} characters.`,
  "too-long": ({ max }) => `May have ${max} characters at most.`,
  pattern: () => "Does not have the form that is asked for.",
  "not-an-email": () => "Is not an e-mail address.",
  "not-a-phone": () => "Is not a phone number.",
  "not-a-url": () => "Is not a web address (http or https).",
  "not-a-number": () => "Must be a number.",
  "too-many-digits": ({ max }) => `May have ${max} digits at most.`,
  "not-exact": () => "Has more than 15 digits: send it as text, or it can't be kept exactly.",
  "too-small": ({ min }) => `Must be ${min} or more.`,
  "too-large": ({ max }) => `Must be ${max} or less.`,
  "not-a-step": ({ step }) => `Must be a multiple of ${step}.`,
  "not-a-date": () => "Must be a date (YYYY-MM-DD).",
  "not-a-datetime": () => "Must be a date and time with its offset (YYYY-MM-DDThh:mm:ssZ).",
  "too-early": ({ min }) => `Must not be before ${min}.`,
  "too-late": ({ max }) => `Must not be after ${max}.`,
  "not-an-option": () => "Is not one of the options.",
  "not-a-list": () => "Must be a list.",
  "chosen-twice": () => "Has an option twice.",
  "too-few": ({ min }) => `Needs at least ${min}.`,
  "too-many": ({ max }) => `May have ${max} at most.`,
  "not-a-boolean": () => "Must be true or false.",
  "not-an-id": () => "Must be the id of a person or department.",
  "not-supported": () => "Can't be filled in yet.",
  "condition-failed": () => "It can't be decided whether this applies; the form's condition fails.",
  "computation-failed": () => "Can't be worked out; the form's expression fails.",
} as const satisfies Record<string, Sentence>;

export type RefusalCode = keyof typeof sentences;

/** Why a value is refused, without its place. */
export class Refusal {
  constructor(
    readonly code: RefusalCode,
    readonly params?: Params,
  ) {}

  at(path: string): ValueError {
    const sentence: Sentence = sentences[this.code];
    return { path, code: this.code, message: sentence(this.params ?? {}), ...(this.params && { params: this.params }) };
  }
}

/** `path` is a JSON pointer into the data; `code` is a refusal's, or `rule` for one of the form's own sentences. */
export type ValueError = { path: string; code: RefusalCode | "rule"; message: string; params?: Params };
