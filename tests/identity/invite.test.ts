import { describe, expect, test } from "vitest";
import { invite, parseInvitation } from "../../local/invite";
import { createGroup, getMe } from "../../shared/contract/identity";
import { openIdentity } from "./fixture";

const { tenant: openTenant } = await openIdentity();

describe("npm run invite", () => {
  test("makes an admin, who is in with the next token", async () => {
    const acme = await openTenant();
    const given = parseInvitation(["--tenant", acme.id, "--email", "Ada@Acme.test", "--role", "admin", "--name", "Ada"]);
    if (typeof given === "string") throw new Error(given);
    expect(await invite(given)).toBe(`Ada <ada@acme.test> has the roles admin in ${acme.id}, and is known by this e-mail at the first sign-in.`);
    const ada = acme.as({ email: "ada@acme.test" });
    expect((await ada(getMe)).body).toMatchObject({ name: "Ada", roles: ["admin"] });
    expect((await ada(createGroup, { body: { name: "hr" } })).status).toBe(201);
    expect(await invite({ ...given, role: ["agent"] })).toBe(`Ada <ada@acme.test> has the roles admin, agent in ${acme.id}, and has signed in before.`);
  });

  test.each([
    [["--tenant", "Acme!", "--email", "a@b.test", "--role", "admin"], "--tenant"],
    [["--tenant", "acme", "--role", "admin"], "--email"],
    [["--tenant", "acme", "--email", "a@b.test", "--role", "boss"], "--role"],
    [["--tenant", "acme", "--email", "a@b.test"], "--role"],
    [["--tennant", "acme"], "--tennant"],
  ])("says what is wrong with %j", (args, word) => {
    expect(parseInvitation(args)).toContain(word);
  });
});
