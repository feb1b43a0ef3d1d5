import type { Statement } from "../../modules/iam/statement";
import {
  Action,
  type ActionHost,
  type ActionProps,
  type ActionType,
  SourceAction,
  type StartedBy,
} from "../../modules/pipeline/action";
import { Artifact } from "../../modules/pipeline/artifact";

const anyNumber = { minInputs: 0, maxInputs: 99, minOutputs: 0, maxOutputs: 99 };

interface PlainActionProps extends Partial<ActionProps> {
  readonly inputs?: readonly Artifact[];
  readonly outputs?: readonly Artifact[];
  readonly type?: Partial<ActionType>;
  /** What it asks for. @default nothing */
  readonly permissions?: readonly Statement[];
}

/** An action of no provider in particular, to test what holds for all. */
export class PlainAction extends Action {
  readonly type: ActionType;
  readonly target = "anything";

  private readonly permissions: readonly Statement[];

  constructor({ inputs = [], outputs = [], type, permissions = [], ...props }: PlainActionProps = {}) {
    super({ actionName: "Plain", ...props }, inputs, outputs);
    this.permissions = permissions;
    this.type = { category: "Invoke", owner: "AWS", provider: "Plain", bounds: anyNumber, ...type };
  }

  /** An output variable. */
  value(name: string): string {
    return this.variable(name);
  }

  bind(host: ActionHost) {
    host.allow(...this.permissions);
    return {};
  }

  findings() {
    return [];
  }
}

interface PlainSourceProps extends Partial<ActionProps> {
  readonly artifactName?: string;
  readonly isStarted?: boolean;
}

/** A source of no provider in particular. */
export class PlainSource extends SourceAction {
  readonly type = { category: "Source", owner: "AWS", provider: "Plain", bounds: anyNumber } as const;
  readonly target = "anything";
  readonly output: Artifact;
  private readonly isStarted: boolean;

  constructor({ artifactName = "Source", isStarted = true, ...props }: PlainSourceProps = {}) {
    const output = new Artifact(artifactName);
    super({ actionName: "Source", ...props }, [], [output]);
    this.output = output;
    this.isStarted = isStarted;
  }

  bind() {
    return {};
  }

  findings() {
    return [];
  }

  startedBy(): StartedBy | undefined {
    return this.isStarted ? { kind: "event", description: "something" } : undefined;
  }
}

/** An action that reads one artifact. */
export function plainStage(input: Artifact): PlainAction {
  return new PlainAction({ inputs: [input] });
}
