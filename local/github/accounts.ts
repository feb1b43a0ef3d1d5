import { Refusal, type Route } from "./route";

/** Who the token belongs to, and whether an owner is an organisation: here none is. */
export const accountRoutes: readonly Route[] = [
  ["GET", "/user", () => ({ status: 200, body: { login: "local-github", id: 1, type: "User" } })],
  [
    "GET",
    "/orgs/{org}",
    () => {
      throw new Refusal(404, "Not Found");
    },
  ],
];
