import type { RoutedRequest } from "./route";

const MOST_PER_PAGE = 100;

/** The part of a list that `per_page` and `page` ask for, with the header that leads to the other pages. */
export function pageOf<Item>(
  { query, apiRoot, path }: RoutedRequest,
  items: readonly Item[],
  perPageByDefault = 30,
): { readonly items: readonly Item[]; readonly headers: Record<string, string> } {
  const perPage = Math.min(positive(query.get("per_page"), perPageByDefault), MOST_PER_PAGE);
  const page = positive(query.get("page"), 1);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const link = (number: number, rel: string) => {
    const asked = new URLSearchParams(query);
    asked.set("page", String(number));
    return `<${apiRoot}${path}?${asked}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, "prev"), link(1, "first")] : []),
    ...(page < last ? [link(page + 1, "next"), link(last, "last")] : []),
  ];
  return {
    items: items.slice((page - 1) * perPage, page * perPage),
    headers: links.length > 0 ? { link: links.join(", ") } : {},
  };
}

function positive(given: string | null, otherwise: number): number {
  const number = Number(given);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}
