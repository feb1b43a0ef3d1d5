"""Which resources an account holds in moto, over every service and region, without those that AWS itself puts there."""

from typing import Any, Iterator

from moto.core.base_backend import AccountSpecificBackend, BackendDict, BaseBackend
from moto.core.common_models import BaseModel

# Per backend: what it held when it was made (the default VPC, AWS-managed policies, the default event bus, ...).
_initial: dict[int, list[BaseModel]] = {}


def remember_what_backends_start_with() -> None:
    """Hooks into moto so that every backend's first content is known. Call it before the first request."""
    make_or_get = AccountSpecificBackend.__getitem__

    def remembering(self: AccountSpecificBackend, region: str) -> BaseBackend:
        backend = make_or_get(self, region)
        if id(backend) not in _initial:
            _initial[id(backend)] = [model for _, model in _models(backend, None)]
        return backend

    AccountSpecificBackend.__getitem__ = remembering


def remaining_resources(account_id: str) -> list[str]:
    """ARNs, or `service/region/kind/name` where the model has no ARN."""
    found: set[str] = set()
    for service in list(dict.fromkeys(BackendDict._instances)):
        if account_id not in service:
            continue
        for region, backend in list(service[account_id].items()):
            initial = {id(model) for model in _initial.get(id(backend), [])}
            for path, model in _models(backend, initial):
                if id(model) not in initial and not _is_left_to_aws(model):
                    found.add(_arn(model) or f"{service.service_name}/{region}/{_kind_and_name(path, model)}")
    return sorted(found)


def _models(backend: BaseBackend, whole: set[int] | None) -> Iterator[tuple[list[str], BaseModel]]:
    """Every model of a backend with the path to it. Only the models in `whole` are searched for further ones (None:
    all are): a rule on the default event bus is a resource, an object of an S3 bucket is part of the bucket."""
    seen: set[int] = set()

    def walk(value: Any, path: list[str]) -> Iterator[tuple[list[str], BaseModel]]:
        is_model = isinstance(value, BaseModel)
        if isinstance(value, BaseBackend) or not (is_model or isinstance(value, (dict, list, set, tuple))):
            return
        if id(value) in seen:
            return
        seen.add(id(value))
        if is_model:
            yield path, value
        if not is_model or whole is None or id(value) in whole:
            yield from walk_parts(value, path)

    def walk_parts(value: Any, path: list[str]) -> Iterator[tuple[list[str], BaseModel]]:
        parts = vars(value) if isinstance(value, (BaseModel, BaseBackend)) else value
        pairs = parts.items() if isinstance(parts, dict) else enumerate(parts)
        for name, part in list(pairs):
            yield from walk(part, [*path, str(name)])

    yield from walk_parts(backend, [])


def _arn(model: BaseModel) -> str | None:
    arn = getattr(model, "arn", None)
    return arn if isinstance(arn, str) and arn.startswith("arn:") else None


def _kind_and_name(path: list[str], model: BaseModel) -> str:
    kind, *rest = path
    name = getattr(model, "name", None)
    return f"{kind.lstrip('_')}/{name if isinstance(name, str) else '/'.join(rest)}"


def _is_left_to_aws(model: BaseModel) -> bool:
    return _is_gone(model) or _comes_with_a_vpc(model) or _is_key_of_aws(model)


def _is_gone(model: BaseModel) -> bool:
    """AWS keeps a record of some deleted things: task definitions, keys and secrets."""
    return (
        getattr(model, "status", None) == "INACTIVE"
        or getattr(model, "key_state", None) == "PendingDeletion"
        or getattr(model, "deleted_date", None) is not None
    )


def _is_key_of_aws(model: BaseModel) -> bool:
    """The key of a service, which AWS makes when the service first needs it and nobody can delete."""
    return type(model).__name__ == "Key" and getattr(model, "description", "") == "Default key"


def _comes_with_a_vpc(model: BaseModel) -> bool:
    """moto keeps these when their VPC goes; AWS makes and deletes them with it."""
    kind = type(model).__name__
    return (
        (kind == "NetworkAcl" and str(getattr(model, "default", "")).lower() == "true")
        or (kind == "SecurityGroup" and getattr(model, "name", "") == "default")
        or (kind == "RouteTable" and getattr(model, "main_association_id", None) is not None)
    )
