import pytest

from papers import typesetting
from papers.plan import _values
from tests.papers.sheets import ENGLISH, large


def test_a_picture_of_several_pages_is_our_mistake() -> None:
    with pytest.raises(TypeError, match="expected one document"):
        typesetting.png("plan", _values(large(), ENGLISH))
