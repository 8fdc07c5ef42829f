from .places import Place
from .shortest import distances, nearest
from .spanning import plough_plan
