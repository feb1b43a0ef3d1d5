"""The audiences of an OIDC provider, which moto takes only when it is made."""

from moto.iam.models import iam_backends


def add_client_id(account: str, arn: str, client_id: str) -> bool:
    """Whether there is such a provider."""
    provider = iam_backends[account]["aws"].open_id_providers.get(arn)
    if provider is not None and client_id not in provider.client_id_list:
        provider.client_id_list.append(client_id)
    return provider is not None


def remove_client_id(account: str, arn: str, client_id: str) -> bool:
    """Whether there is such a provider."""
    provider = iam_backends[account]["aws"].open_id_providers.get(arn)
    if provider is not None and client_id in provider.client_id_list:
        provider.client_id_list.remove(client_id)
    return provider is not None
