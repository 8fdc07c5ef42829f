import io

import pytest
from mutagen.aac import AAC


def stream(index, frames=10, body=50):
    size = 7 + body
    head = bytes([
        0xFF, 0xF1, 0x40 | index << 2, 0x80 | size >> 11,
        size >> 3 & 0xFF, (size & 7) << 5 | 0x1F, 0xFC,
    ])
    return io.BytesIO((head + bytes(body)) * frames)


@pytest.mark.parametrize("index", [13, 14, 15])
def test_unknown_frequency_gives_length_zero(index):
    info = AAC(stream(index)).info
    assert info.length == 0.0
    assert info.sample_rate == 0


def test_known_frequency_has_a_length():
    info = AAC(stream(4)).info
    assert info.sample_rate == 44100
    assert info.length > 0.1
