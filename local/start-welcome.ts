/** What a start says when it is ready: where to go, and a first request that works as it stands. */
type Links = { api: string; console: string; issuer: string };

export const welcome = ({ api, console, issuer }: Links, ms: number) => `
  PFlow is ready (${(ms / 1000).toFixed(1)} s). PFlow 已就绪。

  Console  控制台    ${console}
  API      接口      ${api}
  Docs     文档      ${api}docs
  Sign-in  登录      ${issuer}   (a picker of the demo people · 演示用户选择页)

  A first request · 第一个请求:

    TOKEN=$(npm run -s token -- --user admin@acme.test)
    curl -s -H "Authorization: Bearer $TOKEN" ${api}overview

  Ctrl-C finishes what is in the queues and stops everything. 按 Ctrl-C 处理完队列后停止。
`;
