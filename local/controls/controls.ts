import type { GatewayOptions } from "../gateway/gateway.ts";
import { createRouter } from "../gateway/router.ts";
import type { Control } from "./control.ts";

/** What the gateway asks about an address that is no operation of the document. */
export function answerControls(controls: readonly Control[]): NonNullable<GatewayOptions["controls"]> {
  const router = createRouter(controls.map((control) => ({ method: control.method, path: control.path, target: control })));
  return async (request) => {
    const match = router(request.method, request.path);
    return match?.target.answer(request, match.pathParameters ?? {});
  };
}
