"""Which hosts databases may be read from: any from this machine for oneself, listed ones for others."""

import ipaddress
import os
import socket
from collections.abc import Iterator

from data.read.databases.address import PORTS, SYSTEMS, Address
from data.schema import InputError

VARIABLE = "BUNDLEWISE_DATABASE_HOSTS"  # db.example.com, 10.0.0.5:5432, [fd12::1]:5432
SECONDS_TO_ANSWER = 5.0
METADATA = {"169.254.169.254", "100.100.100.200", "fd00:ec2::254"}  # where clouds tell machines their secrets
_served: list[bool] = []


def serve_others() -> None:
    """Reach listed hosts only from now on: the app listens for other machines than this one."""
    _served.append(True)


def is_limited() -> bool:
    """Say whether only listed hosts may be reached."""
    return bool(_served) or VARIABLE in os.environ


def is_socket(address: Address) -> bool:
    """Say whether a host is a Unix socket of this machine, or the folder of one."""
    return address.host.startswith(("/", "@"))


def connected(address: Address) -> socket.socket:
    """Return a connection to where a database should be.

    Each address that the host's name stands for is looked at, and the one that passed is the one that is
    reached: what a name stands for can be another address a moment later. Raises InputError where it may not
    be reached, or nobody answers there.
    """
    port = address.port or PORTS[address.system]
    for ip in _addresses(address, port):
        try:
            return socket.create_connection((ip, port), SECONDS_TO_ANSWER)
        except OSError:
            continue
    raise no_answer(address)


def check_socket(address: Address) -> None:
    """Raise InputError where sockets of this machine are not for those who ask."""
    if is_limited() and _plain(address.host) not in _listed_names():
        raise _not_listed(address)


def no_answer(address: Address) -> InputError:
    """Return the error of a place where no such database answers."""
    return InputError(
        f"no {SYSTEMS[address.system]} answers at {address.place}",
        "Check the host and the port, and that this machine may reach it",
    )


def _addresses(address: Address, port: int) -> Iterator[str]:
    """Yield the addresses of a host that may be reached."""
    names = {_plain(address.host), f"{_plain(address.host)}:{port}"}
    if is_limited() and not names & _listed_names():
        raise _not_listed(address)
    try:
        found = socket.getaddrinfo(address.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise no_answer(address) from None
    allowed = [str(place[4][0]) for place in found if _may_reach(str(place[4][0]), port, names)]
    if not allowed:
        raise _not_listed(address)
    yield from dict.fromkeys(allowed)


def _may_reach(ip: str, port: int, names: set[str]) -> bool:
    """Say whether an address that a listed name stands for may be reached; this machine's only if listed."""
    if not is_limited() or not _is_inner(ip):
        return True
    return bool({_plain(ip), f"{_plain(ip)}:{port}"} & _listed_names()) or "localhost" in names


def _is_inner(text: str) -> bool:
    """Say whether an address is this machine's own, its link's, or nobody's."""
    ip = ipaddress.ip_address(text.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    is_own = ip.is_loopback or ip.is_link_local or ip.is_unspecified or ip.is_multicast
    return is_own or str(ip) in METADATA


def _listed_names() -> set[str]:
    return {_plain(entry) for entry in os.environ.get(VARIABLE, "").split(",") if entry.strip()}


def _plain(name: str) -> str:
    """Return a host, or a host and port, as it is compared."""
    return name.strip().casefold().replace("[", "").replace("]", "").rstrip(".")


def _not_listed(address: Address) -> InputError:
    return InputError(
        f"databases at {address.host} may not be read from here",
        f"Whoever runs this server can allow it: {VARIABLE}={address.host}",
    )
