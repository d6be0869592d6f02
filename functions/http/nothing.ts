import * as z from "zod";

/** For contracts without path or query parameters: any member is unknown. */
export const nothing = z.strictObject({});
