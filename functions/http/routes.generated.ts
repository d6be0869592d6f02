// Generated from the contracts by `npm run openapi`; do not edit.
export const ROUTES: Readonly<Record<string, readonly string[]>> = {
  "/health": ["GET","HEAD"],
  "/ready": ["GET","HEAD"],
};
