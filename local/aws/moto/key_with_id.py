"""A KMS key that has the ID it is given: AWS makes IDs up, and a key that exists is known by its ID."""

from moto.kms.models import kms_backends


def key_with_id(account_id: str, region: str, key_id: str) -> str:
    """The ARN of the key, which is made unless it is there."""
    backend = kms_backends[account_id][region]
    if key_id not in backend.keys:
        key = backend.create_key(None, "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "", None)
        backend.keys[key_id] = backend.keys.pop(key.id)
        key.arn = key.arn.removesuffix(key.id) + key_id
        key.id = key_id
    return backend.keys[key_id].arn
