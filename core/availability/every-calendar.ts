import { calendarPartitions } from "../table/keys.ts";
import { type PagePosition, readRange } from "../table/read.ts";
import type { AvailabilitySettings } from "./calendar-settings.ts";

const PAGE_ITEMS = 200;

/** The calendars of all instructors, for work at night; a page at a time, so that none of them waits in memory for long. */
export async function* everyCalendar(): AsyncGenerator<AvailabilitySettings> {
  for (const pk of calendarPartitions()) {
    let after: PagePosition | undefined;
    do {
      const page = await readRange<AvailabilitySettings>({
        pk,
        index: "gsi2",
        limit: PAGE_ITEMS,
        ...(after === undefined ? {} : { after }),
      });
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  }
}
