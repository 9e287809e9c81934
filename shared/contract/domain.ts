/** The five domains: each one Lambda, one database, one word in every room. */
export const domains = ["form", "identity", "ticket", "workflow", "gateway"] as const;
export type Domain = (typeof domains)[number];
