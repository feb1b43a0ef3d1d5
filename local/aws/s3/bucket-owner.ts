import { z } from "zod";
import type { Scope } from "../gateway/scope";

/** The account that a bucket belongs to, or undefined when there is no such bucket. */
export async function bucketOwner(scope: Scope, bucket: string): Promise<string | undefined> {
  const query = new URLSearchParams({ bucket });
  const response = await fetch(`${scope.moto.endpoint}/local-aws/bucket-owner?${query}`);
  return (
    z
      .string()
      .nullable()
      .parse(await response.json()) ?? undefined
  );
}
