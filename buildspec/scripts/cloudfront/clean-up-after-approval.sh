#!/usr/bin/env bash
# Cleans up after an approval that failed, and says whether somebody rejected it or nobody answered. The event of the approval
# brings RELEASE and ACTION_EXECUTION_ID; started by hand, there is none.
# It may be killed anywhere, and started again.

# shellcheck source=common.sh
source "$(dirname "$0")/common.sh"

needs SERVICE PIPELINE_NAME APPROVE_STAGE APPROVE_ACTION

clean_up() {
  bash "$(dirname "$0")/clean-up-staging.sh"
}

# APPROVAL is the newest answer that was asked for.
read_approval() {
  local newest
  ask "" codepipeline list-action-executions --pipeline-name "$PIPELINE_NAME" --filter "pipelineExecutionId=$RELEASE"
  APPROVAL="$(jq --arg stage "$APPROVE_STAGE" --arg action "$APPROVE_ACTION" \
    '[.actionExecutionDetails[] | select(.stageName == $stage and .actionName == $action)] | max_by(.startTime) // {}' <<< "$ANSWER")"
  newest="$(jq --raw-output '.actionExecutionId // ""' <<< "$APPROVAL")"
  if [ -n "$newest" ] && [ "$newest" != "$ACTION_EXECUTION_ID" ]; then
    say "The approval of the release $RELEASE is asked for again ($newest): nothing is cleaned up."
    exit 0
  fi
  case "$(jq --raw-output '.status // ""' <<< "$APPROVAL")" in
    Failed) ;;
    Succeeded) fail "the release $RELEASE was approved, so nothing is cleaned up here: its own Cleanup stage does that." ;;
    # What was just told by an event may not be in the list yet.
    *) AGAIN="CodePipeline does not say yet how the action $ACTION_EXECUTION_ID ended" ;;
  esac
}

# Sets REVIEWER and WORDS; nobody has changed an approval that expired. What the list does not tell, or an older AWS CLI does not
# know of it, the pipeline's state may.
read_reviewer() {
  REVIEWER="$(jq --raw-output '.updatedBy // ""' <<< "$APPROVAL")"
  WORDS="$(jq --raw-output '.output.executionResult | .externalExecutionSummary // .errorDetails.message // ""' <<< "$APPROVAL")"
  if [ -n "$REVIEWER" ] && [ -n "$WORDS" ]; then return 0; fi
  ask "" codepipeline get-pipeline-state --name "$PIPELINE_NAME"
  # The stage may be another release's by now.
  ANSWER="$(jq --arg stage "$APPROVE_STAGE" --arg action "$APPROVE_ACTION" --arg id "$ACTION_EXECUTION_ID" '
    [.stageStates[] | select(.stageName == $stage) | .actionStates[] | select(.actionName == $action)
      | .latestExecution | select(.actionExecutionId? == $id)][0] // {}' <<< "$ANSWER")"
  REVIEWER="${REVIEWER:-$(jq --raw-output '.lastUpdatedBy // ""' <<< "$ANSWER")}"
  WORDS="${WORDS:-$(jq --raw-output '.summary // .errorDetails.message // ""' <<< "$ANSWER")}"
}

# How long the approval was open. The AWS CLI shows times as seconds or as ISO 8601, all in one time zone.
duration() {
  jq --raw-output '
    def seconds: if type == "number" then . else .[0:19] + "Z" | fromdate end;
    ((.lastUpdateTime | seconds) - (.startTime | seconds)) / 60 | floor
    | if . >= 1440 then "\(. / 1440 | floor) d \(. % 1440 / 60 | floor) h"
      elif . >= 60 then "\(. / 60 | floor) h \(. % 60) min"
      else "\(.) min" end' <<< "$APPROVAL"
}

# tell SUBJECT TEXT: the subject of a message has at most 100 characters.
tell() {
  if [ -z "${TOPIC_ARN:-}" ]; then return 0; fi
  ask "" sns publish --topic-arn "$TOPIC_ARN" --subject "${1:0:100}" --message "$2"
  say "Told $TOPIC_ARN."
}

if [ -z "${ACTION_EXECUTION_ID:-}" ]; then
  say "Started by hand: no approval is asked after."
  # Of whoever it is, the review has to be over.
  unset RELEASE
  clean_up
  exit 0
fi

needs RELEASE WAIT_MINUTES
settle "Reading how the approval of the release $RELEASE ended" read_approval
read_reviewer
if [ -n "$REVIEWER" ]; then
  SUBJECT="$SERVICE: release rejected"
  VERDICT="The release $RELEASE was rejected after $(duration) by $REVIEWER${WORDS:+, saying: $WORDS}"
else
  SUBJECT="$SERVICE: approval expired"
  VERDICT="The approval of the release $RELEASE expired: nobody answered within $(duration)."
fi
say "$VERDICT"

# What it prints goes on to the log line by line, and its last line into the message.
if clean_up 2>&1 | tee "$SCRATCH/clean-up"; then CLEANED=true; else CLEANED=false; fi
RESULT="$(tail -n 1 "$SCRATCH/clean-up")"
if [ "$CLEANED" = true ]; then
  tell "$SUBJECT, cleaned up" "$VERDICT"$'\n'"$RESULT"
else
  tell "$SUBJECT, clean-up failed" "$VERDICT"$'\n'"The clean-up failed. $RESULT"$'\n'"${CODEBUILD_BUILD_URL:-}"
  fail "the clean-up failed. Start this build again when the cause is mended."
fi
