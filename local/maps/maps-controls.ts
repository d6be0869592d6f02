import * as z from "zod";
import { bodyOf, type Control, changed, jsonAnswer, queryOf } from "../controls/control.ts";
import { createFaults } from "../faults.ts";
import type { Store } from "../store.ts";
import { geocoderIn } from "./geocoder.ts";

/** Google fails with an HTTP status, or with a status in a body of HTTP 200. */
const FAULTS = ["unavailable", "over_quota"] as const;

/** A stand-in of Google's Geocoding API, at the path that it has there. */
export function mapsControls(store: Store): Control[] {
  const geocoder = geocoderIn(store);
  const faults = createFaults<(typeof FAULTS)[number]>("unavailable");
  return [
    {
      method: "GET",
      path: "/maps/api/geocode/json",
      answer: (request) => {
        const fault = faults.take();
        if (fault === "unavailable") return jsonAnswer(503, { status: "UNKNOWN_ERROR", results: [] });
        if (fault === "over_quota") return jsonAnswer(200, { status: "OVER_QUERY_LIMIT", results: [] });
        const query = queryOf(request);
        const address = query.get("address");
        const placeId = query.get("place_id");
        if (!query.get("key")) return jsonAnswer(200, { status: "REQUEST_DENIED", results: [] });
        if (!address && !placeId) return jsonAnswer(400, { status: "INVALID_REQUEST", results: [] });
        const place = placeId ? geocoder.byPlaceId(placeId) : geocoder.byAddress(address ?? "");
        if (!place) return jsonAnswer(200, { status: placeId ? "NOT_FOUND" : "ZERO_RESULTS", results: [] });
        return jsonAnswer(200, { status: "OK", results: [place] });
      },
    },
    {
      method: "POST",
      path: "/local/maps/fail",
      answer: (request) => {
        const { count, error } = bodyOf(request, failSchema);
        return changed(request, faults.order(count, error));
      },
    },
  ];
}

const failSchema = z.object({ count: z.int().min(0), error: z.enum(FAULTS).default("unavailable") });
