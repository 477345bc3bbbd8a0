"""Who may read through the API: nobody, unless a view says that everybody may."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:
    from rest_framework.views import APIView  # which itself reads the settings that name DenyAll


class DenyAll(BasePermission):
    """The default: a view that names no permission of its own answers nobody."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Refuse."""
        return False


class Everybody(BasePermission):
    """For views that give out published editions and nothing else."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Allow reading; the views know no other method."""
        return True
