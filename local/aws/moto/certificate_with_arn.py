"""A certificate that has the ARN it is given: AWS makes the ID in it up, and a certificate that exists is known by its ARN."""

from moto.acm.models import acm_backends


def certificate_with_arn(account_id: str, region: str, arn: str) -> None:
    """Makes it unless it is there."""
    backend = acm_backends[account_id][region]
    if arn not in backend._certificates:
        made = backend.request_certificate("local.example.com", None, [], [])
        certificate = backend._certificates.pop(made)
        certificate.arn = arn
        backend._certificates[arn] = certificate
