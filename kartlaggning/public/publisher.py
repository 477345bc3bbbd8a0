"""Who publishes here, by the settings."""

from django.conf import settings

from kartlaggning.exports.catalogue.publisher import Publisher


def the_publisher() -> Publisher:
    """Return the publisher that the installation names, or the project itself."""
    return Publisher(
        site_url=settings.SITE_URL,
        name=settings.PUBLISHER_NAME,
        url=settings.PUBLISHER_URL,
        email=settings.COORDINATOR_EMAIL,
    )
