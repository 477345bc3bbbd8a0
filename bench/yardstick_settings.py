"""The product's settings with the yardstick's addresses; only `make bench` uses them."""

from drogscener.settings import *

ROOT_URLCONF = "yardstick"
