#!/usr/bin/env bash
# Takes away what a release needed for its review: the policy and the staging distribution; those that Terraform keeps go back to
# rest. Of production nothing changes but the ID of its policy. What by now shows another release is left alone. Without RELEASE,
# it is whatever the staging distribution shows.
# It may be killed anywhere, and started again. The last line that it prints says what it came to.

# shellcheck source=common.sh
source "$(dirname "$0")/common.sh"

needs PRODUCTION_DISTRIBUTION_ID STAGING_DISTRIBUTION_ID STAGING_PARAMETER STAGING_IS_KEPT SITE_BUCKET WAIT_MINUTES

end() {
  say "$*"
  exit 0
}

# Looks at who has the staging distribution, before each change of it: ends the script where there is nothing left to clean up.
look() {
  read_staging
  if [ -z "$STAGING" ]; then
    mark_as_deleted
    end "There is no staging distribution, so there is nothing to clean up: $STAGING_PARAMETER says \"$STAGING_DISTRIBUTION_ID\"."
  fi
  if [ "$STAGING_RELEASE" != "$RELEASE" ]; then
    end "The staging distribution $STAGING_DISTRIBUTION_ID shows the release $STAGING_RELEASE, not $RELEASE, and is left alone."
  fi
}

# Writes down that the staging distribution is gone, unless a release has made another one since.
mark_as_deleted() {
  local gone="$STAGING_DISTRIBUTION_ID"
  if [ "$STAGING_IS_KEPT" = true ] || ! [[ "$gone" =~ ^[A-Z0-9]+$ ]]; then return 0; fi
  read_parameter
  if [ "$STAGING_DISTRIBUTION_ID" = "$gone" ]; then write_parameter deleted; fi
}

# Started by hand, nobody says whose review is over.
take_release_by_hand() {
  needs PIPELINE_NAME
  read_staging
  RELEASE=""
  if [ -n "$STAGING" ]; then RELEASE="$STAGING_RELEASE"; fi
  if is_under_way "$RELEASE"; then
    fail "the staging distribution $STAGING_DISTRIBUTION_ID shows the release $RELEASE, whose execution has not ended. Reject it, or stop the execution, and start this build again."
  fi
}

wait_for_both() {
  wait_where_staging_is_in_progress
  wait_where_production_is_in_progress
}

detach_policy() {
  read_production
  look
  read_policy
  wait_for_both
  if [ -n "$AGAIN" ] || [ -z "$PRODUCTION_POLICY" ]; then return 0; fi
  config "$PRODUCTION" '.ContinuousDeploymentPolicyId = ""' > "$SCRATCH/production.json"
  update_production "$SCRATCH/production.json"
}

delete_policy() {
  read_production
  wait_where_production_is_in_progress
  if [ -n "$AGAIN" ]; then return 0; fi
  look
  read_policy
  if [ -z "$POLICY" ]; then return 0; fi
  change cloudfront delete-continuous-deployment-policy --id "$POLICY_ID" --if-match "$POLICY_ETAG"
}

disable_staging() {
  look
  if [ "$(config "$STAGING" .Enabled)" = false ]; then return 0; fi
  config "$STAGING" '.Enabled = false' > "$SCRATCH/staging.json"
  update_staging "$SCRATCH/staging.json"
}

delete_staging() {
  look
  wait_where_staging_is_in_progress
  if [ -n "$AGAIN" ]; then return 0; fi
  change cloudfront delete-distribution --id "$STAGING_DISTRIBUTION_ID" --if-match "$STAGING_ETAG"
}

disable_policy() {
  read_production
  look
  read_policy
  wait_for_both
  if [ -n "$AGAIN" ] || [ -z "$POLICY" ] || [ "$POLICY_ENABLED" = false ]; then return 0; fi
  jq '.ContinuousDeploymentPolicy.ContinuousDeploymentPolicyConfig | .Enabled = false' <<< "$POLICY" > "$SCRATCH/policy.json"
  update_policy "$SCRATCH/policy.json"
}

# The distribution rests on the release that production serves.
rest_staging() {
  read_production
  look
  if [ "$RELEASE" = "$PRODUCTION_RELEASE" ]; then return 0; fi
  config "$STAGING" 'site.OriginPath = $path' --arg path "/releases/$PRODUCTION_RELEASE" > "$SCRATCH/staging.json"
  update_staging "$SCRATCH/staging.json"
}

# Terraform attaches the policy and can't detach it. Before the policy goes, or the mode changes, a build does.
detach_kept_policy() {
  read_production
  wait_where_production_is_in_progress
  if [ -n "$AGAIN" ] || [ -z "$PRODUCTION_POLICY" ]; then return 0; fi
  read_staging
  read_policy
  config "$PRODUCTION" '.ContinuousDeploymentPolicyId = ""' > "$SCRATCH/production.json"
  update_production "$SCRATCH/production.json"
}

wait_for_production() {
  read_production
  wait_where_production_is_in_progress
}

wait_for_staging() {
  read_staging
  if [ -n "$STAGING" ]; then wait_where_staging_is_in_progress; fi
}

if [ -z "${RELEASE:-}" ]; then take_release_by_hand; fi
if [ "$STAGING_IS_KEPT" = true ]; then
  settle "Disabling the continuous deployment policy" disable_policy
  settle "Putting the staging distribution back to what production serves" rest_staging
  settle "Waiting until the staging distribution is deployed" wait_for_staging
  if [ "${DETACH_POLICY:-}" = true ]; then
    settle "Detaching the continuous deployment policy from the production distribution" detach_kept_policy
    settle "Waiting until the production distribution is deployed" wait_for_production
    end "The continuous deployment policy is detached. Take attachPolicyTo out of the settings before the next apply."
  fi
  end "The staging distribution $STAGING_DISTRIBUTION_ID no longer shows the release $RELEASE, and gets no traffic."
fi
settle "Detaching the continuous deployment policy from the production distribution" detach_policy
settle "Deleting the policy" delete_policy
settle "Disabling the staging distribution $STAGING_DISTRIBUTION_ID" disable_staging
settle "Deleting it as soon as it is disabled everywhere" delete_staging
GONE="$STAGING_DISTRIBUTION_ID"
mark_as_deleted
end "The staging distribution $GONE of the release $RELEASE and its policy are deleted."
