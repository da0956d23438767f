#!/usr/bin/python3
"""Holds files as a file manager does: a small window from which they can be dragged by the mouse.

drag_source.py X Y FILE...  prints "ready", then "dropped" or "refused", and ends.
GTK is asked to do the dragging, so that what the app sees is a real drag from another program.
"""
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gio, Gtk  # noqa: E402

x, y = int(sys.argv[1]), int(sys.argv[2])
uris = [Gio.File.new_for_path(path).get_uri() for path in sys.argv[3:]]


def say(word):
    print(word, flush=True)


def end(*_):
    Gtk.main_quit()


window = Gtk.Window(type=Gtk.WindowType.POPUP)
handle = Gtk.EventBox()
handle.add(Gtk.Label(label=str(len(uris))))
handle.drag_source_set(
    Gdk.ModifierType.BUTTON1_MASK, [Gtk.TargetEntry.new("text/uri-list", 0, 0)], Gdk.DragAction.COPY
)
handle.connect("drag-data-get", lambda _w, _c, selection, _i, _t: selection.set_uris(uris))
handle.connect("drag-failed", lambda *_: say("refused"))
handle.connect("drag-end", lambda *_: (say("dropped"), end()))
window.add(handle)
window.set_default_size(60, 40)
window.move(x, y)
window.connect("map-event", lambda *_: say("ready"))
window.show_all()
Gtk.main()
