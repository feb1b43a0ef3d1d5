#!/usr/bin/env bash
# Makes production what was reviewed on the staging distribution, and forgets what is cached of the release before.
# It may be killed anywhere, and started again.

# shellcheck source=common.sh
source "$(dirname "$0")/common.sh"

needs PRODUCTION_DISTRIBUTION_ID STAGING_DISTRIBUTION_ID STAGING_PARAMETER STAGING_IS_KEPT SITE_BUCKET RELEASE \
  PRODUCTION_FINGERPRINT INVALIDATION_PATHS WAIT_MINUTES

# Only what was reviewed is promoted.
check_review() {
  if [ -z "$STAGING" ]; then
    fail "$STAGING_PARAMETER says \"$STAGING_DISTRIBUTION_ID\": the staging distribution of the release $RELEASE is gone. Release again."
  fi
  if [ "$STAGING_RELEASE" != "$RELEASE" ]; then
    fail "the staging distribution $STAGING_DISTRIBUTION_ID shows the release $STAGING_RELEASE, not $RELEASE, which was approved. Release again."
  fi
  if [ -z "$PRODUCTION_POLICY" ]; then
    fail "no continuous deployment policy is attached to the production distribution any more, so there is nothing to promote. Release again."
  fi
  read_policy
  if [ "$(fingerprint)" != "$PRODUCTION_FINGERPRINT" ]; then
    fail "the production distribution has changed since the review of the release $RELEASE began: a promotion would take that back. Release again."
  fi
}

promote() {
  read_production
  if [ "$PRODUCTION_RELEASE" = "$RELEASE" ]; then return 0; fi
  read_staging
  check_review
  wait_where_staging_is_in_progress
  wait_where_production_is_in_progress
  if [ -n "$AGAIN" ]; then return 0; fi
  change cloudfront update-distribution-with-staging-config --id "$PRODUCTION_DISTRIBUTION_ID" \
    --staging-distribution-id "$STAGING_DISTRIBUTION_ID" --if-match "$PRODUCTION_ETAG, $STAGING_ETAG"
}

wait_for_production() {
  read_production
  if [ "$PRODUCTION_RELEASE" != "$RELEASE" ]; then
    fail "the production distribution shows the release $PRODUCTION_RELEASE, not $RELEASE: somebody has changed it during this build."
  fi
  wait_where_production_is_in_progress
}

forget_release_before() {
  invalidate "$PRODUCTION_DISTRIBUTION_ID" "$INVALIDATION_PATHS"
}

wait_for_invalidation() {
  wait_where_invalidating "$PRODUCTION_DISTRIBUTION_ID"
}

settle "Promoting the release $RELEASE" promote
settle "Waiting until the production distribution is deployed" wait_for_production
settle "Invalidating what is cached of $INVALIDATION_PATHS" forget_release_before
settle "Waiting for the invalidation" wait_for_invalidation
say "Production serves the release $RELEASE."
