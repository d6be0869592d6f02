// Generated from the contracts by `npm run openapi`; do not edit.
export const ROUTES = `/.well-known/jwks.json GET
/api/v1/admin/availability/config GET PUT
/api/v1/auth/login POST
/api/v1/auth/logout POST
/api/v1/auth/me GET
/api/v1/auth/refresh POST
/api/v1/auth/register POST
/api/v1/bookings GET POST
/api/v1/bookings/check-availability POST
/api/v1/bookings/send-reminders POST
/api/v1/bookings/stats GET
/api/v1/bookings/upcoming GET
/api/v1/bookings/{bookingId} GET PATCH
/api/v1/bookings/{bookingId}/calendar.ics GET
/api/v1/bookings/{bookingId}/cancel POST
/api/v1/bookings/{bookingId}/cancellation-quote GET
/api/v1/bookings/{bookingId}/complete POST
/api/v1/bookings/{bookingId}/dispute POST
/api/v1/bookings/{bookingId}/no-show POST
/api/v1/bookings/{bookingId}/no-show/dispute POST
/api/v1/bookings/{bookingId}/no-show/withdraw POST
/api/v1/bookings/{bookingId}/preview GET
/api/v1/bookings/{bookingId}/reschedule POST
/api/v1/bookings/{bookingId}/reschedule-options GET
/api/v1/instructor-bookings GET
/api/v1/instructor-bookings/completed GET
/api/v1/instructor-bookings/pending-completion GET
/api/v1/instructor-bookings/upcoming GET
/api/v1/instructor-bookings/{bookingId}/complete POST
/api/v1/instructor-bookings/{bookingId}/dispute POST
/api/v1/instructors/availability GET
/api/v1/instructors/availability/apply-to-date-range POST
/api/v1/instructors/availability/blackout-dates GET POST
/api/v1/instructors/availability/blackout-dates/{blackoutId} DELETE
/api/v1/instructors/availability/bulk-update PATCH
/api/v1/instructors/availability/copy-week POST
/api/v1/instructors/availability/pattern GET PUT
/api/v1/instructors/availability/range-jobs/{rangeJobId} GET
/api/v1/instructors/availability/specific-date POST
/api/v1/instructors/availability/week GET POST
/api/v1/instructors/availability/week/booked-slots GET
/api/v1/instructors/availability/week/validate-changes POST
/api/v1/instructors/availability/{windowId} DELETE PATCH
/api/v1/instructors/me GET PATCH POST
/api/v1/instructors/me/calendar-settings GET PATCH
/api/v1/instructors/me/calendar-settings/acknowledge POST
/api/v1/instructors/me/go-live POST
/api/v1/instructors/me/services GET POST
/api/v1/instructors/me/services/{instructorServiceId} DELETE PATCH
/api/v1/instructors/{instructorId} GET
/api/v1/openapi.json GET HEAD
/api/v1/openapi.yaml GET HEAD
/api/v1/public/instructors/{instructorId}/availability GET
/api/v1/public/instructors/{instructorId}/next-available GET
/api/v1/services/catalog GET
/api/v1/services/catalog/{serviceIdOrSlug} GET
/api/v1/services/categories GET
/api/v1/services/categories/{categorySlug} GET
/api/v1/services/search GET
/docs GET HEAD
/docs/reference.js GET
/health GET HEAD
/local/instructors/{instructorId}/verification POST
/ready GET HEAD`;
