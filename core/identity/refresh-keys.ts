import { required } from "../errors.ts";
import { secret } from "../secrets.ts";

/** A key from which refresh secrets are derived (SES-3). */
export interface RefreshKey {
  readonly id: string;
  readonly key: string;
}

/** The key that new sessions begin with: the first one. */
export async function currentRefreshKey(): Promise<RefreshKey> {
  return required((await refreshKeys())[0], "there is a refresh key");
}

/** The key a session began with; absent once it was taken out of use, which ends its sessions. */
export async function refreshKeyNamed(id: string): Promise<RefreshKey | undefined> {
  return (await refreshKeys()).find((key) => key.id === id);
}

async function refreshKeys(): Promise<readonly RefreshKey[]> {
  const { keys }: { keys: readonly RefreshKey[] } = JSON.parse(await secret("REFRESH_KEYS"));
  return keys;
}
