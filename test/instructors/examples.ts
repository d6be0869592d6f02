import { requireCatalogService } from "../../core/search/catalog.ts";
import type { ExampleBuilder } from "../support/example.ts";
import { liveInstructor } from "../support/instructors.ts";
import { signedIn } from "../support/people.ts";

/** A service that the instructors of these examples do not offer yet. */
const guitar = () => ({
  serviceId: requireCatalogService("guitar").serviceId,
  formatPrices: [{ format: "online", hourlyRateCents: 8_000 }],
});

const ownProfile: ExampleBuilder = async () => ({ as: "instructor", token: (await liveInstructor()).token });

/** An offering in the path, and somebody else who offers the same. */
async function offeringInPath() {
  const [owner, other] = [await liveInstructor(), await liveInstructor()];
  const params = { instructorServiceId: owner.offering.instructorServiceId };
  return { as: "instructor", token: owner.token, params, foreign: { token: other.token } } as const;
}

export const examples: Record<string, ExampleBuilder> = {
  createMyInstructorProfile: async () => {
    const { token } = await signedIn();
    return { as: "student", token, body: { bio: "I have taught guitar for years.", yearsExperience: 4, services: [guitar()] } };
  },
  getMyInstructorProfile: ownProfile,
  updateMyInstructorProfile: async () => ({ ...(await ownProfile()), body: { yearsExperience: 12 } }),
  goLive: ownProfile,
  listMyServices: ownProfile,
  addMyService: async () => ({ ...(await ownProfile()), body: guitar() }),
  updateMyService: async () => ({ ...(await offeringInPath()), body: { durationOptions: [45] } }),
  removeMyService: offeringInPath,
  getInstructor: async () => ({ as: "visitor", params: { instructorId: (await liveInstructor()).userId } }),
  setLocalVerification: async () => {
    const { userId } = await signedIn({ role: "instructor" });
    const { token } = await signedIn({ role: "admin" });
    return { as: "admin", token, params: { instructorId: userId } };
  },
};
