import type { Scope } from "../gateway/scope";
import type { BuildPhase, BuildRecord, EndStatus, PhaseContext, PhaseType } from "./build";
import { phaseChange } from "./build-events";

/** The phases that AWS's container tells of in the log. */
const TOLD: ReadonlySet<PhaseType> = new Set([
  "DOWNLOAD_SOURCE",
  "INSTALL",
  "PRE_BUILD",
  "BUILD",
  "POST_BUILD",
  "UPLOAD_ARTIFACTS",
]);

/** Takes a build from phase to phase: what BatchGetBuilds, the log and the bus learn of it. */
export class BuildPhases {
  constructor(
    private readonly scope: Scope,
    private readonly record: BuildRecord,
  ) {}

  /** The phase that has not ended yet. */
  get current(): BuildPhase | undefined {
    const last = this.record.build.phases.at(-1);
    return last?.phaseStatus === undefined ? last : undefined;
  }

  enter(phaseType: PhaseType): void {
    const { build } = this.record;
    build.phases.push({ phaseType, startTime: this.scope.clock.now() / 1000 });
    build.currentPhase = phaseType;
  }

  async leave(phaseStatus: EndStatus = "SUCCEEDED", context?: PhaseContext): Promise<void> {
    const phase = this.current;
    if (phase === undefined) return;
    phase.phaseStatus = phaseStatus;
    phase.endTime = this.scope.clock.now() / 1000;
    phase.durationInSeconds = Math.floor(phase.endTime - phase.startTime);
    phase.contexts = context === undefined ? [] : [context];
    if (TOLD.has(phase.phaseType)) {
      const { statusCode, message } = context ?? { statusCode: "", message: "" };
      this.record.log.tell(`Phase complete: ${phase.phaseType} State: ${phaseStatus}`);
      this.record.log.tell(`Phase context status code: ${statusCode} Message: ${message}`);
    }
    await this.scope.emit(phaseChange(this.record, phase));
  }

  /** A phase in which nothing happens here. */
  async pass(phaseType: PhaseType): Promise<void> {
    this.enter(phaseType);
    await this.leave();
  }
}
