import copy
import pickle

import pytest
from gunicorn.config import Config


def test_config_survives_pickling():
    cfg = Config()
    cfg.set("workers", 7)
    again = pickle.loads(pickle.dumps(cfg))
    assert again.workers == 7
    assert again.settings.keys() == cfg.settings.keys()


def test_config_can_be_copied():
    cfg = Config()
    cfg.set("timeout", 11)
    assert copy.copy(cfg).timeout == 11


def test_unknown_setting_is_still_an_attribute_error():
    with pytest.raises(AttributeError):
        Config().no_such_setting
