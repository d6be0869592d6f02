/** Prices and lengths of piano lessons, for the examples of the document. */
export const NEW_SERVICE_EXAMPLE = {
  serviceId: "svc_01JGFJJZ00EV805H2506FP931G",
  formatPrices: [
    { format: "student_location", hourlyRateCents: 9_000 },
    { format: "online", hourlyRateCents: 8_000 },
  ],
  durationOptions: [30, 60],
  ageGroups: ["kids", "teens"],
  filterSelections: { skill_level: ["beginner"] },
} as const;

export const INSTRUCTOR_SERVICE_EXAMPLE = {
  instructorServiceId: "isv_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
  instructorId: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
  ...NEW_SERVICE_EXAMPLE,
  serviceName: "Piano",
  categoryName: "Music",
  subcategorySlug: "piano",
  minHourlyRateCents: 8_000,
  description: null,
  requirements: null,
  equipmentRequired: [],
  isActive: true,
  version: 1,
  createdAt: "2026-03-08T07:30:00.000Z",
  updatedAt: "2026-03-08T07:30:00.000Z",
} as const;
