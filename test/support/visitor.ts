import { type BodyOf, type Call, type EndpointModule, invoke, type Reply } from "./invoke.ts";
import { freshIp } from "./people.ts";

/** Calls an endpoint as somebody new who is not signed in, from an address of their own: no test uses up another's rate. */
export function visit<Module extends EndpointModule>(module: Module, call: Call = {}): Promise<Reply<BodyOf<Module>>> {
  return invoke(module, { sourceIp: freshIp(), ...call });
}
