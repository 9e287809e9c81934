/** What the console's pages may load and run. `issuer`: the origins that sign people in; `api`: the API's, where it is not the site's own. */
export const sitePolicy = (issuer: string, api = ""): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // Styles are set by the drawing of processes and by the components; no script can hide in one.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    `connect-src 'self' ${issuer}${api && ` ${api}`}`,
    `frame-src ${issuer}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
