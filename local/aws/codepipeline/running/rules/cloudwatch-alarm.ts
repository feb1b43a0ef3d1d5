import { elements, elementText } from "../../../client/xml";
import { ActionFailure } from "../../actions/action-provider";
import type { RuleContext } from "./rule-context";

const LOOK_AGAIN_MINUTES = 1;

/** Holds while the alarm is in none of its states; waits for that as long as it may. */
export async function checkAlarm(context: RuleContext): Promise<string> {
  const { rule, run, signal } = context;
  const { AlarmName = "", AlarmStates = "ALARM", WaitTime = "0" } = rule.configuration;
  const broken = AlarmStates.split(",").map((state) => state.trim());
  const until = run.scope.clock.now() + Number(WaitTime) * 60_000;
  for (;;) {
    const state = await stateOf(context, AlarmName);
    if (!broken.includes(state)) return `The alarm ${AlarmName} is ${state}`;
    if (run.scope.clock.now() >= until) {
      throw new ActionFailure("JobFailed", `The alarm ${AlarmName} is ${state}`);
    }
    await run.scope.clock.wait(LOOK_AGAIN_MINUTES * 60_000, signal);
  }
}

async function stateOf({ run, session, region }: RuleContext, alarmName: string): Promise<string> {
  const xml = await run.scope
    .as(session, region)
    .query("monitoring", "DescribeAlarms", { "AlarmNames.member.1": alarmName });
  const [alarm] = elements(xml, "MetricAlarms").concat(elements(xml, "CompositeAlarms"));
  const state = elementText(alarm ?? "", "StateValue");
  if (state !== undefined) return state;
  throw new ActionFailure("ConfigurationError", `The alarm ${alarmName} does not exist`);
}
