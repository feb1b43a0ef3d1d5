import type { IImageRepository } from "../../modules/ecr/existing-image-repository";
import type { Artifact } from "../../modules/pipeline/artifact";
import type { CrossAccountRole } from "../../modules/pipeline/cross-account-role";
import { EcsDeploy, givenRoles } from "../../modules/pipeline/deploys/ecs-deploy";
import { defined } from "../../modules/terraform/defined";
import type { DeployAccountSettings } from "../../settings/schema/deploy-account";
import type { ReleasePathSettings } from "../../settings/schema/release-path";
import type { DeployActionSettings } from "../../settings/schema/stages";
import type { MadeServices } from "../service/made-services";
import { imageDefinitionsFile } from "./image-definitions";

export interface DeployStepProps {
  readonly settings: ReleasePathSettings;
  /** The Region of the stack. */
  readonly region: string;
  /** The artifact that names the image for every deploy. */
  readonly image: Artifact;
  /** Where the image is pulled from. */
  readonly repository: IImageRepository;
  /** The services that are made with the pipeline. */
  readonly services: MadeServices;
  /** The role that the pipeline assumes in another account. */
  readonly roleIn: (account: DeployAccountSettings) => CrossAccountRole;
}

/** A deploy of a release path: the image goes to an ECS service, by ECS's own rolling update. */
export function deployStep(props: DeployStepProps, deploy: DeployActionSettings): EcsDeploy {
  const { settings, image, repository, services, roleIn } = props;
  const { type: _, service: settingsOfService, account, region, ...action } = deploy;
  const { create: __, ...service } = settingsOfService;
  // Tasks without a role of their own are pulled for by their instance's, which no setting names.
  const roles = givenRoles(service.taskRoles);
  if (account) repository.letPull({ accountId: account.id, roles: roles?.length ? roles : undefined });
  return new EcsDeploy({
    actionName: "Deploy",
    ...action,
    ...service,
    ...defined({
      taskRoles: services.taskRolesOf(deploy) ?? service.taskRoles,
      region: region === props.region ? undefined : region,
      crossAccountRole: account && roleIn(account),
      fileName: imageDefinitionsFile(settings, service.containerName),
    }),
    input: image,
  });
}
