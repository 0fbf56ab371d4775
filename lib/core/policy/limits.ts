/** How often something may be asked: at most `points` in `seconds`. */
export interface Limit {
  points: number;
  seconds: number;
  /** Whose doings are counted together: one person's, or all from one network address. */
  per: "person" | "network";
}

/**
 * The one table of limits: more than a person can do by hand, and useless for a flood. A draft saves itself at most once
 * in 0.8 s; a lecture hall behind one address can sign in at once.
 */
export const limits = {
  errata: { points: 12, seconds: 600, per: "network" },
  deliveries: { points: 6000, seconds: 60, per: "network" },
  signIns: { points: 200, seconds: 600, per: "network" },
  drafts: { points: 150, seconds: 60, per: "person" },
  exchanges: { points: 1200, seconds: 60, per: "person" },
  previews: { points: 240, seconds: 60, per: "person" },
  comparisons: { points: 60, seconds: 60, per: "network" },
  uploads: { points: 60, seconds: 600, per: "person" },
  references: { points: 60, seconds: 600, per: "person" },
  comments: { points: 60, seconds: 600, per: "person" },
  proposals: { points: 60, seconds: 3600, per: "person" },
  models: { points: 30, seconds: 3600, per: "person" },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;
