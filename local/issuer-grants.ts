/** What the issuer has granted: codes that work once, and sessions with a refresh token, as Cognito's do not rotate either. Kept on disk, so that a restart signs nobody out. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { savePrivately } from "./issuer-keys";

export type Identity = { email: string; tenant: string; name: string };
export type Granted = { clientId: string; scope: string; identity: Identity /** Of the sign-in, in seconds since 1970. */; authTime: number };
export type Code = Granted & { redirectUri: string; challenge: string; nonce?: string };
export type Session = Granted & { id: string };

type KeptCode = Code & { until: number /** The session that it opened; a code that comes twice closes it. */; session?: string };
/** By the hash of the refresh token. */
type KeptSession = Session & { until: number };
type Kept = { codes: Record<string, KeptCode>; sessions: Record<string, KeptSession> };

export type Grants = {
  newCode(code: Code): string;
  /** What the code was given for, with the id of a session to open; null for one that is unknown, old or used. */
  useCode(code: string): (Code & { id: string }) | null;
  /** Gives its refresh token. */
  openSession(session: Session): string;
  sessionOf(refreshToken: string): Session | null;
  closeSession(id: string): void;
};

const codeLives = 60_000;
const sessionLives = 30 * 24 * 3600 * 1000;

const secret = () => randomBytes(32).toString("base64url");
const hash = (token: string) => createHash("sha256").update(token).digest("base64url");

export function openGrants(file?: string, now = Date.now): Grants {
  const kept: Kept = file && existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Kept) : { codes: {}, sessions: {} }; // written by this file
  const save = () => {
    for (const part of [kept.codes, kept.sessions]) for (const [key, { until }] of Object.entries(part)) if (until <= now()) delete part[key];
    if (file) savePrivately(file, kept);
  };
  const close = (id: string) => {
    for (const [token, session] of Object.entries(kept.sessions)) if (session.id === id) delete kept.sessions[token];
    save();
  };
  return {
    newCode(code) {
      const made = secret();
      kept.codes[hash(made)] = { ...code, until: now() + codeLives };
      save();
      return made;
    },
    useCode(code) {
      const given = kept.codes[hash(code)];
      if (!given || given.until <= now()) return null;
      if (given.session) {
        close(given.session);
        return null;
      }
      given.session = secret();
      save();
      return { ...given, id: given.session };
    },
    openSession({ id, clientId, scope, identity, authTime }) {
      const token = secret();
      kept.sessions[hash(token)] = { id, clientId, scope, identity, authTime, until: now() + sessionLives };
      save();
      return token;
    },
    sessionOf(token) {
      const session = kept.sessions[hash(token)];
      return session && session.until > now() ? session : null;
    },
    closeSession: close,
  };
}
