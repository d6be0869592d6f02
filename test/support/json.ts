/** The JSON of an answer, of the type that the caller expects and its assertions check. */
export async function jsonOf<T>(answer: Response): Promise<T> {
  return (await answer.json()) as T;
}
