"""Which account an access key belongs to."""

from moto.iam.models import iam_backends


def account_of_key(access_key: str) -> str | None:
    """The account that issued a user's or an assumed role's key. moto's own way would first make every account's
    backend for every partition, with all AWS-managed policies in each: seconds."""
    for account_id, partitions in list(iam_backends.items()):
        if any(access_key in backend.access_keys for backend in list(partitions.values())):
            return account_id
    return None
