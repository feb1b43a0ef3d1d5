"""A secret that has the ARN it is given: Secrets Manager makes the end of it up, and a secret that exists is known by its ARN."""

from moto.secretsmanager.models import secretsmanager_backends


def secret_with_arn(account_id: str, region: str, arn: str, value: str) -> None:
    """Makes it unless it is there."""
    backend = secretsmanager_backends[account_id][region]
    name = arn.split(":")[6][: -len("-AbCdEf")]
    if name not in backend.secrets:
        backend.create_secret(name, value, None, None, [], None, None, [], False)
        backend.secrets[name].arn = arn
