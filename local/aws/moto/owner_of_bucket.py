"""Which account a bucket belongs to."""

from moto.s3.models import s3_backends


def owner_of_bucket(bucket: str) -> str | None:
    """The account that created the bucket; names of buckets are the same for all accounts."""
    _partition, account_id = s3_backends.bucket_accounts.get(bucket, (None, None))
    return account_id
