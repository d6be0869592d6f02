import { describe, expect, it } from "vitest";
import type { UserId } from "../../core/ids.ts";
import { requireCatalogService } from "../../core/search/catalog.ts";
import { commit } from "../../core/table/commit.ts";
import { absent, present } from "../../core/table/condition.ts";
import { instructorProfileKey, offeredServiceKey, offeringBookedKey, offeringKey, offeringOwnerKey } from "../../core/table/keys.ts";
import { read, readAll } from "../../core/table/read.ts";
import { put, remove as removeItem } from "../../core/table/write.ts";
import * as addMyService from "../../functions/instructors/add-my-service.ts";
import * as listMyServices from "../../functions/instructors/list-my-services.ts";
import * as removeMyService from "../../functions/instructors/remove-my-service.ts";
import * as updateMyService from "../../functions/instructors/update-my-service.ts";
import { type LiveInstructor, liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { eventsOf, searchPlacesOf, stagesOf } from "./written.ts";

const table = useTable();
withoutRateLimits();

const serviceId = (slug: string) => requireCatalogService(slug).serviceId;
const online = (hourlyRateCents = 8_000) => ({ formatPrices: [{ format: "online", hourlyRateCents }] });

const add = ({ token }: SignedIn, slug: string, terms: object = online()) =>
  invoke(addMyService, { token, body: { serviceId: serviceId(slug), ...terms } });
const update = ({ token, offering }: LiveInstructor, body: object, headers: Record<string, string> = {}) =>
  invoke(updateMyService, { token, body, headers, params: { instructorServiceId: offering.instructorServiceId } });
const remove = ({ token }: SignedIn, instructorServiceId: string) => invoke(removeMyService, { token, params: { instructorServiceId } });
const profileOf = async (userId: UserId) => read(instructorProfileKey(userId));

async function markBooked({ userId, offering }: LiveInstructor): Promise<void> {
  const { instructorServiceId } = offering;
  await commit([put(offeringBookedKey(userId, instructorServiceId), { bookingId: "bkg_01JNV4Q7Z8K3M5P9R2T6W0X1Y4" }, absent)]);
}

describe("addMyService", () => {
  it("OFF-2..OFF-4 answers the offering with its defaults and where it is", async () => {
    const teacher = await liveInstructor();
    const reply = await add(teacher, "guitar", { formatPrices: [{ format: "online", hourlyRateCents: 6_000 }], ageGroups: ["both"] });
    expect([reply.status, reply.headers.location]).toEqual([201, `/api/v1/instructors/me/services/${reply.body.instructorServiceId}`]);
    expect(reply.body).toMatchObject({
      instructorId: teacher.userId,
      serviceName: "Guitar",
      categoryName: "Music",
      minHourlyRateCents: 6_000,
      durationOptions: [60],
      ageGroups: ["kids", "adults"],
      filterSelections: {},
      description: null,
      equipmentRequired: [],
      isActive: true,
      version: 1,
    });
  });

  it("OFF-1, OFF-8 writes offering, marks, profile and event together", async () => {
    const teacher = await liveInstructor();
    const { body } = await add(teacher, "guitar");
    const { userId, profile } = teacher;
    const [mark, owner] = await readAll([offeredServiceKey(userId, body.serviceId), offeringOwnerKey(body.instructorServiceId)]);
    expect(mark).toEqual({ instructorServiceId: body.instructorServiceId });
    expect(owner).toEqual({ instructorId: userId });
    expect((await profileOf(userId))?.version).toBe(profile.version + 1);
    const [event] = await eventsOf(table, userId);
    expect(event).toMatchObject({
      type: "instructor_service.changed",
      data: { instructorId: userId, serviceId: body.serviceId, before: null, after: { formatPrices: body.formatPrices } },
    });
    expect(await stagesOf(table, userId)).toContain("services_configured");
  });

  it("V-1 puts the offering of a live instructor where search finds it, and of no other", async () => {
    const live = await liveInstructor();
    const offline = await liveInstructor({ profile: { isLive: false, offlineReason: "self" } });
    await Promise.all([add(live, "guitar"), add(offline, "guitar")]);
    const names = ["piano", "guitar"].map((slug) => `SERVICE#${serviceId(slug)}`);
    expect(await searchPlacesOf(table, live.userId)).toEqual(["NAME#ma", ...names].toSorted());
    expect(await searchPlacesOf(table, offline.userId)).toEqual([]);
  });

  it("OFF-1 offers a service once, even when asked twice at the same time", async () => {
    const teacher = await liveInstructor();
    const replies = await Promise.all([add(teacher, "guitar"), add(teacher, "guitar")]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(replies.find(({ status }) => status === 409)?.problem.code).toBe("SERVICE_ALREADY_OFFERED");
    const { items } = (await invoke(listMyServices, { token: teacher.token })).body;
    expect(items.map(({ serviceName }) => serviceName)).toEqual(["Piano", "Guitar"]);
  });

  it("OFF-1 refuses the 21st service and one that the catalog does not have", async () => {
    const slugs = ["piano", "keyboard", "accordion", "guitar", "bass", "violin", "ukulele", "banjo", "mandolin", "cello"];
    const more = ["viola", "double-bass", "harp", "flute", "clarinet", "saxophone", "oboe", "bassoon", "recorder", "harmonica"];
    const [first = "piano", ...others] = [...slugs, ...more];
    const offered = [{ service: first, ageGroups: [] }, ...others.map((service) => ({ service, ageGroups: [] }))] as const;
    const busy = await liveInstructor({ offerings: offered });
    expect((await add(busy, "tuba")).problem).toMatchObject({ status: 422, code: "TOO_MANY_SERVICES", max: 20 });
    const unknown = { serviceId: "svc_01JNV4Q7Z8K3M5P9R2T6W0X1Y4", ...online() };
    const reply = await invoke(addMyService, { token: busy.token, body: unknown });
    expect(reply.problem).toMatchObject({ status: 404, code: "CATALOG_SERVICE_NOT_FOUND" });
  });

  it.each([
    ["OFF-2 no format", { formatPrices: [] }, "NO_LOCATION_OPTIONS"],
    ["OFF-2 one format twice", { formatPrices: [...online().formatPrices, ...online().formatPrices] }, "DUPLICATE_FORMAT_PRICE"],
    ["OFF-2 a price below the floor", online(5_999), "PRICE_BELOW_FLOOR"],
    ["OFF-3 a length off the quarter hours", { ...online(), durationOptions: [40] }, "INVALID_DURATION"],
    ["OFF-3 no length", { ...online(), durationOptions: [] }, "INVALID_DURATION"],
    ["OFF-4 an age that the service is not for", { ...online(), ageGroups: ["toddler"] }, "AGE_GROUP_NOT_ELIGIBLE"],
    ["TX-2 a filter that is not there", { ...online(), filterSelections: { colour: ["red"] } }, "INVALID_FILTER_SELECTION"],
  ])("%s is refused, and nothing is written", async (_, terms, code) => {
    const teacher = await liveInstructor();
    expect((await add(teacher, "guitar", terms)).problem).toMatchObject({ status: 422, code });
    expect((await profileOf(teacher.userId))?.version).toBe(teacher.profile.version);
    expect(await eventsOf(table, teacher.userId)).toEqual([]);
  });

  it("OFF-5 a live instructor needs the place of a format first, one who is not yet live does not", async () => {
    const receiving = { formatPrices: [{ format: "instructor_location", hourlyRateCents: 9_000 }] };
    const live = await liveInstructor({ profile: { preferredTeachingLocations: [] } });
    expect((await add(live, "guitar", receiving)).problem.code).toBe("NO_TEACHING_LOCATIONS");
    const travelling = { formatPrices: [{ format: "student_location", hourlyRateCents: 9_000 }] };
    const homely = await liveInstructor({ areas: [] });
    expect((await add(homely, "guitar", travelling)).problem.code).toBe("NO_SERVICE_AREAS");
    const newcomer = await signedIn({ role: "instructor" });
    expect((await add(newcomer, "guitar", receiving)).status).toBe(201);
  });

  it("INS-10 rewrites a default bio, and never the owner's own", async () => {
    const newcomer = await signedIn({ role: "instructor", firstName: "Maya" });
    await add(newcomer, "yoga");
    await add(newcomer, "tennis", { formatPrices: [{ format: "student_location", hourlyRateCents: 9_000 }] });
    expect((await profileOf(newcomer.userId))?.bio).toBe("Maya is a New York-based yoga and tennis instructor.");
    const author = await liveInstructor();
    await add(author, "yoga");
    expect((await profileOf(author.userId))?.bio).toBe(author.profile.bio);
  });

  it("API-35 repeats the answer of a repeated key and adds nothing twice", async () => {
    const { token, userId } = await signedIn({ role: "instructor" });
    const call = { token, body: { serviceId: serviceId("guitar"), ...online() }, headers: { "idempotency-key": "guitar-1" } };
    const [first, second] = [await invoke(addMyService, call), await invoke(addMyService, call)];
    expect([second.status, second.text, second.headers["idempotency-replayed"]]).toEqual([201, first.text, "true"]);
    expect((await profileOf(userId))?.version).toBe(2);
  });

  it("INS-1 needs a profile", async () => {
    const { token, userId } = await signedIn({ role: "instructor" });
    await commit([removeItem(instructorProfileKey(userId), present)]);
    const reply = await invoke(addMyService, { token, body: { serviceId: serviceId("guitar"), ...online() } });
    expect(reply.problem).toMatchObject({ status: 404, code: "INSTRUCTOR_PROFILE_NOT_FOUND" });
  });
});

describe("updateMyService", () => {
  it("OFF-8 changes the given terms only, and takes a text away by null", async () => {
    const teacher = await liveInstructor({ offerings: [{ description: "Scales first.", requirements: "A piano." }] });
    const reply = await update(teacher, { description: null, durationOptions: [90, 45] });
    expect(reply.body).toMatchObject({ description: null, requirements: "A piano.", durationOptions: [45, 90], version: 2 });
    expect(reply.headers.etag).toBe('"2"');
    const [event] = await eventsOf(table, teacher.userId);
    expect(event).toMatchObject({
      data: { before: { description: "Scales first.", durationOptions: [30, 60, 90] }, after: { durationOptions: [45, 90] } },
    });
  });

  it("API-33 saves on the version that was seen, and refuses another with the present one", async () => {
    const teacher = await liveInstructor();
    const { formatPrices } = teacher.offering;
    expect((await update(teacher, { durationOptions: [60] }, { "if-match": '"1"' })).status).toBe(200);
    const stale = await update(teacher, { formatPrices }, { "if-match": '"1"' });
    expect([stale.status, stale.headers.etag, stale.problem.currentVersion]).toEqual([412, '"2"', 2]);
  });

  it("OFF-8 changes nothing and says nothing when it comes out the same", async () => {
    const teacher = await liveInstructor();
    const reply = await update(teacher, { durationOptions: [90, 60, 30] });
    expect(reply.body.version).toBe(1);
    expect((await profileOf(teacher.userId))?.version).toBe(teacher.profile.version);
    expect(await eventsOf(table, teacher.userId)).toEqual([]);
  });

  it("OFF-5 lets a live instructor keep a format without a place, but not enable one", async () => {
    const teacher = await liveInstructor({
      profile: { preferredTeachingLocations: [] },
      offerings: [{ formatPrices: [{ format: "online", hourlyRateCents: 8_000 }] }],
    });
    const receiving = [{ format: "instructor_location", hourlyRateCents: 9_000 }];
    expect((await update(teacher, { formatPrices: receiving })).problem.code).toBe("NO_TEACHING_LOCATIONS");
    const kept = await liveInstructor({ profile: { preferredTeachingLocations: [] } });
    expect((await update(kept, { durationOptions: [60] })).status).toBe(200);
  });

  it("INSTRUCTOR_SERVICE_NOT_FOUND answers another's offering and a removed one", async () => {
    const [owner, other] = [await liveInstructor(), await liveInstructor()];
    expect((await update({ ...other, offering: owner.offering }, { durationOptions: [60] })).problem.code).toBe(
      "INSTRUCTOR_SERVICE_NOT_FOUND",
    );
    await markBooked(owner);
    await remove(owner, owner.offering.instructorServiceId);
    expect((await update(owner, { durationOptions: [60] })).status).toBe(404);
  });
});

describe("removeMyService", () => {
  it("OFF-6 deletes an offering that was never booked, with all its marks", async () => {
    const teacher = await liveInstructor({ offerings: [{}, { service: "guitar" }] });
    const { userId, offering } = teacher;
    expect((await remove(teacher, offering.instructorServiceId)).status).toBe(204);
    const left = await readAll([
      offeringKey(userId, offering.instructorServiceId),
      offeredServiceKey(userId, offering.serviceId),
      offeringOwnerKey(offering.instructorServiceId),
    ]);
    expect(left).toEqual([undefined, undefined, undefined]);
    expect(await profileOf(userId)).toMatchObject({ isLive: true, skillsConfigured: true, version: teacher.profile.version + 1 });
  });

  it("OFF-6 keeps a booked one, inactive, and brings it back with the same id and only the new terms", async () => {
    const teacher = await liveInstructor({ offerings: [{ description: "Old words." }, { service: "guitar" }] });
    const { token, offering, userId } = teacher;
    await markBooked(teacher);
    expect((await remove(teacher, offering.instructorServiceId)).status).toBe(204);
    expect((await invoke(listMyServices, { token })).body.items.map(({ serviceName }) => serviceName)).toEqual(["Guitar"]);
    const all = await invoke(listMyServices, { token, query: { includeInactive: "true" } });
    expect(all.body.items.map(({ isActive }) => isActive).toSorted()).toEqual([false, true]);
    expect(await searchPlacesOf(table, userId)).not.toContain(`SERVICE#${offering.serviceId}`);
    const back = await add(teacher, "piano", online(7_000));
    expect(back.status).toBe(200);
    expect(back.body).toMatchObject({
      instructorServiceId: offering.instructorServiceId,
      description: null,
      minHourlyRateCents: 7_000,
      version: 3,
    });
    expect(await searchPlacesOf(table, userId)).toContain(`SERVICE#${offering.serviceId}`);
  });

  it("GOL-6, GOL-7 the last one takes the profile offline, a new one brings it back by itself", async () => {
    const teacher = await liveInstructor();
    await remove(teacher, teacher.offering.instructorServiceId);
    const gone = await profileOf(teacher.userId);
    expect(gone).toMatchObject({ isLive: false, offlineReason: "no_services", skillsConfigured: false });
    expect(await searchPlacesOf(table, teacher.userId)).toEqual([]);
    await add(teacher, "guitar");
    const back = await profileOf(teacher.userId);
    expect(back).toMatchObject({ isLive: true, skillsConfigured: true, onboardingCompletedAt: gone?.onboardingCompletedAt });
    expect(back?.offlineReason).toBeUndefined();
    const visibility = (await eventsOf(table, teacher.userId)).filter(({ type }) => type === "instructor.visibility_changed");
    expect(visibility.map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        { instructorId: teacher.userId, isLive: false, reason: "no_services", firstTime: false },
        { instructorId: teacher.userId, isLive: true, reason: null, firstTime: false },
      ]),
    );
    expect(await stagesOf(table, teacher.userId)).toEqual(expect.arrayContaining(["paused", "reactivated"]));
  });

  it("GOL-7 stays offline while something else is missing, or when the owner had gone offline", async () => {
    const lost = await liveInstructor();
    await remove(lost, lost.offering.instructorServiceId);
    await commit([put(instructorProfileKey(lost.userId), { ...(await requiredProfile(lost.userId)), payoutsReady: false }, present)]);
    await add(lost, "guitar");
    expect(await profileOf(lost.userId)).toMatchObject({ isLive: false, offlineReason: "no_services", skillsConfigured: true });
    const paused = await liveInstructor({ profile: { isLive: false, offlineReason: "self" } });
    await remove(paused, paused.offering.instructorServiceId);
    await add(paused, "guitar");
    expect(await profileOf(paused.userId)).toMatchObject({ isLive: false, offlineReason: "self" });
  });

  it("API-36 answers 404 the second time", async () => {
    const teacher = await liveInstructor({ offerings: [{}, { service: "guitar" }] });
    await remove(teacher, teacher.offering.instructorServiceId);
    expect((await remove(teacher, teacher.offering.instructorServiceId)).problem.code).toBe("INSTRUCTOR_SERVICE_NOT_FOUND");
  });
});

async function requiredProfile(userId: UserId) {
  const profile = await profileOf(userId);
  if (!profile) throw new Error("the instructor has a profile");
  return profile;
}
