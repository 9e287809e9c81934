/** An expression says it when the process is there; below a connection's address the rest of it is enough. */
export function leadsNowhere({ url, connection }: { url: string; connection?: string }): boolean {
  const address = url.trim();
  if (address === "") return true;
  if (address.startsWith("=") || (connection !== undefined && !/^[a-z][a-z\d+.-]*:/i.test(address))) return false;
  return !/^https?:\/\/[^\s/?#]/i.test(address);
}
