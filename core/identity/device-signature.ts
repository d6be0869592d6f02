export interface DeviceSignature {
  readonly browserFamily: string;
  readonly osFamily: string;
  readonly deviceName: string;
}

type Families = readonly (readonly [mark: string, family: string])[];

// The first match wins (TFA-11): Edge and Opera also call themselves Chrome, Chrome calls itself Safari, and phones name their ancestors.
const BROWSERS: Families = [
  ["edg/", "Edge"],
  ["edge/", "Edge"],
  ["opr/", "Opera"],
  ["opera", "Opera"],
  ["firefox/", "Firefox"],
  ["chrome/", "Chrome"],
  ["crios/", "Chrome"],
  ["safari/", "Safari"],
];
const SYSTEMS: Families = [
  ["iphone", "iPhone"],
  ["ipad", "iPad"],
  ["android", "Android"],
  ["mac os x", "macOS"],
  ["macintosh", "macOS"],
  ["windows", "Windows"],
  ["linux", "Linux"],
  ["x11", "Linux"],
];

/** What a user agent says about a device: enough to name it to its owner, and stable over updates of the browser. */
export function deviceSignature(userAgent: string): DeviceSignature {
  const text = userAgent.toLowerCase();
  const browserFamily = firstMatch(BROWSERS, text) ?? "Unknown browser";
  const osFamily = firstMatch(SYSTEMS, text) ?? "Unknown OS";
  return { browserFamily, osFamily, deviceName: `${browserFamily} on ${osFamily}` };
}

function firstMatch(families: Families, text: string): string | undefined {
  return families.find(([mark]) => text.includes(mark))?.[1];
}
