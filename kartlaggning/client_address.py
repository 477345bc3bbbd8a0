"""Who asks, as told by the proxies that we trust. Pure."""

from ipaddress import IPv6Address, ip_address, ip_network

SUBSCRIBERS_NETWORK = 64  # bits: in IPv6 one subscriber has at least so large a network, and every address in it


def client_address(remote: str, forwarded_for: str, trusted_proxies: int) -> str:
    """Return the address of who asks: so many from the right in X-Forwarded-For, else `remote`, the nearest one's."""
    told = [part.strip() for part in forwarded_for.split(",")]
    if 0 < trusted_proxies <= len(told) and told[-trusted_proxies]:
        return told[-trusted_proxies]
    return remote


def network_of(address: str) -> str:
    """Return what limits count by: an IPv4 address itself, of an IPv6 address its /64; what is no address as it is."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((found.packed, SUBSCRIBERS_NETWORK), strict=False))
