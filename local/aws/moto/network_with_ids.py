"""A VPC, subnets and security groups that have the IDs they are given: AWS makes IDs up, and what exists is known by its ID."""

from unittest.mock import patch

from moto.ec2.models import ec2_backends


def network_with_ids(account_id: str, region: str, vpc_id: str, subnet_ids: list[str], group_ids: list[str]) -> None:
    """Makes what is not there yet. Subnets lie in the region's zones, one after the other."""
    backend = ec2_backends[account_id][region]
    if vpc_id not in backend.vpcs:
        with patch("moto.ec2.models.vpcs.random_vpc_id", lambda: vpc_id):
            backend.create_vpc("10.0.0.0/16")
    zones = [zone.name for zone in backend.describe_availability_zones()]
    subnets = backend.describe_subnets()
    inside = sum(subnet.vpc_id == vpc_id for subnet in subnets)
    known = {subnet.id for subnet in subnets}
    for number, subnet_id in enumerate((id for id in subnet_ids if id not in known), inside):
        with patch("moto.ec2.models.subnets.random_subnet_id", lambda: subnet_id):
            backend.create_subnet(vpc_id, f"10.0.{number}.0/24", availability_zone=zones[number % len(zones)])
    for group_id in group_ids:
        if group_id in backend.groups[vpc_id]:
            continue
        with patch("moto.ec2.models.security_groups.random_security_group_id", lambda: group_id):
            backend.create_security_group(group_id, group_id, vpc_id)
