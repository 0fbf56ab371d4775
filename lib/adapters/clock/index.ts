/** The one place that reads the time; everything else is handed it. */
export const clock = { now: (): Date => new Date() };
