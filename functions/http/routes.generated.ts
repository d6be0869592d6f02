// Generated from the contracts by `npm run openapi`; do not edit.
export const ROUTES: Readonly<Record<string, readonly string[]>> = {
  "/api/v1/openapi.json": ["GET","HEAD"],
  "/api/v1/openapi.yaml": ["GET","HEAD"],
  "/docs": ["GET","HEAD"],
  "/docs/reference.js": ["GET"],
  "/health": ["GET","HEAD"],
  "/ready": ["GET","HEAD"],
};
