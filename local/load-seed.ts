import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Store } from "./store.ts";

/** Somebody of the demo city who can sign in. */
export interface DemoAccount {
  readonly email: string;
  readonly password: string;
  /** What to show beside it, "student" or "instructor, piano". */
  readonly who: string;
}

export interface Seed {
  readonly accounts: readonly DemoAccount[];
  /** Fills the table, unless an earlier start has done so to the end. */
  fill(): Promise<void>;
  /** Lets the city go on: opens the weeks that have come, books lessons in them. Fills a table that never was. */
  goOn(): Promise<void>;
}

/** What `local/seed.ts` exports. Both functions may meet what an interrupted run of theirs has left. */
interface SeedModule {
  readonly demoAccounts: readonly DemoAccount[];
  seedCity(): Promise<void>;
  continueCity(): Promise<void>;
}

/** The demo city of the project in the folder; a project without one starts empty. */
export async function loadSeed(root: string, store: Store): Promise<Seed> {
  const file = join(root, "local", "seed.ts");
  if (!existsSync(file)) return { accounts: [], fill: async () => {}, goOn: async () => {} };
  const { demoAccounts, seedCity, continueCity }: SeedModule = await import(pathToFileURL(file).href);
  return {
    accounts: demoAccounts,
    fill: async () => {
      if (store.prepare("SELECT 1 FROM marks WHERE name = 'seeded'").get()) return;
      await seedCity();
      store.exec("INSERT INTO marks (name) VALUES ('seeded')");
    },
    goOn: continueCity,
  };
}
