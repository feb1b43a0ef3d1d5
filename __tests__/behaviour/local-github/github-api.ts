/** Calls one repository's REST API as any client of GitHub would. */
export async function callApi(
  url: string,
  repository: string,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${url}api/v3/repos/${repository}/${path}`, {
    method,
    headers: { authorization: "Bearer a-token" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}
