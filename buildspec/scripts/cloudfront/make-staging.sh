#!/usr/bin/env bash
# Shows a release on the staging distribution: uploads the site, which lies in the working folder, makes the staging distribution
# what production is, and sends it the traffic of the policy. The file that the first argument names gets the fingerprint of
# production, by which the promotion sees whether it is still what was reviewed.
# It may be killed anywhere, and started again.

# shellcheck source=common.sh
source "$(dirname "$0")/common.sh"

needs SERVICE PIPELINE_NAME PRODUCTION_DISTRIBUTION_ID STAGING_DISTRIBUTION_ID STAGING_PARAMETER STAGING_IS_KEPT SITE_BUCKET RELEASE \
  TRAFFIC_CONFIG DEFAULT_ROOT_OBJECT WAIT_MINUTES REVIEW_WAIT_MINUTES
FINGERPRINT_FILE="$1"

# The distribution that the parameter names, or one that a killed build made before it could write that down.
find_staging() {
  local id
  read_staging
  if [ -n "$STAGING" ] || [ "$STAGING_IS_KEPT" = true ]; then return 0; fi
  ask "" cloudfront list-distributions
  # Each is read by itself, because the list does not tell caller references.
  for id in $(jq --raw-output '.DistributionList.Items[]? | select(.Staging == true) | .Id' <<< "$ANSWER"); do
    ask NoSuchDistribution cloudfront get-distribution --id "$id" || continue
    if [ "$(config "$ANSWER" '([site] | length) == 1 and (.CallerReference | startswith($prefix))' --arg prefix "$SERVICE-staging-")" = true ]; then
      take STAGING "$ANSWER"
      return 0
    fi
  done
}

# Ends the script where what is there is not ours to change.
look() {
  read_production
  find_staging
  read_policy
  if [ "$STAGING_IS_KEPT" != true ]; then return 0; fi
  if [ -z "$STAGING" ]; then
    fail "$STAGING_PARAMETER says \"$STAGING_DISTRIBUTION_ID\", which is no staging distribution that exists. Apply the stack again."
  fi
  if [ -z "$PRODUCTION_POLICY" ]; then
    fail "no continuous deployment policy is attached to the production distribution. Set attachPolicyTo to \"$PRODUCTION_DISTRIBUTION_ID\", apply the stack, and release again."
  fi
}

upload() {
  say "Uploading the site to s3://$SITE_BUCKET/releases/$RELEASE/."
  aws s3 cp . "s3://$SITE_BUCKET/releases/$RELEASE/" --recursive --no-progress ||
    fail "the site was not uploaded. Nothing serves it so far; started again, this build uploads it once more."
}

# The staging distribution is one release's at a time, until its execution has ended.
take_turn() {
  # Whoever had it may have deleted it meanwhile.
  read_parameter
  look
  if [ -z "$STAGING" ]; then return 0; fi
  if [ "$STAGING_RELEASE" != "$RELEASE" ] && is_under_way "$STAGING_RELEASE"; then
    AGAIN="the staging distribution shows the release $STAGING_RELEASE, whose execution has not ended"
  fi
}

let_clean_up_end() {
  local ids builds
  ask "" codebuild list-builds-for-project --project-name "$REJECTED_PROJECT" --no-paginate
  # The newest come first.
  ids="$(jq --raw-output '.ids[:20][]' <<< "$ANSWER")"
  if [ -z "$ids" ]; then return 0; fi
  mapfile -t builds <<< "$ids"
  ask "" codebuild batch-get-builds --ids "${builds[@]}"
  if [ "$(jq '[.builds[] | select(.buildStatus == "IN_PROGRESS")] | length' <<< "$ANSWER")" != 0 ]; then
    AGAIN="the clean-up of another release is running ($REJECTED_PROJECT)"
  fi
}

have_staging_distribution() {
  read_parameter
  find_staging
  if [ -z "$STAGING" ]; then
    read_production
    change cloudfront copy-distribution --primary-distribution-id "$PRODUCTION_DISTRIBUTION_ID" --if-match "$PRODUCTION_ETAG" \
      --staging --caller-reference "$SERVICE-staging-$(date +%s)-$RANDOM"
    if [ -n "$AGAIN" ]; then return 0; fi
    take STAGING "$ANSWER"
  fi
  if [ "$STAGING_ID" != "$STAGING_DISTRIBUTION_ID" ]; then write_parameter "$STAGING_ID"; fi
}

# Writes the configuration that STAGING is to have: that of PRODUCTION, or its own where Terraform keeps it.
write_staging_config() {
  local own
  if [ "$STAGING_IS_KEPT" = true ]; then
    config "$STAGING" 'site.OriginPath = $path' --arg path "/releases/$RELEASE" > "$1"
    return 0
  fi
  own="$(config "$STAGING" .CallerReference)"
  config "$PRODUCTION" '
    .CallerReference = $own | .Staging = true | .Enabled = true | .Aliases = {Quantity: 0} | .ContinuousDeploymentPolicyId = ""
    | site.OriginPath = $path' --arg own "$own" --arg path "/releases/$RELEASE" > "$1"
}

# is_staging_config FILE: whether STAGING has that configuration. An empty list has its items or has none.
is_staging_config() {
  [ "$(config "$STAGING" '
    def plain: if .Aliases.Quantity == 0 then .Aliases = {Quantity: 0} else . end;
    plain == ($wanted[0] | plain)' --slurpfile wanted "$1")" = true ]
}

show_release() {
  read_production
  read_staging
  if [ -z "$STAGING" ]; then fail "the staging distribution $STAGING_DISTRIBUTION_ID is gone. Somebody deleted it during this build; start it again."; fi
  if [ "$STAGING_RELEASE" != "$RELEASE" ] && is_under_way "$STAGING_RELEASE"; then
    fail "the staging distribution has come to show the release $STAGING_RELEASE during this build. Release again when that is over."
  fi
  write_staging_config "$SCRATCH/staging.json"
  if is_staging_config "$SCRATCH/staging.json"; then return 0; fi
  update_staging "$SCRATCH/staging.json"
}

# Writes the configuration that the policy is to have; Terraform's keeps its own, and is only enabled.
write_policy_config() {
  if [ "$STAGING_IS_KEPT" = true ]; then
    jq '.ContinuousDeploymentPolicy.ContinuousDeploymentPolicyConfig | .Enabled = true' <<< "$POLICY" > "$1"
    return 0
  fi
  jq --argjson traffic "$TRAFFIC_CONFIG" \
    '{StagingDistributionDnsNames: {Quantity: 1, Items: [.Distribution.DomainName]}, Enabled: true, TrafficConfig: $traffic}' \
    <<< "$STAGING" > "$1"
}

# is_policy_config FILE: whether POLICY has that configuration; its weight may come back with the error of a short float.
is_policy_config() {
  jq --exit-status --slurpfile wanted "$1" '
    def rounded: walk(if type == "number" then . * 10000 | round / 10000 else . end);
    (.ContinuousDeploymentPolicy.ContinuousDeploymentPolicyConfig | rounded) == ($wanted[0] | rounded)' <<< "$POLICY" > /dev/null
}

# What an earlier release left in caches would be reviewed in place of this one; where nothing is cached, it costs nothing.
forget_release_before() {
  invalidate "$STAGING_DISTRIBUTION_ID" '["/*"]'
}

wait_for_invalidation() {
  wait_where_invalidating "$STAGING_DISTRIBUTION_ID"
}

have_policy() {
  read_policy
  write_policy_config "$SCRATCH/policy.json"
  if [ -z "$POLICY" ]; then
    change cloudfront create-continuous-deployment-policy --continuous-deployment-policy-config "file://$SCRATCH/policy.json"
  elif ! is_policy_config "$SCRATCH/policy.json"; then
    update_policy "$SCRATCH/policy.json"
  fi
}

attach_policy() {
  read_production
  read_policy
  if [ -z "$POLICY" ]; then fail "the continuous deployment policy of the staging distribution is gone. Somebody deleted it during this build; start it again."; fi
  if [ "$PRODUCTION_POLICY" = "$POLICY_ID" ]; then return 0; fi
  config "$PRODUCTION" '.ContinuousDeploymentPolicyId = $id' --arg id "$POLICY_ID" > "$SCRATCH/production.json"
  update_production "$SCRATCH/production.json"
}

wait_for_both() {
  read_production
  read_staging
  if [ -z "$STAGING" ]; then fail "the staging distribution $STAGING_DISTRIBUTION_ID is gone. Somebody deleted it during this build; start it again."; fi
  wait_where_staging_is_in_progress
  wait_where_production_is_in_progress
}

# What is approved must be what was shown: all of it is compared once more with what was read last.
check_all() {
  local changed="" named="$STAGING_DISTRIBUTION_ID"
  read_parameter
  if [ "$STAGING_DISTRIBUTION_ID" != "$named" ]; then changed="$changed, the parameter $STAGING_PARAMETER"; fi
  write_staging_config "$SCRATCH/staging.json"
  if ! is_staging_config "$SCRATCH/staging.json"; then changed="$changed, a distribution's configuration"; fi
  read_policy
  if [ -z "$POLICY" ] || [ -z "$PRODUCTION_POLICY" ]; then
    changed="$changed, the continuous deployment policy"
  else
    write_policy_config "$SCRATCH/policy.json"
    if ! is_policy_config "$SCRATCH/policy.json"; then changed="$changed, the continuous deployment policy"; fi
  fi
  if [ -n "$changed" ]; then fail "somebody has changed this during the build:${changed#,}. Start it again."; fi
}

say_how_to_see_it() {
  local address
  address="https://$(jq --raw-output '.Distribution | .DistributionConfig.Aliases.Items[0]? // .DomainName' <<< "$PRODUCTION")/"
  jq --raw-output --arg address "$address" '
    .ContinuousDeploymentPolicy.ContinuousDeploymentPolicyConfig.TrafficConfig
    | if .Type == "SingleHeader"
      then "See it with the request header \(.SingleHeaderConfig.Header): \(.SingleHeaderConfig.Value) at \($address)"
      else "See it at \($address) in \(.SingleWeightConfig.Weight * 1000 | round / 10) % of the visits" end' <<< "$POLICY"
}

[ -f "$DEFAULT_ROOT_OBJECT" ] ||
  fail "the site has no file $DEFAULT_ROOT_OBJECT, which the distribution shows at its address. Mend what the Build stage makes, or the setting."
look
upload
settle "Waiting for the staging distribution's turn" take_turn "$REVIEW_WAIT_MINUTES"
if [ -n "${REJECTED_PROJECT:-}" ]; then settle "Letting a clean-up end" let_clean_up_end; fi
settle "Having a staging distribution" have_staging_distribution
settle "Showing the release on the staging distribution $STAGING_DISTRIBUTION_ID" show_release
settle "Invalidating what it has cached" forget_release_before
settle "Having a continuous deployment policy" have_policy
settle "Attaching the policy to the production distribution" attach_policy
settle "Waiting until both distributions are deployed" wait_for_both
settle "Waiting for the invalidation" wait_for_invalidation
check_all
fingerprint > "$FINGERPRINT_FILE"
say "The staging distribution shows the release $RELEASE."
say_how_to_see_it
