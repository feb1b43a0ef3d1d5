import type { z } from "zod";
import { Refusal } from "./route";

/** The body of a request in its shape; refused as GitHub refuses what a resource cannot be. */
export function validBody<Shape extends z.ZodType>(
  resource: string,
  shape: Shape,
  body: unknown,
): z.output<Shape> {
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, message }) => ({
    resource,
    field: path.join("."),
    code: "custom",
    message,
  }));
  throw new Refusal(422, "Validation Failed", errors);
}
