import type { ExampleBuilder } from "../support/example.ts";
import { registeredStudent, registrationBody, signedIn } from "../support/people.ts";

const headers = { "x-auth-transport": "token" };

export const examples: Record<string, ExampleBuilder> = {
  registerUser: async () => ({ as: "visitor", headers, body: registrationBody() }),
  login: async () => {
    const { email, password } = await registeredStudent();
    return { as: "visitor", headers, body: { email, password } };
  },
  refreshSession: async () => {
    const { refreshToken } = await signedIn();
    return { as: "visitor", headers, body: { refreshToken } };
  },
  logout: async () => {
    const { refreshToken } = await signedIn();
    return { as: "visitor", headers, body: { refreshToken } };
  },
  getMe: async () => {
    const { token } = await signedIn();
    return { as: "student", token };
  },
  getJwks: async () => ({ as: "visitor" }),
};
