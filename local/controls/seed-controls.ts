import type { Seed } from "../load-seed.ts";
import { type Control, changed } from "./control.ts";

/** Lets the demo city go on in a runtime that is up; `written` is told, because events have come with it. */
export function seedControls(seed: Seed, written: () => void): Control[] {
  return [
    {
      method: "POST",
      path: "/local/seed",
      answer: async (request) => {
        await seed.goOn();
        written();
        return changed(request, { accounts: seed.accounts });
      },
    },
  ];
}
