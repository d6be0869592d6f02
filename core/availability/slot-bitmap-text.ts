import type { SlotBitmap } from "./slot-bitmap.ts";

/** The bitmap as it travels: base64 of RFC 4648 section 4, always 48 characters (AV-1). */
export function bitmapText(bits: SlotBitmap): string {
  return Buffer.from(bits.buffer, bits.byteOffset, bits.byteLength).toString("base64");
}

/** The bitmap a text stands for; nothing when it is not the base64 of exactly 36 bytes. */
export function parseBitmap(text: string): SlotBitmap | undefined {
  return /^[A-Za-z0-9+/]{48}$/.test(text) ? new Uint8Array(Buffer.from(text, "base64")) : undefined;
}
