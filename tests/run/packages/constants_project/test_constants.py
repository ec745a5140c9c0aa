"""Constants of a .pxd: who cimports them has their values without that module."""
import sys


def test_without_the_module():
    import user
    assert user.known(3) == (9, 256.5, True, -9)
    assert "limits" not in sys.modules


def test_the_module_itself():
    import limits
    assert limits.own() == (9, 255, 0.5, True, 9)
