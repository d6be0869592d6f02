const MAX_LENGTH = 254;

/**
 * An RFC 5321 mailbox with a dotted domain. Quoted local parts and address literals are left out: nobody signs up with one, and every
 * later use of the address would have to escape it. Kept as text, because contracts build their pattern from it.
 */
export const MAILBOX_PATTERN =
  "(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*" +
  "@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])";

const MAILBOX = new RegExp(`^${MAILBOX_PATTERN}$`);

/** The stored form of an address, or nothing when it is none (REG-2). */
export function normalizeEmail(input: string): string | undefined {
  const address = input.trim().toLowerCase();
  return address.length <= MAX_LENGTH && MAILBOX.test(address) ? address : undefined;
}

/** The address as a stranger may see it (PWD-7): enough to recognise one's own, too little to learn another's. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  const shown = at > 2 ? address.slice(0, 2) : "";
  return `${shown}***${address.slice(at)}`;
}
