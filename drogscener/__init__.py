"""The wiring: settings, addresses, servers and the embedded database backend."""
