/** The pages that people see at the local issuer: who are you, you are signed out, this link is wrong. Plain HTML, no script. */
import { demoPeople } from "./demo-people";

export type Page = { status: number; html: string };

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

const style = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 15%, transparent); --soft: color-mix(in srgb, currentColor 70%, transparent) }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; background: light-dark(#f6f7f9, #101418); color: light-dark(#1a2330, #e6ebf2) }
main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.25rem }
h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: .95rem; margin: 2rem 0 .6rem; color: var(--soft) }
p { margin: .4rem 0 0; color: var(--soft) }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(13.5rem, 1fr)); gap: .6rem }
button { font: inherit; color: inherit; text-align: start; padding: .65rem .85rem; border: 1px solid var(--line); border-radius: .65rem; background: light-dark(#fff, #1a2028); cursor: pointer }
button:hover { border-color: #2f6fed } button:focus-visible, input:focus-visible { outline: 3px solid #2f6fed; outline-offset: 1px }
button small { display: block; color: var(--soft) }
.other { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end }
label { display: block; font-size: .85rem; color: var(--soft) }
input { display: block; font: inherit; padding: .55rem .7rem; border: 1px solid var(--line); border-radius: .65rem; background: light-dark(#fff, #1a2028); color: inherit }
.go { background: #2458c5; color: #fff; border-color: #2458c5 }`;

const page = (title: string, body: string) =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`;

/** `request` is the authorization request, which the form sends back as it came. */
export function pickerPage(request: URLSearchParams): Page {
  const hidden = [...request].map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`).join("");
  const tenants = [...new Set(demoPeople.map(({ tenant }) => tenant))];
  const hint = request.get("login_hint") ?? "";
  const body = `<h1>PFlow</h1><p>选择一个演示用户登录。 Choose whom to sign in as: this sign-in is for this machine only.</p>
${tenants.map((tenant) => `<form method="post">${hidden}<h2>${escaped(tenant)}</h2><div class="people">${peopleOf(tenant)}</div></form>`).join("\n")}
<form method="post">${hidden}<h2>其他人 Somebody else</h2><div class="other">
<label>E-mail<input name="email" type="email" required maxlength="254" value="${escaped(hint)}" autocomplete="off"></label>
<label>租户 Tenant<input name="tenant" required pattern="[a-z0-9\\-]{1,63}" value="acme" autocomplete="off"></label>
<button class="go">登录 Sign in</button></div></form>`;
  return { status: 200, html: page("登录 Sign in · PFlow", body) };
}

const peopleOf = (tenant: string) =>
  demoPeople
    .filter((person) => person.tenant === tenant)
    .map(({ email, name, title, department, roles }) => {
      const place = [department, title, roles.join(", ")].filter(Boolean).join(" · ");
      return `<button name="email" value="${escaped(email)}"><strong>${escaped(name)}</strong><small>${escaped(email)}</small><small>${escaped(place)}</small></button>`;
    })
    .join("");

export const signedOutPage = (): Page => ({ status: 200, html: page("PFlow", "<h1>已退出登录 Signed out</h1><p>可以关闭此页。 You may close this page.</p>") });

export const errorPage = (message: string): Page => ({ status: 400, html: page("PFlow", `<h1>无法登录 Can't sign in</h1><p>${escaped(message)}</p>`) });
