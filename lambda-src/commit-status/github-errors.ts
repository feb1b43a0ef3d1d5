/** What a request is for; it decides what to do about a refusal. */
export type Purpose = "status" | "installation" | "installation-token";

/** GitHub's answer to a request, as far as an error needs it. */
export interface Refusal {
  readonly request: string;
  readonly purpose: Purpose;
  readonly status: number;
  /** What GitHub said. */
  readonly said: string;
}

/** GitHub did not do what it was asked. Its name is the type of error that a dead-letter queue shows. */
export class GithubError extends Error {
  override readonly name: string = "GithubError";
}

export class GithubUnauthorized extends GithubError {
  override readonly name = "GithubUnauthorized";
}

export class GithubForbidden extends GithubError {
  override readonly name = "GithubForbidden";
}

export class GithubNotFound extends GithubError {
  override readonly name = "GithubNotFound";
}

export class GithubUnprocessable extends GithubError {
  override readonly name = "GithubUnprocessable";
}

export class GithubRateLimited extends GithubError {
  override readonly name = "GithubRateLimited";

  constructor(
    message: string,
    /** How long GitHub asks to wait, if it says so. */
    readonly waitInSeconds: number | undefined,
  ) {
    super(message);
  }
}

/** No answer, or one of 5xx: later it may be another. */
export class GithubUnavailable extends GithubError {
  override readonly name = "GithubUnavailable";
}

const appMismatch =
  "The key is not one of the App's, or the App's ID is wrong: take both from the page of the App, and write the key whole, in PEM.";

type Advice = Readonly<Record<Purpose, string>>;

const unauthorized: Advice = {
  status:
    "The token is revoked, expired or mistyped: put a valid one where this one was read. The function reads it anew.",
  installation: appMismatch,
  "installation-token": appMismatch,
};

const forbidden: Advice = {
  status:
    "The token may not write this: a fine-grained token or an App needs the permission “Commit statuses: read and write”, " +
    "a classic token the scope repo:status; an organization may have to approve or authorize it.",
  installation: "The App may not be used here: see whether it is suspended.",
  "installation-token": "The App may not be used here: see whether its installation is suspended.",
};

const notFound: Advice = {
  status:
    "The token does not see the repository, or that is not at this GitHub: give the token access to the repository, and see " +
    "that the URL of GitHub's API is right. An organization's fine-grained token may wait for approval.",
  installation:
    "The App is not installed on the repository: install it, or add the repository to its installation.",
  "installation-token":
    "There is no such installation of the App: see the installation's ID, or leave it out.",
};

const unprocessable: Advice = {
  status:
    "GitHub does not take this status: either the commit is not in the repository, for example after a force-push, " +
    "or the commit has 1000 statuses in this context.",
  installation: "GitHub does not take this request.",
  "installation-token":
    "The installation does not have what the token is asked for: give the App the permission “Commit statuses: read and write”, " +
    "accept it in the installation, and add the repository to it.",
};

/** The error that a refusal is. */
export function githubError(refusal: Refusal, waitInSeconds: number | undefined): GithubError {
  const { request, purpose, status, said } = refusal;
  const what = `GitHub answered ${request} with ${status}${said === "" ? "" : `: ${said}`}`;
  const sentence = (advice: string) => `${what.replace(/\.$/, "")}. ${advice}`;
  if (status === 429 || (status === 403 && waitInSeconds !== undefined)) {
    const advice = "Too much was asked with this token: Lambda tries again later.";
    return new GithubRateLimited(sentence(advice), waitInSeconds);
  }
  if (status >= 500) return new GithubUnavailable(sentence("Lambda tries again later."));
  switch (status) {
    case 401:
      return new GithubUnauthorized(sentence(unauthorized[purpose]));
    case 403:
      return new GithubForbidden(sentence(forbidden[purpose]));
    case 404:
      return new GithubNotFound(sentence(notFound[purpose]));
    case 422:
      return new GithubUnprocessable(sentence(unprocessable[purpose]));
    default:
      return new GithubError(`${what}, which was not expected`);
  }
}
