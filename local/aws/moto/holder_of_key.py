"""Who holds an access key."""

from typing import Any

from moto.iam.models import iam_backends


def holder_of_key(access_key: str) -> dict[str, Any] | None:
    """The account that issued a user's or an assumed role's key, and of a user's key the user and whether it is
    active. moto's own way would first make every account's backend for every partition, with all AWS-managed policies
    in each: seconds."""
    for account_id, partitions in list(iam_backends.items()):
        for backend in list(partitions.values()):
            key = backend.access_keys.get(access_key)
            if key is None:
                continue
            user = backend.users.get(key.user_name)
            arn = None if user is None else user.arn
            return {"accountId": account_id, "userArn": arn, "isActive": key.status == "Active"}
    return None
