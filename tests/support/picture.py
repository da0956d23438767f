#!/usr/bin/python3
"""Takes a picture of a part of the display, as a person sees it.

picture.py X Y WIDTH HEIGHT FILE.png
"""
import sys

import gi

gi.require_version("Gdk", "3.0")
from gi.repository import Gdk  # noqa: E402

Gdk.init([])
x, y, width, height = (int(word) for word in sys.argv[1:5])
picture = Gdk.pixbuf_get_from_window(Gdk.get_default_root_window(), x, y, width, height)
picture.savev(sys.argv[5], "png", ["compression"], ["9"])
