"""Who asks, as told by the proxies that we trust. Pure."""


def client_address(remote: str, forwarded_for: str, trusted_proxies: int) -> str:
    """Return the address of who asks: so many from the right in X-Forwarded-For, else `remote`, the nearest one's."""
    told = [part.strip() for part in forwarded_for.split(",")]
    if 0 < trusted_proxies <= len(told) and told[-trusted_proxies]:
        return told[-trusted_proxies]
    return remote
