const MAX_INPUT_LENGTH = 20;

/** The E.164 form of a number, or nothing when it is none (REG-6). Ten digits are a United States number. */
export function normalizePhone(input: string): string | undefined {
  if (input.length > MAX_INPUT_LENGTH) return undefined;
  const digits = input.replace(/\D/g, "");
  if (!/^[1-9]\d{9,13}$/.test(digits)) return undefined;
  return digits.length === 10 ? `+1${digits}` : `+${digits}`;
}
