"""A web ACL of WAF that has the ARN it is given: AWS makes the ID in it up, and a web ACL that exists is known by its ARN."""

from moto.wafv2.models import GLOBAL_REGION, FakeWebACL, wafv2_backends


def web_acl_with_arn(account_id: str, arn: str) -> None:
    """Makes it unless it is there. It lets every request through."""
    region, resource = arn.split(":")[3], arn.split(":")[5]
    scope, _, name, acl_id = resource.split("/")
    backend = wafv2_backends[account_id][GLOBAL_REGION if scope == "global" else region]
    if arn not in backend.wacls:
        metrics = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": name}
        backend.wacls[arn] = FakeWebACL(name, account_id, arn, acl_id, metrics, {"Allow": {}}, None, [])
