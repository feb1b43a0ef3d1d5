#!/usr/bin/env bash
# What the scripts of a release through CloudFront share. They need bash 4.4, jq and the AWS CLI.
#
# PRODUCTION, STAGING and POLICY are what AWS said last: an answer in JSON, or empty where there is nothing. PRODUCTION_RELEASE,
# POLICY_ETAG and so on say what is asked of them most often.

# Much of this is for the scripts that source it.
# shellcheck disable=SC2034

set -euo pipefail
shopt -s inherit_errexit

# Throttling is the AWS CLI's to overcome.
export AWS_RETRY_MODE=adaptive AWS_MAX_ATTEMPTS=10 AWS_PAGER="" TZ=UTC

SCRATCH="$(mktemp -d)"
trap 'rm -rf "$SCRATCH"' EXIT

say() {
  printf '%s\n' "$*"
}

fail() {
  printf 'Error: %s\n' "$*" >&2
  exit 1
}

# needs NAME…: ends the script where one of these variables is not set.
needs() {
  local name missing=""
  for name in "$@"; do
    if [ -z "${!name:-}" ]; then missing="$missing $name"; fi
  done
  if [ -n "$missing" ]; then fail "these variables of the build are not set:$missing. Terraform sets them on the project."; fi
}

# ask CODES COMMAND…: asks AWS, and puts the answer into ANSWER. Where AWS refuses with one of CODES (A|B), REFUSAL is that
# code, and ask is false. Any other refusal ends the script.
ask() {
  local expected="$1" status=0 words
  shift
  REFUSAL=""
  ANSWER="$(aws "$@" --output json 2> "$SCRATCH/refusal")" || status=$?
  if [ "$status" = 0 ]; then return 0; fi
  words="$(< "$SCRATCH/refusal")"
  if [[ "$words" =~ An\ error\ occurred\ \(([A-Za-z0-9.]+)\) ]]; then REFUSAL="${BASH_REMATCH[1]}"; fi
  if [ -n "$REFUSAL" ] && [[ "|$expected|" == *"|$REFUSAL|"* ]]; then return 1; fi
  printf '%s\n' "$words" >&2
  fail "AWS did not carry out \"$1 $2\". What this build did so far stands; started again, it goes on from there."
}

# What was looked at is no longer so, or not yet: all of it is worth another look.
readonly LOOK_AGAIN="PreconditionFailed|InvalidIfMatchVersion|StagingDistributionInUse|ContinuousDeploymentPolicyInUse|DistributionNotDisabled|NoSuchDistribution|NoSuchContinuousDeploymentPolicy|TooManyInvalidationsInProgress"

# change COMMAND…: asks AWS for a change. AGAIN says why its step has to look again, where it has to.
change() {
  if ! ask "$LOOK_AGAIN" "$@"; then AGAIN="CloudFront says $REFUSAL"; fi
}

# settle WHAT STEP [MINUTES]: takes a step until it leaves AGAIN empty, for some minutes at most. A step looks first at what is
# there. It is never called in a condition, where bash would go on after a command that failed.
settle() {
  local what="$1" step="$2" limit="${3:-$WAIT_MINUTES}" waited=0 pause=2
  say "$what."
  while true; do
    AGAIN=""
    "$step"
    if [ -z "$AGAIN" ]; then return 0; fi
    if [ "$waited" -ge $((limit * 60)) ]; then
      fail "gave up after $limit min on: $what. The last look found that $AGAIN. Started again, this build goes on from there."
    fi
    say "  $AGAIN; next look in $pause s, after $((waited / 60)) of at most $limit min"
    sleep "$pause"
    waited=$((waited + pause))
    if [ "$pause" -lt 8 ]; then pause=$((pause * 2)); else pause=15; fi
  done
}

# config DISTRIBUTION FILTER [OPTION…]: what jq makes of a distribution's configuration; `site` is the origin of the site's bucket.
config() {
  local distribution="$1" filter="$2"
  shift 2
  jq --raw-output --arg bucket "$SITE_BUCKET" "$@" "
    def site: .Origins.Items[] | select(.DomainName | startswith(\$bucket + \".s3.\") or startswith(\$bucket + \".s3-\"));
    .Distribution.DistributionConfig | $filter" <<< "$distribution"
}

# take NAME ANSWER: NAME, which is PRODUCTION or STAGING, becomes that distribution. NAME_KIND says whether it is what its name says.
take() {
  local text facts
  text="$(jq --raw-output --arg bucket "$SITE_BUCKET" '
    .Distribution.DistributionConfig as $config
    | [$config.Origins.Items[] | select(.DomainName | startswith($bucket + ".s3.") or startswith($bucket + ".s3-"))] as $sites
    | if $config.Staging == true then "staging" else "production" end,
      ($sites | length),
      ($sites[0].OriginPath // "" | ltrimstr("/releases/")),
      ($config.ContinuousDeploymentPolicyId // ""),
      .Distribution.DomainName, .Distribution.Id, .ETag, .Distribution.Status' <<< "$2")"
  mapfile -t facts <<< "$text"
  printf -v "$1" '%s' "$2"
  printf -v "$1_KIND" '%s' "${facts[0]}"
  printf -v "$1_SITES" '%s' "${facts[1]}"
  # The release whose files it serves.
  printf -v "$1_RELEASE" '%s' "${facts[2]}"
  printf -v "$1_POLICY" '%s' "${facts[3]}"
  printf -v "$1_DOMAIN" '%s' "${facts[4]}"
  printf -v "$1_ID" '%s' "${facts[5]}"
  printf -v "$1_ETAG" '%s' "${facts[6]}"
  printf -v "$1_STATUS" '%s' "${facts[7]}"
}

# Sets AGAIN where a change is still on its way to CloudFront's locations.
wait_where_production_is_in_progress() {
  if [ "$PRODUCTION_STATUS" != Deployed ]; then AGAIN="the production distribution is $PRODUCTION_STATUS"; fi
}

wait_where_staging_is_in_progress() {
  if [ "$STAGING_STATUS" != Deployed ]; then AGAIN="the staging distribution is $STAGING_STATUS"; fi
}

read_production() {
  ask NoSuchDistribution cloudfront get-distribution --id "$PRODUCTION_DISTRIBUTION_ID" ||
    fail "there is no distribution $PRODUCTION_DISTRIBUTION_ID, which is to be the production one. Apply the stack again."
  take PRODUCTION "$ANSWER"
  case "$PRODUCTION_KIND $PRODUCTION_SITES" in
    "production 1") ;;
    staging*) fail "the distribution $PRODUCTION_DISTRIBUTION_ID is a staging one, and is to be the production one. It was not changed." ;;
    *) fail "the distribution $PRODUCTION_DISTRIBUTION_ID does not have one origin that is the bucket $SITE_BUCKET. It was not changed." ;;
  esac
}

# Reads the distribution that the parameter names; STAGING is empty where it names none, or one that is gone.
read_staging() {
  STAGING=""
  # "none" and "deleted" are no IDs.
  if ! [[ "$STAGING_DISTRIBUTION_ID" =~ ^[A-Z0-9]+$ ]]; then return 0; fi
  ask NoSuchDistribution cloudfront get-distribution --id "$STAGING_DISTRIBUTION_ID" || return 0
  take STAGING "$ANSWER"
  case "$STAGING_KIND $STAGING_SITES" in
    "staging 1") ;;
    production*) fail "the distribution $STAGING_DISTRIBUTION_ID, which $STAGING_PARAMETER names, is not a staging one. It was not changed. Mend the parameter's value." ;;
    *) fail "the distribution $STAGING_DISTRIBUTION_ID, which $STAGING_PARAMETER names, does not have one origin that is the bucket $SITE_BUCKET. It was not changed. Mend the parameter's value." ;;
  esac
}

# The value of the parameter by now: the build's variable is from its start.
read_parameter() {
  ask "" ssm get-parameter --name "$STAGING_PARAMETER" --query Parameter.Value
  STAGING_DISTRIBUTION_ID="${ANSWER//\"/}"
}

write_parameter() {
  ask "" ssm put-parameter --name "$STAGING_PARAMETER" --value "$1" --overwrite
  STAGING_DISTRIBUTION_ID="$1"
}

# Reads the policy that is attached to PRODUCTION; where none is, the one that a killed build left for STAGING.
read_policy() {
  local domain="" text facts
  POLICY=""
  POLICY_ID="$PRODUCTION_POLICY"
  if [ -n "$STAGING" ]; then domain="$STAGING_DOMAIN"; fi
  if [ -z "$POLICY_ID" ] && [ -n "$STAGING" ] && [ "$STAGING_IS_KEPT" != true ]; then find_policy; fi
  if [ -z "$POLICY_ID" ]; then return 0; fi
  ask NoSuchContinuousDeploymentPolicy cloudfront get-continuous-deployment-policy --id "$POLICY_ID" || return 0
  text="$(jq --raw-output --arg domain "$domain" '
    .ETag, (.ContinuousDeploymentPolicy.ContinuousDeploymentPolicyConfig
    | .Enabled, .StagingDistributionDnsNames.Items == [$domain])' <<< "$ANSWER")"
  mapfile -t facts <<< "$text"
  POLICY="$ANSWER"
  POLICY_ETAG="${facts[0]}"
  POLICY_ENABLED="${facts[1]}"
  [ "${facts[2]}" = true ] ||
    fail "the continuous deployment policy $POLICY_ID is attached to the production distribution, and is not the policy of the staging distribution that $STAGING_PARAMETER names ($STAGING_DISTRIBUTION_ID). Neither was changed. Detach that policy, or mend the parameter's value."
}

# POLICY_ID becomes the ID of the policy that sends traffic to STAGING, or empty.
find_policy() {
  local page=() text found
  while true; do
    ask "" cloudfront list-continuous-deployment-policies "${page[@]}"
    text="$(jq --raw-output --arg domain "$STAGING_DOMAIN" '
      .ContinuousDeploymentPolicyList
      | ([.Items[]?.ContinuousDeploymentPolicy
          | select(.ContinuousDeploymentPolicyConfig.StagingDistributionDnsNames.Items == [$domain]) | .Id][0] // ""),
        (.NextMarker // ""), "end"' <<< "$ANSWER")"
    mapfile -t found <<< "$text"
    POLICY_ID="${found[0]}"
    if [ -n "$POLICY_ID" ] || [ -z "${found[1]}" ]; then return 0; fi
    page=(--marker "${found[1]}")
  done
}

# Both give what was read the configuration in a file.
update_production() {
  change cloudfront update-distribution --id "$PRODUCTION_ID" --if-match "$PRODUCTION_ETAG" --distribution-config "file://$1"
}

update_staging() {
  change cloudfront update-distribution --id "$STAGING_ID" --if-match "$STAGING_ETAG" --distribution-config "file://$1"
}

# update_policy CONFIG: gives POLICY the configuration in a file.
update_policy() {
  change cloudfront update-continuous-deployment-policy --id "$POLICY_ID" --if-match "$POLICY_ETAG" \
    --continuous-deployment-policy-config "file://$1"
}

# invalidate DISTRIBUTION_ID PATHS: makes CloudFront's locations forget what they have cached, and sets INVALIDATION. With the
# release as its reference, the same invalidation asked for twice is one.
invalidate() {
  jq --null-input --arg release "$RELEASE" --argjson paths "$2" \
    '{CallerReference: $release, Paths: {Quantity: ($paths | length), Items: $paths}}' > "$SCRATCH/invalidation.json"
  change cloudfront create-invalidation --distribution-id "$1" --invalidation-batch "file://$SCRATCH/invalidation.json"
  if [ -z "$AGAIN" ]; then INVALIDATION="$(jq --raw-output .Invalidation.Id <<< "$ANSWER")"; fi
}

# wait_where_invalidating DISTRIBUTION_ID: sets AGAIN where INVALIDATION has not reached all of CloudFront's locations.
wait_where_invalidating() {
  local status
  ask "" cloudfront get-invalidation --distribution-id "$1" --id "$INVALIDATION"
  status="$(jq --raw-output .Invalidation.Status <<< "$ANSWER")"
  if [ "$status" != Completed ]; then AGAIN="the invalidation $INVALIDATION is $status"; fi
}

# is_under_way RELEASE: whether the execution that a release belongs to has not ended.
is_under_way() {
  if ! [[ "$1" =~ ^[0-9a-f-]{36}$ ]]; then return 1; fi
  ask PipelineExecutionNotFoundException codepipeline get-pipeline-execution --pipeline-name "$PIPELINE_NAME" --pipeline-execution-id "$1" \
    --query pipelineExecution.status || return 1
  case "$ANSWER" in
    '"InProgress"' | '"Stopping"') return 0 ;;
    *) return 1 ;;
  esac
}

# What of production a review is about: all but what a release changes.
fingerprint() {
  config "$PRODUCTION" 'del(.ContinuousDeploymentPolicyId) | del(site.OriginPath)' --sort-keys --compact-output |
    if command -v sha256sum > /dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-64
}
