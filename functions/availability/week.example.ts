const CLOSED = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const MORNING = "AAAAAAAAAAAAAAAAAPD/////AAAAAAAAAAAAAAAAAAAAAAAA";

const closedDay = (date: string) => ({ date, windows: [], bits: CLOSED, onlineOnly: CLOSED, noTravel: CLOSED, isBlackout: false });

/** A week in which only Wednesday morning is open. */
export const WEEK_EXAMPLE = {
  weekStart: "2026-03-09",
  weekEnd: "2026-03-15",
  timezone: "America/New_York",
  version: "61c70424984d25c1032c980ad9e6e15f",
  days: [
    closedDay("2026-03-09"),
    closedDay("2026-03-10"),
    { ...closedDay("2026-03-11"), windows: [{ startTime: "09:00", endTime: "12:00", formats: "any" }], bits: MORNING },
    closedDay("2026-03-12"),
    closedDay("2026-03-13"),
    closedDay("2026-03-14"),
    closedDay("2026-03-15"),
  ],
  lastModified: "2026-03-08T07:30:00.000Z",
};
