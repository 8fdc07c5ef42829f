from .columns import Column, ForeignKey
from .session import Session
from .table import Table
