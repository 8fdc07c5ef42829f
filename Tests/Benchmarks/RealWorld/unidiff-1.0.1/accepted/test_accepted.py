import pytest
from unidiff import PatchSet
from unidiff.errors import UnidiffParseError

HUNK = "@@ -1,1 +1,2 @@\n import os\n+import sys\n"


def test_new_name_without_old_name_is_a_parse_error():
    with pytest.raises(UnidiffParseError):
        PatchSet("+++ b/app.py\n" + HUNK)


def test_whole_patch_still_parses():
    patch = PatchSet("--- a/app.py\n+++ b/app.py\n" + HUNK + "--- a/two.py\n+++ b/two.py\n" + HUNK)
    assert [f.path for f in patch] == ["app.py", "two.py"]
    assert patch.added == 2
