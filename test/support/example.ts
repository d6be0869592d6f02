/** A valid request of an operation on data made for it, from which the promises that every endpoint keeps are tried. */
export interface ExampleRequest {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly as: "student" | "instructor" | "admin" | "visitor";
  /** Of that caller. */
  readonly token?: string;
  /** Another caller of the same role, to whom the resource in `params` does not belong. */
  readonly foreign?: { readonly token: string };
}

export type ExampleBuilder = () => Promise<ExampleRequest>;
