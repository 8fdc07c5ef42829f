from i18n.catalog import Catalog

__all__ = ["Catalog"]
