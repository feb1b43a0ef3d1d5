import { AwsError } from "../../client/aws-error";

/** What may take a deployment back. */
export type RollbackEvent = "DEPLOYMENT_FAILURE" | "DEPLOYMENT_STOP_ON_ALARM" | "DEPLOYMENT_STOP_ON_REQUEST";

/** Why a deployment does not go on, as its `errorInformation` tells it. */
export class DeploymentFailure extends Error {
  /** How it ends: a failure, or a stop that somebody or something asked for. */
  readonly status: "Failed" | "Stopped" = "Failed";
  readonly event: RollbackEvent = "DEPLOYMENT_FAILURE";
  /** What StopDeployment said of rolling back; undefined leaves that to the group. */
  readonly rollsBack: boolean | undefined = undefined;

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = code;
  }
}

/** An end before its time that is no failure of its own. */
export class DeploymentStop extends DeploymentFailure {
  override readonly status = "Stopped";

  constructor(
    code: string,
    message: string,
    override readonly event: RollbackEvent,
    override readonly rollsBack: boolean | undefined = undefined,
  ) {
    super(code, message);
  }
}

const DENIED = ["AccessDenied", "AccessDeniedException"];

/** Calls AWS as the group's role. What is refused fails the deployment: with the role's name, or in the words of `because`. */
export async function called<T>(
  roleArn: string,
  service: string,
  call: () => Promise<T>,
  because: (said: string, code: string) => DeploymentFailure,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (!DENIED.includes(error.code)) throw because(error.message, error.code);
    throw new DeploymentFailure(
      "IAM_ROLE_PERMISSIONS",
      `The IAM role ${roleArn} does not give you permission to perform operations in the following AWS service: ` +
        `${service}. ${error.message}`,
    );
  }
}
