// Days as people write them, as on the pages made at build time.

import { say } from "./words/days.js";

/** `2026-03-04` as `4 March 2026`; what is no such day stays as it is. */
export function dayInWords(date) {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(date) ?? [];
  if (!day) return date;
  return say("date-day", {
    day: String(Number(day)),
    month: say(`date-month-${Number(month)}`),
    year,
  });
}
